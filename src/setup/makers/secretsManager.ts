import { isTrial } from '../../cloud/secretsManagers';
import type { NewSecretsManager } from '../../cloud/secretsManagerService';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { SecretsManagerInstance } from '../../model/secretsManager';
import type { Found, LookContext, Maker, RunContext, StepContext, Waiting } from '../context';
import type { RecordedResource } from '../journal/history';
import { ended, found, orAbsent } from './found';
import { heldIn, isOver } from './inSecretsManager';

/** An instance, with what only asking at its own address tells. */
export interface KnownSecretsManager extends SecretsManagerInstance {
  readonly answers?: boolean;
}

export const secretsManagerKind = 'secrets-manager';
/** Terraform's provider gives up then; 5 to 15 minutes are usual. Source: https://cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-create-instance */
const limitMs = 30 * 60_000;
const usualMs = 15 * 60_000;
const deletionMs = 10 * 60_000;

/** An instance of Secrets Manager, which a VPN server reads its certificates from. */
export const secretsManagerMaker: Maker<NewSecretsManager, KnownSecretsManager, Pick<NewSecretsManager, 'plan'>> = {
  kind: secretsManagerKind,
  make: async ({ dependencies: { cloud }, signal }, specification) => {
    try {
      return await cloud.secretsManagers.create(specification, signal);
    } catch (error) {
      throw specification.plan === 'trial' ? asSecondTrial(error) : error;
    }
  },
  // The resource controller takes a name as often as it is given: ours is known by its end, which is the connection's own.
  find: async (context, { name, region }) => (await listed(context)).find((other) => other.name === name && other.region === region),
  describe: foundSecretsManager,
  wait: ({ dependencies: { cloud }, signal }, { crn, name }) => ({
    what: t('the Secrets Manager instance {0}', name),
    everyMs: 10_000,
    limitMs,
    read: async () => {
      const instance = await cloud.secretsManagers.get(crn, signal);
      return { ...instance, answers: instance.state === 'active' && await cloud.secretsManagers.open(instance).answers(signal) };
    },
    check: stateOf,
  }),
  price: ({ dependencies: { cloud }, vpc, signal }, { plan }) => plan === 'trial'
    ? Promise.resolve({ kind: 'none' }) : cloud.catalog.monthlyPrice({ kind: 'secrets-manager' }, vpc.region, signal),
  recover: async (context, { name }) => {
    const ours = (await listed(context)).find((other) => other.name === name && other.region === context.connection.instance.region);
    return ours === undefined ? undefined : foundSecretsManager(ours);
  },
  usedBy: whatItHolds,
  remove: removeInstance,
};

export function foundSecretsManager({ crn, name }: SecretsManagerInstance): Found {
  return found(secretsManagerKind, { id: crn, name, crn });
}

/** All that are there: what is deleted counts for a Trial alone. */
async function listed({ dependencies: { cloud }, signal }: LookContext): Promise<readonly SecretsManagerInstance[]> {
  return (await cloud.secretsManagers.list(signal)).filter((instance) => !isOver(instance));
}

function stateOf({ name, state, answers }: KnownSecretsManager, waitedMs = 0): 'ready' | Waiting {
  if (['failed', 'inactive'].includes(state) || isOver({ state })) {
    throw ended(
      t('the Secrets Manager instance {0}', name), state, [], t('Undo, then run again; if it stays, ask IBM Cloud support.'),
    );
  }
  if (state !== 'active') {
    return { waitingUntil: waitedMs < usualMs ? t('it is active (now: {0}); 5 to 15 minutes are usual', state) : t(
      'it is active (now: {0}); 5 to 15 minutes are usual, and this one takes longer. Nothing is lost, and none is made twice: the instance is written down, '
        + 'and a later run goes on with it. If it stays so for an hour, ask IBM Cloud support', state,
    ) };
  }
  return answers === true ? 'ready' : { waitingFor: waitedMs < usualMs ? t('its own address to answer, which takes a while more') : t(
    'its own address to answer, which takes longer than is usual; nothing is lost, and a later run goes on with the same instance',
  ) };
}

