import type { NewTemplate } from '../../cloud/secretsManagerService';
import { t } from '../../model/l10n';
import type { StepContext } from '../context';
import type { Fact } from '../facts';
import type { PrivateAuthority } from '../makers/privateAuthority';
import { foundTemplate, privateTemplateKind, privateTemplateMaker, templateNamed, type PrivateTemplate } from '../makers/privateTemplate';
import type { Standing } from '../standing';
import { lookInInstance } from './inInstance';
import { takenConfiguration } from './privateAuthority';
import { secretsManagerFact } from './secretsManager';
import { existing, making, type Step } from './step';

export interface TemplateStep {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly purposes: NewTemplate['purposes'];
  readonly longestHours: number;
  readonly authority: Fact<PrivateAuthority>;
  readonly into: Fact<PrivateTemplate>;
}

/** What an authority of Secrets Manager may issue. */
export function templateStep(wanted: TemplateStep): Step {
  const { id, name, why, purposes, longestHours, authority, into } = wanted;
  return making({
    id, why, into,
    title: t('Certificate template {0}', name),
    maker: privateTemplateMaker,
    find: (context) => find(context, wanted),
    specification: ({ facts }) => ({
      name, purposes, longestHours, keyType: 'ec' as const, keyBits: 256, authority: facts.need(authority).name, instance: facts.need(secretsManagerFact),
    }),
  });
}

async function find(context: StepContext, { name, into }: TemplateStep): Promise<Standing> {
  const { there, none } = await lookInInstance(context, (instance) => templateNamed(context, instance, name));
  if (there === undefined) {
    return none;
  }
  const found = foundTemplate(there);
  return context.originOf(found.id) === 'made' || context.lost(privateTemplateKind)?.name === name
    ? existing(context, into, there, found) : takenConfiguration(name);
}
