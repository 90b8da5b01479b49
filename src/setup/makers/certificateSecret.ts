import { isSameCertificate } from '../../certificates/glance';
import type { CertificateMaterial } from '../../cloud/secretsManagerService';
import { t } from '../../model/l10n';
import type { Cost } from '../../model/plan';
import type { Certificate, CertificateMetadata, CertificateType, SecretsManagerInstance } from '../../model/secretsManager';
import { secretsReadBy } from '../../model/vpnServer';
import type { Found, Kind, LookContext, Maker, RunContext, Specification, StepContext, Wait, Waiting } from '../context';
import type { RecordedResource } from '../journal/history';
import { ended, found, orAbsent } from './found';
import { heldIn, idIn, ownHeld, placeOf } from './inSecretsManager';
import { vpnServersEverywhere } from './vpnServersEverywhere';

/** A certificate's secret as it was read back, and where it is. */
export interface KeptCertificate extends Certificate {
  readonly instanceCrn: string;
}

export interface CertificateSecretSpecification extends Specification {
  readonly instance: SecretsManagerInstance;
  readonly description: string;
  readonly material: CertificateMaterial;
}

export const certificateSecretKind = 'certificate-secret';

/** What is told of any certificate's secret, imported or issued in Secrets Manager. */
export const certificateSecretAsKind: Kind & { readonly wait: (context: RunContext, made: KeptCertificate) => Wait<KeptCertificate> } = {
  kind: certificateSecretKind,
  wait: untilThere,
  recover: async (context, { name }) => {
    for (const [instanceCrn, held] of await ownHeld(context)) {
      const named = (await held.listCertificates({ search: name }, context.signal)).find((other) => other.name === name);
      if (named !== undefined) {
        return foundCertificate(instanceCrn, named);
      }
    }
    return undefined;
  },
  usedBy: holder,
  // A step of a template, and one that was renewed, have more than the one that they are called after.
  inUndo: (title, name) => title.split(' ').includes(name) ? title : t('Certificate {0}', name),
  remove: async (context, { id: journalId }) => {
    const { instanceCrn, id } = placeOf(journalId);
    const held = await context.read(() => heldIn(context, instanceCrn));
    if (held !== undefined) {
      await context.discard(() => held.deleteCertificate(id, context.signal));
    }
  },
};

/** A certificate that was made elsewhere, in Secrets Manager. Its name is there once in the whole instance. */
export const certificateSecretMaker: Maker<CertificateSecretSpecification, KeptCertificate> = {
  ...certificateSecretAsKind,
  make: async ({ dependencies: { cloud }, signal }, { name, description, instance, material }) => ({
    ...await cloud.secretsManagers.open(instance).importCertificate({ name, description, material }, signal), instanceCrn: instance.crn,
  }),
  // Another certificate of that name would let somebody else in.
  find: async (context, { name, instance, material }) => {
    const there = await certificateNamed(context, instance, name, 'imported_cert');
    return there !== undefined && isSameCertificate(there.data.certificate, material.certificate) ? there : undefined;
  },
  describe: (made) => foundCertificate(made.instanceCrn, made),
};

export function foundCertificate(instanceCrn: string, { id, name, crn }: CertificateMetadata): Found {
  return found(certificateSecretKind, { id: idIn(instanceCrn, id), name, crn });
}

/** The certificate of that name, with what it holds. */
export async function certificateNamed(
  { dependencies: { cloud }, signal }: Pick<StepContext, 'dependencies' | 'signal'>, instance: SecretsManagerInstance, name: string, type: CertificateType,
): Promise<KeptCertificate | undefined> {
  const held = cloud.secretsManagers.open(instance);
  const named = (await held.listCertificates({ types: [type], search: name }, signal)).find((other) => other.name === name);
  const whole = named === undefined ? undefined : await orAbsent(held.getCertificate(named.id, signal));
  return whole === undefined ? undefined : { ...whole, instanceCrn: instance.crn };
}

/** A month of one more secret in an instance. */
export function secretPrice({ dependencies: { cloud }, vpc, signal }: LookContext, plan: 'standard' | 'trial'): Promise<Cost> {
  return plan === 'trial' ? Promise.resolve({ kind: 'none' }) : cloud.catalog.monthlyPrice({ kind: 'secret' }, vpc.region, signal);
}

/** What can never be used again: expired, with its data destroyed, or revoked. */
export function isWorthless({ state, data }: Pick<Certificate, 'state' | 'data'>): boolean {
  return ['destroyed', 'deactivated'].includes(state) || data.certificate === '';
}

function untilThere({ dependencies: { cloud }, signal }: RunContext, { id, name, instanceCrn }: KeptCertificate): Wait<KeptCertificate> {
  const what = t('the certificate {0}', name);
  return {
    what, everyMs: 5_000, limitMs: 2 * 60_000,
    read: async () => {
      const instance = await cloud.secretsManagers.get(instanceCrn, signal);
      return { ...await cloud.secretsManagers.open(instance).getCertificate(id, signal), instanceCrn };
    },
    check: (certificate): 'ready' | Waiting => {
      if (isWorthless(certificate)) {
        throw ended(what, certificate.state, [], t('Undo, then run again with a certificate that is valid: Secrets Manager destroys what has expired.'));
      }
      return certificate.state === 'active' ? 'ready' : { waitingUntil: t('it is active (now: {0})', certificate.state) };
    },
  };
}

/** A VPN server that reads it, ours too: one that stays needs what it reads. Else whoever said so by a lock. */
async function holder(context: StepContext, { id: journalId, crn }: RecordedResource): Promise<string | undefined> {
  const reader = (await vpnServersEverywhere(context)).find((server) => secretsReadBy(server).includes(crn ?? journalId));
  if (reader !== undefined) {
    return t('the VPN server {0}', reader.name);
  }
  const { instanceCrn, id } = placeOf(journalId);
  const held = await heldIn(context, instanceCrn);
  const [lock] = await held?.listLocks(id, context.signal) ?? [];
  return lock === undefined ? undefined : t('whoever locked it: {0}', lock.description === '' ? lock.name : `${lock.name} (${lock.description})`);
}
