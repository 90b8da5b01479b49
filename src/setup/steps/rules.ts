import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import type { SecurityGroup } from '../../model/landscape';
import type { StepContext } from '../context';
import type { Fact } from '../facts';
import { findRule, foundRule, missingRules, ruleMaker, ruleSpecification } from '../makers/rule';
import { exists, missing } from '../standing';
import type { Step } from './step';
import { atOnce, free } from './step';

export interface RulesStep {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** The group that they are put on, which an earlier step made. */
  readonly on: Fact<SecurityGroup>;
  /** Undefined until what they name is known; never empty. */
  readonly rules: (context: StepContext) => readonly NewSecurityGroupRule[] | undefined;
  readonly inWords: (context: StepContext) => string;
  /** What is known to speak against their use, beside what they allow; undefined where nothing does. */
  readonly foreseen?: (context: StepContext) => Promise<string | undefined>;
  /** Why they can be done without, or undefined. */
  readonly unneeded?: (context: StepContext) => string | undefined;
}

/** Rules of a group, in a step of their own where two groups name each other: one must be there first. */
export function rulesStep({ id, title, why, on, rules, inWords, foreseen, unneeded }: RulesStep): Step {
  return {
    id, title, why,
    find: async (context) => {
      const unneededWhy = unneeded?.(context);
      if (unneededWhy !== undefined) {
        return { kind: 'not-needed', why: unneededWhy };
      }
      const group = context.facts.get(on);
      const [first, ...others] = rules(context) ?? [];
      const there = first === undefined || group === undefined ? undefined : findRule(group.rules, first);
      const complete = group !== undefined && first !== undefined && there !== undefined && missingRules(group.rules, others).length === 0;
      const against = await foreseen?.(context);
      if (complete) {
        return exists(foundRule(group.id, there, first), against);
      }
      return missing(against === undefined ? inWords(context) : [inWords(context), against].join(' · '));
    },
    create: async (context) => {
      const group = context.facts.need(on);
      const wanted = rules(context);
      if (wanted === undefined) {
        throw new TypeError(`What "${title}" allows is not known yet.`);
      }
      for (const rule of missingRules(group.rules, wanted)) {
        await context.make(ruleMaker, ruleSpecification(group.id, rule));
      }
    },
    ready: atOnce,
    price: free,
  };
}
