import { t } from '../../model/l10n';
import type { Vpc } from '../../model/landscape';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import { Fact } from '../facts';
import { found } from '../makers/found';
import { vpcMaker } from '../makers/vpc';
import { blocked, missing, remembered, type Standing } from '../standing';
import { existing, making, type Step } from './step';

export type VpcChoice =
  | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  | { readonly kind: 'new'; readonly name: string };

/** The VPC that the connection leads through. */
export const vpcFact = new Fact<Vpc>('The VPC');

export interface VpcStep {
  readonly choice: VpcChoice;
  readonly why: string;
  readonly resourceGroupId: string;
}

export function vpcStep({ choice, why, resourceGroupId }: VpcStep): Step {
  return making({
    id: 'vpc',
    title: t('VPC {0}', visible(choice.name)),
    why,
    maker: vpcMaker,
    into: vpcFact,
    find: async (context) => {
      const vpcs = await context.vpc.listVpcs(context.signal);
      return choice.kind === 'existing' ? chosen(context, vpcs, choice.id) : own(context, vpcs, choice.name);
    },
    specification: () => ({ name: choice.name, resourceGroupId }),
    inWords: () => choice.kind === 'new' ? 'available' : '',
  });
}

function chosen(context: StepContext, vpcs: readonly Vpc[], id: string): Standing {
  const vpc = vpcs.find((other) => other.id === id);
  return vpc === undefined ? blocked(t('The chosen VPC is not there any more.'), t('Choose another VPC.')) : there(context, vpc);
}

/** A VPC of that name that this connection did not make is someone else's: not to be filled unasked. */
function own(context: StepContext, vpcs: readonly Vpc[], name: string): Standing {
  const mine = remembered(context, vpcMaker.kind, vpcs);
  if (mine !== undefined) {
    return there(context, mine);
  }
  return vpcs.some((vpc) => vpc.name === name)
    ? blocked(t('A VPC named "{0}" exists already.', name), t('Choose it as the existing VPC, or give the new one another name.'))
    : missing();
}

function there(context: StepContext, vpc: Vpc): Standing {
  return existing(context, vpcFact, vpc, found(vpcMaker.kind, vpc));
}
