import { isSameCertificate } from '../../certificates/glance';
import type { CertificateMaterial } from '../../cloud/secretsManagerService';
import { t } from '../../model/l10n';
import type { CertificateType } from '../../model/secretsManager';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import {
  certificateNamed, certificateSecretAsKind, certificateSecretMaker, foundCertificate, isWorthless, type KeptCertificate,
} from '../makers/certificateSecret';
import { blocked, missing, type Blocked, type Standing } from '../standing';
import type { KeptAuthority, VpnIdentities } from '../vpnIdentities';
import { lookInInstance, type Looked } from './inInstance';
import { priceOfSecret, secretsManagerFact } from './secretsManager';
import { existing, making, type Step } from './step';
import { validity } from './vpnCertificateFacts';
import { identitiesFact } from './vpnIdentities';

export interface CertificateSecretStep {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly name: string;
  readonly description: string;
  readonly into: Fact<KeptCertificate>;
  readonly material: (identities: VpnIdentities) => KeptAuthority;
  /** Before anything is made from it. */
  readonly check: (context: RunContext, kept: KeptCertificate) => Promise<void>;
}

/** A certificate that this machine keeps, in Secrets Manager. */
export function certificateSecretStep(wanted: CertificateSecretStep): Step {
  const { id, title, why, name, description, into, material, check } = wanted;
  const step = making({
    id, title, why, into,
    maker: certificateSecretMaker,
    find: (context) => find(context, wanted),
    specification: ({ facts }) => ({
      name, description, instance: facts.need(secretsManagerFact), material: toMaterial(material(facts.need(identitiesFact))),
    }),
    prepare: (context) => removeWorthless(context, wanted),
    inWords: validity,
  });
  return {
    ...step,
    ready: async (context) => {
      const detail = await step.ready(context);
      await check(context, context.facts.need(into));
      return detail;
    },
    price: priceOfSecret,
  };
}

function toMaterial({ certificate, above, key }: KeptAuthority): CertificateMaterial {
  return { certificate, intermediate: above === '' ? undefined : above, privateKey: key };
}

async function find(context: StepContext, wanted: CertificateSecretStep): Promise<Standing> {
  const { name, into } = wanted;
  const { there, none } = await look(context, name);
  if (there === undefined) {
    return none;
  }
  if (isWanted(context, wanted, there)) {
    return existing(context, into, there, foundCertificate(there.instanceCrn, there), validity(there));
  }
  if (!isOurs(context, there)) {
    return takenCertificate(name);
  }
  const user = await certificateSecretAsKind.usedBy?.(context, { ...foundCertificate(there.instanceCrn, there), origin: 'made' });
  return user === undefined ? { ...missing(), replaces: replacing(there) } : blocked(
    t('{0} It is used by {1}.', stateInWords(there), user), t('Undo the connection, then run it again: that makes everything of it anew.'),
  );
}

async function removeWorthless(context: RunContext, wanted: CertificateSecretStep): Promise<void> {
  const { there } = await look(context, wanted.name);
  if (there !== undefined && isOurs(context, there) && !isWanted(context, wanted, there)) {
    const held = context.dependencies.cloud.secretsManagers.open(context.facts.need(secretsManagerFact));
    await context.discard(() => held.deleteCertificate(there.id, context.signal));
  }
}

/** A certificate of someone else's lets in whom they like. */
export function takenCertificate(name: string): Blocked {
  return blocked(
    t('Another certificate named "{0}" is in the Secrets Manager instance, and a name is there once.', name),
    t('Rename or delete that certificate, choose another instance, or start a new connection.'),
  );
}

/**
 * The one of our name and kind. A stranger's of the other kind is in the way: the cloud would take both, and an undo that looks for what a lost
 * answer left knows the name alone.
 */
export async function lookForCertificate(context: StepContext, name: string, type: CertificateType): Promise<Looked<KeptCertificate>> {
  const looked = await lookInInstance(context, (instance) => certificateNamed(context, instance, name, type));
  if (looked.there !== undefined) {
    return looked;
  }
  const other = type === 'imported_cert' ? 'private_cert' : 'imported_cert';
  const { there } = await lookInInstance(context, (instance) => certificateNamed(context, instance, name, other));
  return there === undefined || isOurs(context, there) ? looked : { ...looked, none: takenCertificate(name) };
}

function look(context: StepContext, name: string): Promise<Looked<KeptCertificate>> {
  return lookForCertificate(context, name, 'imported_cert');
}

function isWanted({ facts }: StepContext, { material }: CertificateSecretStep, there: KeptCertificate): boolean {
  const identities = facts.get(identitiesFact);
  return identities !== undefined && !isWorthless(there) && isSameCertificate(there.data.certificate, material(identities).certificate);
}

/** By the journal alone: what a lost request of ours left is the wanted one, and another one of its name is a stranger's. */
function isOurs(context: StepContext, there: KeptCertificate): boolean {
  return context.originOf(foundCertificate(there.instanceCrn, there).id) === 'made';
}

function replacing({ name }: KeptCertificate): string {
  return t('the certificate {0}, which does not fit what this machine keeps, or can no longer be used', name);
}

function stateInWords({ name, state, data }: KeptCertificate): string {
  return isWorthless({ state, data })
    ? t('The certificate "{0}" can no longer be used (its state is {1}).', name, state)
    : t('The certificate "{0}" is another than this machine keeps.', name);
}
