import { t } from '../../model/l10n';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import { certificateSecretKind, foundCertificate, isWorthless, type KeptCertificate } from '../makers/certificateSecret';
import { privateCertificateMaker } from '../makers/privateCertificate';
import type { PrivateTemplate } from '../makers/privateTemplate';
import { blocked, type Standing } from '../standing';
import { lookForCertificate, takenCertificate } from './certificateSecret';
import { priceOfSecret, secretsManagerFact } from './secretsManager';
import { existing, making, type Step } from './step';
import { validity, verified } from './vpnCertificateFacts';

export interface IssuedStep {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly name: string;
  readonly commonName: string;
  readonly hours: number;
  readonly template: Fact<PrivateTemplate>;
  readonly into: Fact<KeptCertificate>;
  readonly purpose: 'server' | 'client';
  /** Leaves what follows from it, once it was verified. */
  readonly left: (context: RunContext, kept: KeptCertificate) => Promise<void>;
}

/** A certificate that an authority of Secrets Manager issues, verified as it is given back. */
export function issuedStep(wanted: IssuedStep): Step {
  const { id, title, why, name, commonName, hours, template, into, purpose, left } = wanted;
  const step = making({
    id, title, why, into,
    maker: privateCertificateMaker,
    find: (context) => find(context, wanted),
    specification: ({ facts }) => ({
      name, commonName, hours, template: facts.need(template).name, instance: facts.need(secretsManagerFact),
      description: t('A certificate of a client VPN, made by Private Connect'),
    }),
    inWords: validity,
  });
  return {
    ...step,
    ready: async (context) => {
      const detail = await step.ready(context);
      const kept = context.facts.need(into);
      await verified(kept, { purpose, isPrivate: true });
      await left(context, kept);
      return detail;
    },
    price: priceOfSecret,
  };
}

async function find(context: StepContext, { name, into }: IssuedStep): Promise<Standing> {
  const { there, none } = await lookForCertificate(context, name, 'private_cert');
  if (there === undefined) {
    return none;
  }
  const found = foundCertificate(there.instanceCrn, there);
  if (context.originOf(found.id) !== 'made' && context.lost(certificateSecretKind)?.name !== name) {
    return takenCertificate(name);
  }
  return isWorthless(there)
    ? blocked(t('The certificate "{0}" can no longer be used (its state is {1}).', name, there.state), t('Undo the connection, then run it again.'))
    : existing(context, into, there, found, validity(there));
}
