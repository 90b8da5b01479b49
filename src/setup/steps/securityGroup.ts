import type { NewSecurityGroup, NewSecurityGroupRule } from '../../cloud/vpcRequests';
import type { RunContext, StepContext } from './step';
import { claim, deleteOnce, found, remembered, required, untilGone } from './finding';
import { findRule, missingRules, nameOfRule } from './rules';
import { isNotFound } from '../../cloud/errors';
import type { RecordedResource } from '../journal/history';
import type { SecurityGroup } from '../../model/landscape';

export const groupKind = 'security-group';
const ruleKind = 'rule';

/** The connection's group of that name, if the VPC is known and has it. */
export async function findGroup(context: StepContext, name: string): Promise<SecurityGroup | undefined> {
  const { vpc } = context.facts;
  if (vpc === undefined) {
    return undefined;
  }
  const groups = await context.vpc.listSecurityGroups({ vpcId: vpc.id }, context.signal);
  return remembered(context, groupKind, groups) ?? groups.find((group) => group.name === name);
}

/** Makes the group with its rules, or the rules that an existing one lacks. Resolves with a fresh read of it. */
export async function makeGroup(
  context: RunContext, there: SecurityGroup | undefined, name: string, rules: readonly NewSecurityGroupRule[],
): Promise<SecurityGroup> {
  const vpcId = required(context.facts.vpc, 'The VPC').id;
  const request: NewSecurityGroup = { name, vpcId, rules, resourceGroupId: context.connection.choices.resourceGroupId };
  if (there !== undefined) {
    await claim(context, found(groupKind, there));
  }
  const group = there ?? await context.change({
    kind: groupKind,
    name,
    make: () => context.vpc.createSecurityGroup(request, context.signal),
    find: async () => (await context.vpc.listSecurityGroups({ vpcId }, context.signal)).find((other) => other.name === name),
    describe: (made) => found(groupKind, made),
  });
  for (const rule of missingRules(group.rules, rules)) {
    await makeRule(context, group.id, rule);
  }
  return await context.read(() => context.vpc.getSecurityGroup(group.id, context.signal));
}

export async function makeRule(context: RunContext, groupId: string, rule: NewSecurityGroupRule): Promise<void> {
  await context.change({
    kind: ruleKind,
    name: nameOfRule(rule),
    make: () => context.vpc.createSecurityGroupRule(groupId, rule, context.signal),
    find: async () => findRule((await context.vpc.getSecurityGroup(groupId, context.signal)).rules, rule),
    describe: ({ id }) => ({ kind: ruleKind, id: `${groupId}/${id}`, name: nameOfRule(rule) }),
  });
}

/** What stays, since another connection uses it, must not hold the group of the one that goes. */
async function releaseTargets(context: RunContext, groupId: string): Promise<void> {
  try {
    const { targets } = await context.read(() => context.vpc.getSecurityGroup(groupId, context.signal));
    for (const { id } of targets) {
      await deleteOnce(context, () => context.vpc.removeSecurityGroupTarget(groupId, id, context.signal));
    }
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
  }
}

/** Deletes a group or a rule of one. A group is refused for some seconds after its last target went. Source: TF 3780. */
export async function undoGroup(context: RunContext, made: RecordedResource): Promise<void> {
  if (made.kind === ruleKind) {
    const [groupId = '', ruleId = ''] = made.id.split('/');
    await deleteOnce(context, () => context.vpc.deleteSecurityGroupRule(groupId, ruleId, context.signal));
    return;
  }
  await releaseTargets(context, made.id);
  await deleteOnce(context, () => context.vpc.deleteSecurityGroup(made.id, context.signal));
  await untilGone(context, `the security group ${made.name}`, () => context.vpc.getSecurityGroup(made.id, context.signal));
}
