import type { NewAuthority } from '../../cloud/secretsManagerService';
import { t } from '../../model/l10n';
import type { CertificateAuthority, CertificateAuthorityDetails, CertificateTemplate, SecretsManagerInstance } from '../../model/secretsManager';
import type { Found, LookContext, Maker, RunContext, StepContext, Wait } from '../context';
import type { RecordedResource } from '../journal/history';
import { ended, found, orAbsent } from './found';
import { heldIn, idIn, ownHeld, placeOf } from './inSecretsManager';

/** An authority of private certificates, as it was read, and where it is. */
export interface PrivateAuthority extends CertificateAuthorityDetails {
  readonly instance: SecretsManagerInstance;
}

export interface PrivateAuthoritySpecification extends NewAuthority {
  readonly instance: SecretsManagerInstance;
  /** The authority that signs it, of the same instance; it signs itself where there is none. */
  readonly issuer?: string | undefined;
}

export const privateAuthorityKind = 'private-authority';

/** An authority of Secrets Manager's own engine, whose key never leaves it. The name is the configuration's, once in the instance. */
export const privateAuthorityMaker: Maker<PrivateAuthoritySpecification, PrivateAuthority> = {
  kind: privateAuthorityKind,
  make: async ({ dependencies: { cloud }, signal }, { instance, issuer, ...request }) => {
    const held = cloud.secretsManagers.open(instance);
    return { ...await (issuer === undefined ? held.createRoot(request, signal) : held.createIntermediate({ ...request, issuer }, signal)), instance };
  },
  // Another one of that name would let in whomever its owner signs for.
  find: async (context, { name, commonName, issuer, instance }) => {
    const there = await authorityNamed(context, instance, name);
    return there?.commonName === commonName && there.kind === (issuer === undefined ? 'root' : 'intermediate') ? there : undefined;
  },
  describe: foundAuthority,
  wait: untilSigned,
  recover: (context, { name }) => recoverConfiguration(context, privateAuthorityKind, name, ({ kind }) => kind !== 'template'),
  usedBy: standsOn,
  remove: (context, made) => removeConfiguration(context, made),
};

export function foundAuthority({ name, instance: { crn } }: PrivateAuthority): Found {
  return found(privateAuthorityKind, { id: idIn(crn, name), name });
}

export async function authorityNamed(
  { dependencies: { cloud }, signal }: LookContext, instance: SecretsManagerInstance, name: string,
): Promise<PrivateAuthority | undefined> {
  const held = cloud.secretsManagers.open(instance);
  const named = (await held.listAuthorities(signal)).find((other) => other.kind !== 'template' && other.name === name);
  const details = named === undefined ? undefined : await orAbsent(held.getAuthority(name, signal));
  return details === undefined ? undefined : { ...details, instance };
}

/** One that was made and not signed is signed; each try looks first, since another signature would be another certificate. */
export async function signed(context: RunContext, { name, instance }: PrivateAuthority): Promise<void> {
  await context.send(async (signal) => {
    const held = context.dependencies.cloud.secretsManagers.open(instance);
    const { status, issuer } = await held.getAuthority(name, signal);
    if (status === 'signing_required' && issuer !== undefined) {
      await held.signIntermediate(issuer, name, signal);
    }
  });
}

/** An authority or a template of that name which a lost answer left in an instance of ours. */
export async function recoverConfiguration(
  context: StepContext, kind: string, name: string, isOne: (other: CertificateAuthority | CertificateTemplate) => boolean,
): Promise<Found | undefined> {
  for (const [instanceCrn, held] of await ownHeld(context)) {
    if ((await held.listAuthorities(context.signal)).some((other) => isOne(other) && other.name === name)) {
      return { kind, id: idIn(instanceCrn, name), name };
    }
  }
  return undefined;
}

/** Removes an authority or a template. */
export async function removeConfiguration(context: RunContext, { id: journalId }: RecordedResource): Promise<void> {
  const { instanceCrn, id } = placeOf(journalId);
  const held = await context.read(() => heldIn(context, instanceCrn));
  if (held !== undefined) {
    await context.discard(() => held.deleteConfiguration(id, context.signal));
  }
}

function untilSigned({ dependencies: { cloud }, signal }: RunContext, { name, instance }: PrivateAuthority): Wait<PrivateAuthority> {
  const what = t('the certificate authority {0}', name);
  return {
    what, everyMs: 5_000, limitMs: 2 * 60_000,
    read: async () => ({ ...await cloud.secretsManagers.open(instance).getAuthority(name, signal), instance }),
    check: ({ status, certificate }) => {
      if (['expired', 'revoked'].includes(status)) {
        throw ended(what, status, [], t('Undo, then run again: that makes new authorities.'));
      }
      return certificate !== undefined && status !== 'signing_required' ? 'ready' : { waitingUntil: t('it has its certificate (now: {0})', status) };
    },
  };
}

/** What it signed or issues for, someone else's before ours: what of ours is left when its turn comes is used by someone. */
async function standsOn(context: StepContext, { id: journalId, name }: RecordedResource): Promise<string | undefined> {
  const { instanceCrn } = placeOf(journalId);
  const held = await heldIn(context, instanceCrn);
  const all = await held?.listAuthorities(context.signal) ?? [];
  const left = all.filter((each) => (each.kind === 'template' ? each.authority : each.issuer) === name && each.name !== name);
  const below = left.find((each) => context.originOf(idIn(instanceCrn, each.name)) === undefined) ?? left[0];
  return below === undefined ? undefined
    : below.kind === 'template' ? t('the certificate template {0}', below.name) : t('the certificate authority {0}', below.name);
}
