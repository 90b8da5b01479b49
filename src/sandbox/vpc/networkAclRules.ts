import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { AclRuleRow, Row } from '../state/records';
import { timestamp } from '../world';
import { toNumber, toRange } from './addresses';
import { byId, freeName, nameField, read } from './body';
import { page } from './page';
import { protocolField } from './protocols';
import { existing, type Scope } from './scope';

const number = v.optional(v.number());
const place = v.pipe(v.string(), v.check((text) => toRange(text) !== undefined || toNumber(text) !== undefined, 'neither an address nor a range'));
const fields = {
  action: v.picklist(['allow', 'deny']), direction: v.picklist(['inbound', 'outbound']), protocol: protocolField,
  source: place, destination: place, ip_version: v.optional(v.literal('ipv4')), name: nameField,
  source_port_min: number, source_port_max: number, destination_port_min: number, destination_port_max: number, type: number, code: number,
};

export const aclRuleFields = v.strictObject(fields);
const prototype = v.strictObject({ ...fields, before: v.optional(v.nullable(byId)) });
const patch = v.partial(prototype);

export function listNetworkAclRules(call: Call, scope: Scope): Reply {
  const acl = aclOf(call, scope);
  return page(call, 'rules', renderAclRules(scope, acl), (rule) => rule, { direction: ['inbound', 'outbound'] });
}

export function getNetworkAclRule(call: Call, scope: Scope): Reply {
  const acl = aclOf(call, scope);
  const { id } = ruleOf(call, acl);
  return ok(renderAclRules(scope, acl).find((rule) => rule.id === id));
}

export function createNetworkAclRule(call: Call, scope: Scope): Reply {
  const acl = aclOf(call, scope);
  const { before, ...rest } = read(call, prototype);
  const rule = newAclRule(scope, acl, rest);
  insertRule(acl, rule, before?.id);
  scope.world.changed();
  return created(renderAclRules(scope, acl).find(({ id }) => id === rule.id));
}

export function updateNetworkAclRule(call: Call, scope: Scope): Reply {
  const acl = aclOf(call, scope);
  const rule = ruleOf(call, acl);
  const { before, name, ...rest } = read(call, patch);
  delete rest.ip_version;
  Object.assign(rule, rest, { name: name ?? rule.name });
  if (before !== undefined) {
    acl.rules = acl.rules.filter(({ id }) => id !== rule.id);
    insertRule(acl, rule, before?.id);
  }
  scope.world.changed();
  return ok(renderAclRules(scope, acl).find(({ id }) => id === rule.id));
}

export function deleteNetworkAclRule(call: Call, scope: Scope): Reply {
  const acl = aclOf(call, scope);
  const { id } = ruleOf(call, acl);
  acl.rules = acl.rules.filter((rule) => rule.id !== id);
  scope.world.changed();
  return noContent;
}

export function newAclRule(scope: Scope, acl: Row<'acls'>, rule: v.InferOutput<typeof aclRuleFields>): AclRuleRow {
  const { name, ...rest } = rule;
  delete rest.ip_version;
  return { ...rest, id: newId(scope.region.name), name: freeName(name, acl.rules), createdAt: timestamp(scope.world) };
}

/** Rules in the order of their evaluation; each names the one that it stands before. TCP and UDP rules always show their ports. */
export function renderAclRules(scope: Scope, acl: Row<'acls'>) {
  const href = (id: string): string => `${scope.base}/network_acls/${acl.id}/rules/${id}`;
  return acl.rules.map((rule, index) => {
    const { createdAt, ...rest } = rule;
    const next = acl.rules[index + 1];
    const ports = rule.protocol === 'tcp' || rule.protocol === 'udp'
      ? {
          source_port_min: rule.source_port_min ?? 1, source_port_max: rule.source_port_max ?? 65535,
          destination_port_min: rule.destination_port_min ?? 1, destination_port_max: rule.destination_port_max ?? 65535,
        }
      : {};
    return {
      ...rest, ...ports, created_at: createdAt, href: href(rule.id), ip_version: 'ipv4',
      ...(next === undefined ? {} : { before: { id: next.id, name: next.name, href: href(next.id) } }),
    };
  });
}

function insertRule(acl: Row<'acls'>, rule: AclRuleRow, before: string | undefined): void {
  const index = before === undefined ? acl.rules.length : acl.rules.findIndex(({ id }) => id === before);
  if (index < 0) {
    throw new Refusal(400, 'network_acl_rule_not_found', `The rule "${before ?? ''}" is not in this network ACL.`, { type: 'field', name: 'before.id' });
  }
  acl.rules.splice(index, 0, rule);
}

function aclOf(call: Call, scope: Scope): Row<'acls'> {
  return existing(scope.region.acls, call.parameters['network_acl_id'], 'network ACL');
}

function ruleOf(call: Call, acl: Row<'acls'>): AclRuleRow {
  return existing(new Map(acl.rules.map((rule) => [rule.id, rule])), call.parameters['id'], 'rule');
}
