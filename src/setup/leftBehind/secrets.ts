import type { Cloud } from '../../cloud/cloud';
import type { Failure } from '../../model/failure';
import type { Policy } from '../../model/policy';
import type { SecretsManagerInstance } from '../../model/secretsManager';
import type { Found } from '../context';
import { describeAuthorization } from '../makers/authorization';
import { foundCertificate } from '../makers/certificateSecret';
import { heldNow, idIn, isOver } from '../makers/inSecretsManager';
import { privateAuthorityKind } from '../makers/privateAuthority';
import { privateTemplateKind } from '../makers/privateTemplate';
import { foundSecretsManager } from '../makers/secretsManager';
import type { LeftThing } from './choices';
import { orNothing } from './orNothing';

/** A thing that may be ours, and in which region it is to be removed. */
export interface RegionsThing extends LeftThing {
  readonly region: string;
  /** What its connection's names begin with, where its own does not tell. */
  readonly base?: string | undefined;
}

export interface SecretsAccount {
  readonly cloud: Cloud;
  readonly accountId: string;
  /** Is told of what could not be looked into: the rest is found all the same. */
  readonly onFallback?: ((failure: Failure) => void) | undefined;
}

/** What the account's search does not show: instances of Secrets Manager, what is in them, and who may read it. Whatever its name. */
export async function inSecretsManagers(account: SecretsAccount, signal: AbortSignal): Promise<readonly RegionsThing[]> {
  const { cloud, accountId } = account;
  const all = await cloud.secretsManagers.list(signal);
  const there = all.filter((instance) => !isOver(instance));
  const policies = orNothing(account, signal, () => cloud.policies.listAuthorizations(accountId, signal));
  const held = await Promise.all(there.map((instance) => orNothing(account, signal, () => heldBy(account, instance, signal))));
  return [
    ...there.map((instance) => thing(foundSecretsManager(instance), instance)),
    ...held.flat(),
    // Who may read is told to IAM, which has no regions: the instance that is read has.
    ...(await policies).flatMap((policy) => {
      const instance = all.find(({ guid }) => guid === readIn(policy));
      return instance === undefined ? [] : [thing(describeAuthorization(policy), instance)];
    }),
  ];
}

/** One that has no public address, or does not answer, is not looked into. */
async function heldBy({ cloud }: SecretsAccount, instance: SecretsManagerInstance, signal: AbortSignal): Promise<readonly RegionsThing[]> {
  const held = instance.access === 'private' ? undefined : await heldNow({ dependencies: { cloud }, signal }, instance);
  const [authorities = [], certificates = []] = held === undefined ? [] : await Promise.all([held.listAuthorities(signal), held.listCertificates({}, signal)]);
  // A root is made before what it signs.
  const inOrder = [...authorities].sort((one, other) => Number(other.kind === 'root') - Number(one.kind === 'root'));
  return [
    ...inOrder.map(({ kind, name }) => thing(
      { kind: kind === 'template' ? privateTemplateKind : privateAuthorityKind, id: idIn(instance.crn, name), name }, instance,
    )),
    ...certificates.map((certificate) => thing(foundCertificate(instance.crn, certificate), instance)),
  ];
}

function thing({ kind, id, name, crn = '' }: Found, { region }: SecretsManagerInstance): RegionsThing {
  return { kind, id, name, crn, region };
}

function readIn({ resources }: Policy): string | undefined {
  return resources.flatMap(({ attributes }) => attributes).find(({ name }) => name === 'serviceInstance')?.value;
}
