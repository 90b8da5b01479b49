import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { RemoteRow, Row, SecurityGroupRuleRow } from '../state/records';
import { toNumber, toRange } from './addresses';
import { byId, freeName, nameField, read } from './body';
import { checkPorts, protocolField } from './protocols';
import { existing, reference, type Scope } from './scope';

/** Rules a group may have: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const quota = 250;

const range = v.strictObject({ cidr_block: v.string() });
const address = v.strictObject({ address: v.string() });
const local = v.optional(v.union([range, address]), { cidr_block: '0.0.0.0/0' });
const remote = v.optional(v.union([range, address, byId]), { cidr_block: '0.0.0.0/0' });
const number = v.optional(v.number());
const ports = { port_min: number, port_max: number, type: number, code: number };

export const ruleFields = v.strictObject({
  direction: v.picklist(['inbound', 'outbound']), protocol: protocolField, ip_version: v.optional(v.literal('ipv4')), name: nameField,
  local, remote, ...ports,
});
type RuleFields = v.InferOutput<typeof ruleFields>;

export function listSecurityGroupRules(call: Call, scope: Scope): Reply {
  const group = groupOfCall(call, scope);
  return ok({ rules: group.rules.map((rule) => renderRule(scope, group, rule)) });
}

export function getSecurityGroupRule(call: Call, scope: Scope): Reply {
  const group = groupOfCall(call, scope);
  return ok(renderRule(scope, group, ruleOf(call, group)));
}

export function createSecurityGroupRule(call: Call, scope: Scope): Reply {
  const group = groupOfCall(call, scope);
  const rule = newRule(scope, group, read(call, ruleFields));
  group.rules.push(rule);
  scope.world.changed();
  return created(renderRule(scope, group, rule));
}

const patch = v.strictObject({
  direction: v.optional(v.picklist(['inbound', 'outbound'])), ip_version: v.optional(v.literal('ipv4')), name: nameField,
  local: v.optional(v.union([range, address])), remote: v.optional(v.union([range, address, byId])), ...ports,
});

export function updateSecurityGroupRule(call: Call, scope: Scope): Reply {
  const group = groupOfCall(call, scope);
  const rule = ruleOf(call, group);
  const { remote: newRemote, local: newLocal, ...plain } = read(call, patch);
  delete plain.ip_version;
  checkPorts({ ...rule, ...plain }, 'security_group');
  Object.assign(rule, plain, { name: plain.name ?? rule.name });
  if (newRemote !== undefined) rule.remote = checkedSide(scope, group, newRemote, 'remote');
  if (newLocal !== undefined) rule.local = checkedSide(scope, group, newLocal, 'local');
  scope.world.changed();
  return ok(renderRule(scope, group, rule));
}

export function deleteSecurityGroupRule(call: Call, scope: Scope): Reply {
  const group = groupOfCall(call, scope);
  const { id } = ruleOf(call, group);
  group.rules = group.rules.filter((rule) => rule.id !== id);
  scope.world.changed();
  return noContent;
}

/** Checks a rule's fields and gives the row for it. */
export function newRule(scope: Scope, group: Row<'securityGroups'>, fields: RuleFields): SecurityGroupRuleRow {
  if (group.rules.length >= quota) throw new Refusal(400, 'security_group_rules_per_sg_exceeded', `A security group may have ${quota} rules.`);
  checkPorts(fields, 'security_group');
  const { direction, protocol, port_min, port_max, type, code } = fields;
  return {
    id: newId(scope.region.name), name: freeName(fields.name, group.rules), direction, protocol, port_min, port_max, type, code,
    remote: checkedSide(scope, group, fields.remote, 'remote'), local: checkedSide(scope, group, fields.local, 'local'),
  };
}

function checkedSide(scope: Scope, group: Row<'securityGroups'>, side: RuleFields['remote'], field: string): RemoteRow {
  if ('id' in side) {
    // A group may name itself before it is in the table.
    const other = side.id === group.id ? group : scope.region.securityGroups.get(side.id);
    if (other?.vpc === group.vpc) return { group: side.id };
    throw new Refusal(400, 'security_group_remote_group_not_in_vpc', `The remote security group "${side.id}" is not in the same VPC.`, {
      type: 'field', name: 'remote.id', value: side.id,
    });
  }
  const valid = 'address' in side ? toNumber(side.address) !== undefined : toRange(side.cidr_block) !== undefined;
  if (!valid) throw new Refusal(400, 'invalid_value', `The \`${field}\` field is neither an address nor a range.`, { type: 'field', name: field });
  return side;
}

export function renderRule(scope: Scope, group: Row<'securityGroups'>, rule: SecurityGroupRuleRow): unknown {
  const { id, name, direction, protocol, port_min, port_max, type, code } = rule;
  return {
    id, name, href: `${scope.base}/security_groups/${group.id}/rules/${id}`, resource_type: 'security_group_rule', ip_version: 'ipv4',
    direction, protocol, port_min, port_max, type, code, local: rule.local, remote: renderSide(scope, rule.remote),
  };
}

function renderSide(scope: Scope, side: RemoteRow): unknown {
  if (side.group === undefined) return side;
  const group = scope.region.securityGroups.get(side.group);
  return reference(scope, 'securityGroups', group ?? { id: side.group, name: '' });
}

function groupOfCall(call: Call, scope: Scope): Row<'securityGroups'> {
  return existing(scope.region.securityGroups, call.parameters['security_group_id'], 'security group');
}

function ruleOf(call: Call, group: Row<'securityGroups'>): SecurityGroupRuleRow {
  return existing(new Map(group.rules.map((rule) => [rule.id, rule])), call.parameters['id'], 'rule');
}
