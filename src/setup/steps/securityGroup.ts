import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { SecurityGroup, SecurityGroupRule } from '../../model/landscape';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import { found } from '../makers/found';
import { findRule, missingRules, nameOfRule, ruleMaker, ruleSpecification } from '../makers/rule';
import { securityGroupMaker } from '../makers/securityGroup';
import { exists, missing, remembered } from '../standing';
import type { Step } from './step';
import { atOnce, free } from './step';
import { vpcFact } from './vpc';

export interface SecurityGroupStep {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly into: Fact<SecurityGroup>;
  /** Undefined until what they name is known. */
  readonly rules: (context: StepContext) => readonly NewSecurityGroupRule[] | undefined;
  /** Rules of ours from before that are to go; in a group of somebody else's they are left to that one. */
  readonly former?: readonly NewSecurityGroupRule[];
  /** What the rules say, for a person: "allows SSH from 203.0.113.7/32". */
  readonly inWords: (context: StepContext) => string;
  readonly resourceGroupId: string;
  /** Asked while there is none: why it can be done without, or undefined. */
  readonly unneeded?: (context: StepContext) => Promise<string | undefined>;
}

/** A group with its rules, or the rules that an existing one of that name lacks. */
export function securityGroupStep(step: SecurityGroupStep): Step {
  const { id, name, why, into, rules, inWords } = step;
  return {
    id,
    title: t('Security group {0}', name),
    why,
    find: async (context) => {
      const group = await findGroup(context, name);
      const wanted = rules(context);
      context.facts.set(into, group);
      const why = group === undefined ? await step.unneeded?.(context) : undefined;
      if (why !== undefined) {
        return { kind: 'not-needed', why };
      }
      if (group === undefined) {
        return missing(inWords(context));
      }
      const former = formerIn(context, group, step);
      const complete = wanted !== undefined && missingRules(group.rules, wanted).length === 0 && former.length === 0;
      const there = found(securityGroupMaker.kind, group);
      return complete ? exists(there) : { ...missing(changeInWords(inWords(context), former)), there };
    },
    create: async (context) => {
      context.facts.set(into, await makeGroup(context, step));
    },
    ready: atOnce,
    price: free,
  };
}

function changeInWords(allowed: string, former: readonly SecurityGroupRule[]): string {
  return former.length === 0 ? allowed : t('{0} · deletes {1}', allowed, former.map(nameOfRule).join(', '));
}

/** The connection's group of that name, if the VPC is known and has it. */
async function findGroup(context: StepContext, name: string): Promise<SecurityGroup | undefined> {
  const vpc = context.facts.get(vpcFact);
  if (vpc === undefined) {
    return undefined;
  }
  const groups = await context.vpc.listSecurityGroups({ vpcId: vpc.id }, context.signal);
  return remembered(context, securityGroupMaker.kind, groups) ?? groups.find((group) => group.name === name);
}

/** Resolves with a fresh read of it. */
async function makeGroup(context: RunContext, step: SecurityGroupStep): Promise<SecurityGroup> {
  const { name, into, resourceGroupId } = step;
  const rules = step.rules(context);
  if (rules === undefined) {
    throw new TypeError(`What the security group ${name} allows is not known yet.`);
  }
  const there = context.facts.get(into);
  if (there !== undefined) {
    await context.claim(found(securityGroupMaker.kind, there));
  }
  const group = there ?? await context.make(securityGroupMaker, { name, vpcId: context.facts.need(vpcFact).id, rules, resourceGroupId });
  for (const rule of missingRules(group.rules, rules)) {
    await context.make(ruleMaker, ruleSpecification(group.id, rule));
  }
  // The new way in stands before the old one goes.
  for (const { id } of formerIn(context, group, step)) {
    await context.discard(() => context.vpc.deleteSecurityGroupRule(group.id, id, context.signal));
  }
  return await context.read(() => context.vpc.getSecurityGroup(group.id, context.signal));
}

function formerIn(context: StepContext, group: SecurityGroup, { former = [] }: SecurityGroupStep): readonly SecurityGroupRule[] {
  return context.originOf(group.id) === 'made' ? former.flatMap((rule) => findRule(group.rules, rule) ?? []) : [];
}
