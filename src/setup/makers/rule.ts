import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import type { RuleRemote, SecurityGroupRule } from '../../model/landscape';
import { everywhere } from '../../model/range';
import type { Maker, Specification } from '../context';
import { guardedBy } from './users';

export interface RuleSpecification extends Specification {
  readonly groupId: string;
  readonly rule: NewSecurityGroupRule;
}

const kind = 'rule';

/** A rule of a security group. Its id in the journal is that of the group and its own. */
export const ruleMaker: Maker<RuleSpecification, SecurityGroupRule> = {
  kind,
  make: ({ vpc, signal }, { groupId, rule }) => vpc.createSecurityGroupRule(groupId, rule, signal),
  find: async ({ vpc, signal }, { groupId, rule }) => findRule((await vpc.getSecurityGroup(groupId, signal)).rules, rule),
  describe: ({ id }, { groupId, name }) => ({ kind, id: ruleId(groupId, id), name }),
  // One on a group of ours would go with it, but where it names another group it keeps that from being deleted; on one that is not it would stay.
  recover: async (context, { name }) => {
    const groups = (await context.vpc.listSecurityGroups({}, context.signal))
      .filter((group) => group.name.startsWith(`${context.names.base}-`) || context.originOf(group.id) !== undefined);
    const [there] = groups.flatMap(({ id: groupId, rules }) =>
      rules.filter((rule) => nameOfRule(rule) === name).map(({ id }) => ({ kind, id: ruleId(groupId, id), name })));
    return there;
  },
  // A group of ours that stays keeps its rules: whoever it guards would be cut off.
  usedBy: async (context, { id }) => {
    const [groupId = ''] = id.split('/');
    return context.originOf(groupId) === 'made' ? await guardedBy(context, await context.vpc.getSecurityGroup(groupId, context.signal)) : undefined;
  },
  remove: async (context, made) => {
    const [groupId = '', id = ''] = made.id.split('/');
    await context.discard(() => context.vpc.deleteSecurityGroupRule(groupId, id, context.signal));
  },
};

/** What is asked for, under a name that says it, since the cloud's own name of a rule says nothing. */
export function ruleSpecification(groupId: string, rule: NewSecurityGroupRule): RuleSpecification {
  return { name: nameOfRule(rule), groupId, rule };
}

/** A rule that is there, for the journal. */
export function foundRule(
  groupId: string, { id }: SecurityGroupRule, wanted: NewSecurityGroupRule | SecurityGroupRule,
): ReturnType<typeof ruleMaker.describe> {
  return { kind, id: ruleId(groupId, id), name: nameOfRule(wanted) };
}

/** Those of the wanted rules that a group does not have. */
export function missingRules(
  there: readonly SecurityGroupRule[], wanted: readonly NewSecurityGroupRule[],
): readonly NewSecurityGroupRule[] {
  return wanted.filter((rule) => findRule(there, rule) === undefined);
}

/** One that says as much as the wanted one, which holds for every address of a member's own. */
export function findRule(there: readonly SecurityGroupRule[], wanted: NewSecurityGroupRule): SecurityGroupRule | undefined {
  return there.find((rule) => rule.direction === wanted.direction && rule.protocol === wanted.protocol
    && rule.portMin === wanted.portMin && rule.portMax === wanted.portMax && rule.type === wanted.type && rule.code === wanted.code
    && textOf(rule.remote) === textOf(wanted.remote) && textOf(rule.local) === everywhere);
}

/** "inbound tcp 22 from 203.0.113.7". For other ports it is another name: the journal tells rules apart by it. */
export function nameOfRule({ direction, protocol, portMin, portMax, remote }: NewSecurityGroupRule | SecurityGroupRule): string {
  const ports = portMin === portMax ? portMin ?? 'any' : [portMin, portMax].join('-');
  return `${direction} ${protocol} ${ports} ${direction === 'inbound' ? 'from' : 'to'} ${textOf(remote)}`;
}

function ruleId(groupId: string, id: string): string {
  return `${groupId}/${id}`;
}

/** The API gives a range of one address back as an address. */
function textOf(remote: RuleRemote | NewSecurityGroupRule['remote']): string {
  switch (remote.kind) {
    case 'cidr':
      return remote.cidr.replace(/\/32$/, '');
    case 'address':
      return remote.address;
    case 'security-group':
      return remote.id;
  }
}
