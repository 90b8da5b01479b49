import type { Cloud } from '../../cloud/cloud';
import type { SecretsManager } from '../../cloud/secretsManagerService';
import { parseCrn } from '../../model/crn';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { silentWords, type SecretsManagerInstance } from '../../model/secretsManager';
import type { LookContext, StepContext } from '../context';
import { orAbsent } from './found';

/** Deleted, though it may still be had back: nobody gets to what it holds. */
const overStates: readonly string[] = ['pending_reclamation', 'removed'];

export function isOver({ state }: Pick<SecretsManagerInstance, 'state'>): boolean {
  return overStates.includes(state);
}

/** The journal's id of what is in an instance. It begins with the instance's own: what is in one goes with it. */
export function idIn(instanceCrn: string, id: string): string {
  return `${instanceCrn}/${id}`;
}

/** The two halves of such an id; neither an id of a secret nor a configuration's name has a slash. */
export function placeOf(journalId: string): { readonly instanceCrn: string; readonly id: string } {
  const at = journalId.lastIndexOf('/');
  return { instanceCrn: journalId.slice(0, at), id: journalId.slice(at + 1) };
}

/** The same of a secret by its own CRN, `…:<instance>:secret:<id>`, where another service names it so. */
export function idOfSecret(crn: string): string {
  const parts = crn.split(':');
  return idIn(`${parts.slice(0, 8).join(':')}::`, parts.slice(9).join(':'));
}

/** What the instance holds that a secret's CRN names, with the secret's id there; undefined for a CRN of another service. Asks nothing. */
export function heldBehind(
  { secretsManagers }: Pick<Cloud, 'secretsManagers'>, crn: string,
): { readonly held: SecretsManager; readonly id: string } | undefined {
  const parsed = parseCrn(crn);
  if (parsed?.service !== 'secrets-manager') {
    return undefined;
  }
  const { instance: guid, region, resource: id } = parsed;
  return { held: secretsManagers.open({ guid, region, name: guid, access: 'unknown' }), id };
}

/**
 * What an instance holds, to be looked at or taken out; undefined where the instance is gone with it. Fails where it is there and does not
 * answer: its 404 would be taken for a thing's that is gone.
 */
export async function heldIn({ dependencies: { cloud }, signal }: LookContext, instanceCrn: string): Promise<SecretsManager | undefined> {
  const instance = await orAbsent(cloud.secretsManagers.get(instanceCrn, signal));
  if (instance === undefined || isOver(instance)) {
    return undefined;
  }
  const held = cloud.secretsManagers.open(instance);
  if (!await held.answers(signal)) {
    throw silent(instance);
  }
  return held;
}

/** The same of one that a step has found; undefined as long as it does not answer: nothing is known of what is in it then. */
export async function heldNow(
  { dependencies: { cloud }, signal }: Pick<LookContext, 'dependencies' | 'signal'>, instance: SecretsManagerInstance,
): Promise<SecretsManager | undefined> {
  if (instance.state !== 'active') {
    return undefined;
  }
  const held = cloud.secretsManagers.open(instance);
  return await held.answers(signal) ? held : undefined;
}

/** What the connection's own instances hold, each with its CRN: there a lost request of ours may have left something. */
export async function ownHeld(context: StepContext): Promise<readonly (readonly [instanceCrn: string, held: SecretsManager])[]> {
  const all = await context.dependencies.cloud.secretsManagers.list(context.signal);
  const own = all.filter(({ crn }) => context.originOf(crn) !== undefined);
  const held = await Promise.all(own.map(async ({ crn }) => [crn, await heldIn(context, crn)] as const));
  return held.flatMap(([crn, each]) => each === undefined ? [] : [[crn, each] as const]);
}

function silent({ name }: SecretsManagerInstance): Failure {
  return new Failure({
    code: 'secrets-manager.silent', what: t('Could not look into the Secrets Manager instance "{0}"', name),
    why: silentWords(name),
    next: t('Wait if it is new, or give it a public endpoint; then try again. If you know that nothing is in it, delete it in IBM Cloud\'s console.'),
  });
}