/** The cloud's words stay; what to do about them it does not say. */
function asSecondTrial(error: unknown): unknown {
  if (!(error instanceof Failure && error.status === 400)) {
    return error;
  }
  const { code, what, why, trace, status } = error;
  return new Failure({ code, what, why, trace, status, cause: error, next: anotherThanTrial });
}

/** What helps where the account's one Trial was used. */
export const anotherThanTrial = t(
  'Choose the Standard plan, or an instance that is there. An account has one Trial; a deleted one counts until its reclamation is done: '
    + '"ibmcloud resource reclamations" lists it, and "ibmcloud resource reclamation-delete ID" ends it for good.',
);

/**
 * Something in it, whosever: all of it would be deleted with the instance, also what an undo has just left to who uses it. What else is ours is
 * gone by then. One that is not active holds nothing yet.
 */
async function whatItHolds(context: StepContext, { id: crn }: RecordedResource): Promise<string | undefined> {
  const { cloud: { secretsManagers } } = context.dependencies;
  const instance = await orAbsent(secretsManagers.get(crn, context.signal));
  const held = instance?.state === 'active' ? await heldIn(context, crn) : undefined;
  if (held === undefined) {
    return undefined;
  }
  const [secret] = await held.listSecretNames(context.signal);
  if (secret !== undefined) {
    return t('the secret {0} in it', secret.name);
  }
  const [configuration] = await held.listAuthorities(context.signal);
  return configuration === undefined ? undefined : t('the certificate authority or template {0} in it', configuration.name);
}

/** A Trial counts as long as it could be had back, so its reclamation is ended as well; a Standard one can be had back for some days. */
async function removeInstance(context: RunContext, { id: crn, name }: RecordedResource): Promise<void> {
  const { dependencies: { cloud: { secretsManagers } }, signal } = context;
  const what = t('the Secrets Manager instance {0}', name);
  const there = await orAbsent(context.read(() => secretsManagers.get(crn, signal)));
  if (there === undefined || there.state === 'removed') {
    return;
  }
  if (!isOver(there)) {
    await context.discard(() => secretsManagers.delete(crn, signal));
    await untilState(context, crn, what, isOver);
  }
  if (isTrial(there)) {
    await endForGood(context, there, what);
  }
}

/** It is listed a while after the deletion. Each try looks first: what was reclaimed is not reclaimed again. */
async function endForGood(context: RunContext, { crn, guid }: SecretsManagerInstance, what: string): Promise<void> {
  const { dependencies: { cloud: { secretsManagers } }, signal } = context;
  const reclamation = async () => (await secretsManagers.listReclamations(signal)).find(({ instanceGuid }) => instanceGuid === guid);
  await context.until({
    what, everyMs: 5_000, limitMs: deletionMs,
    read: async () => await reclamation() !== undefined || (await orAbsent(secretsManagers.get(crn, signal)))?.state !== 'pending_reclamation',
    check: (isListed) => isListed ? 'ready' : { waitingFor: t('its reclamation to be listed') },
  });
  await context.discard(async () => {
    const listed = await reclamation();
    if (listed !== undefined) {
      await secretsManagers.reclaim(listed.id, signal);
    }
  });
  await untilState(context, crn, what, ({ state }) => state === 'removed');
}

async function untilState(context: RunContext, crn: string, what: string, isSo: (instance: SecretsManagerInstance) => boolean): Promise<void> {
  const { dependencies: { cloud: { secretsManagers } }, signal } = context;
  await context.until({
    what, everyMs: 5_000, limitMs: deletionMs,
    read: () => orAbsent(secretsManagers.get(crn, signal)),
    check: (instance) => instance === undefined || isSo(instance) ? 'ready' : { waitingFor: t('its deletion') },
  });
}
