import { t } from '../../model/l10n';
import type { Reference, SecurityGroup, Subnet } from '../../model/landscape';
import { visible } from '../../model/text';
import type { StepContext } from '../context';
import type { Fact } from '../facts';
import { found } from '../makers/found';
import { securityGroupMaker } from '../makers/securityGroup';
import { subnetMaker } from '../makers/subnet';
import { blocked } from '../standing';
import { atOnce, existing, free, type Step } from './step';
import { vpcStep } from './vpc';

export interface ChosenStep<Thing extends Reference> {
  readonly id: string;
  readonly chosen: { readonly id: string; readonly name: string };
  readonly words: {
    readonly title: string;
    /** Said where it is not there any more, with what to do. */
    readonly gone: string;
    readonly another: string;
  };
  readonly why: string;
  /** Of its maker. */
  readonly kind: string;
  readonly list: (context: StepContext) => Promise<readonly Thing[]>;
  /** A sentence why it is of no use as it is, or undefined. */
  readonly unfit?: (thing: Thing, context: StepContext) => string | undefined | Promise<string | undefined>;
  /** Where it is left for the steps behind. */
  readonly into: Fact<Thing>;
}

/** A thing that was chosen: it is there, it is used, and it stays. */
export function chosenStep<Thing extends Reference>({ id, chosen, words, why, kind, list, unfit, into }: ChosenStep<Thing>): Step {
  return {
    id, title: words.title, why,
    find: async (context) => {
      const there = (await list(context)).find((other) => other.id === chosen.id);
      const problem = there === undefined ? words.gone : await unfit?.(there, context);
      return there === undefined || problem !== undefined
        ? blocked(problem ?? words.gone, words.another)
        : existing(context, into, there, found(kind, there));
    },
    create: () => Promise.reject(new TypeError('What was chosen is never made.')),
    ready: atOnce,
    price: free,
  };
}

export function chosenGroupStep(chosen: ChosenStep<SecurityGroup>['chosen'], into: Fact<SecurityGroup>, why: string, id = 'group'): Step {
  return chosenStep({
    id, chosen, why, kind: securityGroupMaker.kind, into,
    words: {
      title: t('Security group {0}', visible(chosen.name)), gone: t('The security group "{0}" is not there any more.', visible(chosen.name)),
      another: t('Choose another security group.'),
    },
    list: ({ vpc, signal }) => vpc.listSecurityGroups({}, signal),
  });
}

export type ChosenSubnetStep = Pick<ChosenStep<Subnet>, 'id' | 'chosen' | 'why' | 'unfit' | 'into'>;

export function chosenSubnetStep({ chosen, ...step }: ChosenSubnetStep): Step {
  return chosenStep({
    ...step, chosen, kind: subnetMaker.kind,
    words: {
      title: t('Subnet {0}', visible(chosen.name)), gone: t('The subnet "{0}" is not there any more.', visible(chosen.name)),
      another: t('Choose another subnet.'),
    },
    list: ({ vpc, signal }) => vpc.listSubnets({}, signal),
  });
}

export function inVpc({ id, name }: { readonly id: string; readonly name: string }, resourceGroupId: string, why: string): Step {
  return vpcStep({ choice: { kind: 'existing', id, name }, resourceGroupId, why });
}
