import { array, nullish, number, object, optional, picklist, string, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { RuleRemote, SecurityGroup, SecurityGroupRule, SecurityGroupTarget } from '../model/landscape';
import { nextLink, type RegionApi } from './regionApi';
import { referenceDocument, resourceFields, segment, toReference } from './vpcParts';
import type { NewRuleRemote, NewSecurityGroupRule } from './vpcRequests';
import type { SecurityGroups } from './vpcService';

const sideDocument = object({
  cidr_block: optional(string()), address: optional(string()), id: optional(string()), name: optional(string()),
});

const ruleDocument = object({
  id: string(),
  name: optional(string()),
  direction: picklist(['inbound', 'outbound']),
  protocol: string(),
  port_min: nullish(number()),
  port_max: nullish(number()),
  type: nullish(number()),
  code: nullish(number()),
  remote: sideDocument,
  local: optional(sideDocument),
});

const targetDocument = object({ id: string(), name: optional(string()), crn: optional(string()), resource_type: optional(string()) });

const groupDocument = object({
  ...resourceFields,
  vpc: referenceDocument,
  rules: array(ruleDocument),
  targets: array(targetDocument),
});

const groupPage = object({ security_groups: array(groupDocument), next: nextLink });

/** Security groups. A group's document carries its rules and targets, in lists as well: no call a group is needed. */
export function createSecurityGroups(api: RegionApi): SecurityGroups {
  const one = (id: string) => `/security_groups/${segment(id)}`;
  const target = (id: string, targetId: string) => `${one(id)}/targets/${segment(targetId)}`;
  const permissionToAttach = t('Operator on the security group, and Editor on what it is attached to');
  return {
    listSecurityGroups: ({ vpcId }, signal, unreadable) => api.list(
      groupPage, t('security groups'), '/security_groups', { 'vpc.id': vpcId },
      (page) => page.security_groups.map(toSecurityGroup), signal, unreadable,
    ),
    getSecurityGroup: async (id, signal) =>
      toSecurityGroup(await api.read(groupDocument, t('security group {0}', id), one(id), signal)),
    createSecurityGroup: async ({ name, vpcId, resourceGroupId, rules }, signal) => toSecurityGroup(await api.create(groupDocument, {
      path: '/security_groups',
      body: { name, vpc: { id: vpcId }, resource_group: { id: resourceGroupId }, rules: (rules ?? []).map(ruleBody) },
      what: t('Could not create the security group "{0}"', name),
      permission: t('Editor on security group, and Viewer on the VPC and the resource group'),
    }, signal)),
    deleteSecurityGroup: (id, signal) => api.remove({
      path: one(id), what: t('Could not delete the security group {0}', id), permission: t('Editor on security group'),
    }, signal),
    createSecurityGroupRule: async (id, rule, signal) => toRule(await api.create(ruleDocument, {
      path: `${one(id)}/rules`, body: ruleBody(rule),
      what: rule.name === undefined
        ? t('Could not add the rule to the security group {0}', id)
        : t('Could not add the rule "{0}" to the security group {1}', rule.name, id),
      permission: t('Editor on security group'),
    }, signal)),
    deleteSecurityGroupRule: (id, ruleId, signal) => api.remove({
      path: `${one(id)}/rules/${segment(ruleId)}`,
      what: t('Could not remove a rule of the security group {0}', id), permission: t('Editor on security group'),
    }, signal),
    addSecurityGroupTarget: async (id, targetId, signal) => toTarget(await api.put(targetDocument, {
      path: target(id, targetId), what: t('Could not attach the security group {0}', id), permission: permissionToAttach,
    }, signal)),
    removeSecurityGroupTarget: (id, targetId, signal) => api.remove({
      path: target(id, targetId), what: t('Could not detach the security group {0}', id), permission: permissionToAttach,
    }, signal),
  };
}

/** Numbers and names are sent only where they are given: the API refuses a port for a protocol that has none. */
function ruleBody(rule: NewSecurityGroupRule): Readonly<Record<string, unknown>> {
  const { name, direction, protocol, portMin, portMax, type, code, remote } = rule;
  return {
    direction, protocol, ip_version: 'ipv4', remote: remoteBody(remote),
    ...(name === undefined ? {} : { name }),
    ...(portMin === undefined ? {} : { port_min: portMin }),
    ...(portMax === undefined ? {} : { port_max: portMax }),
    ...(type === undefined ? {} : { type }),
    ...(code === undefined ? {} : { code }),
  };
}

function remoteBody(remote: NewRuleRemote): Readonly<Record<string, unknown>> {
  switch (remote.kind) {
    case 'cidr': return { cidr_block: remote.cidr };
    case 'address': return { address: remote.address };
    case 'security-group': return { id: remote.id };
  }
}

function toSecurityGroup(document: InferOutput<typeof groupDocument>): SecurityGroup {
  const { id, name, crn, href = '', created_at: createdAt = '', vpc, rules, targets } = document;
  return {
    id, name, crn, href, createdAt, vpc: toReference(vpc), rules: rules.map(toRule), targets: targets.map(toTarget),
  };
}

function toRule(document: InferOutput<typeof ruleDocument>): SecurityGroupRule {
  const { id, name, direction, protocol } = document;
  return {
    id, name, direction, protocol,
    portMin: document.port_min ?? undefined,
    portMax: document.port_max ?? undefined,
    type: document.type ?? undefined,
    code: document.code ?? undefined,
    remote: toSide(document.remote),
    local: document.local === undefined ? anywhere : toSide(document.local),
  };
}

// One object for the side that nearly every rule has: a landscape keeps tens of thousands of rules.
const anywhere = { kind: 'cidr', cidr: '0.0.0.0/0' } as const;

/** A kind of side that is not known becomes a group without members: it opens nothing. */
function toSide({ cidr_block: cidr, address, id, name }: InferOutput<typeof sideDocument>): RuleRemote {
  if (cidr !== undefined) {
    return cidr === anywhere.cidr ? anywhere : { kind: 'cidr', cidr };
  }
  return address !== undefined
    ? { kind: 'address', address }
    : { kind: 'security-group', id: id ?? '', name: name ?? '' };
}

function toTarget({ id, name = id, crn, resource_type: kind }: InferOutput<typeof targetDocument>): SecurityGroupTarget {
  return { id, name, crn, kind: kind ?? 'unknown' };
}
