import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, freeName, groupField, groupOf, nameField, read } from './body';
import { inGroup, inVpc } from './filter';
import { page } from './page';
import { existing, groupReference, named, reference, vpcReference, type Scope } from './scope';
import { newRule, renderRule, ruleFields } from './securityGroupRules';
import { targetsOf } from './securityGroupTargets';

const prototype = v.strictObject({ name: nameField, vpc: byId, resource_group: groupField, rules: v.optional(v.array(ruleFields), []) });

export function listSecurityGroups(call: Call, scope: Scope): Reply {
  return page(call, 'security_groups', scope.region.securityGroups.values(), (group) => renderSecurityGroup(scope, group), { ...inGroup, ...inVpc });
}

export function getSecurityGroup(call: Call, scope: Scope): Reply {
  return ok(renderSecurityGroup(scope, existing(scope.region.securityGroups, call.parameters['id'], 'security group')));
}

export function getDefaultSecurityGroup(call: Call, scope: Scope): Reply {
  const vpc = existing(scope.region.vpcs, call.parameters['id'], 'VPC');
  return ok(renderSecurityGroup(scope, existing(scope.region.securityGroups, vpc.defaultGroup, 'security group')));
}

/** A group made over the API begins without a rule: nothing comes in, nothing goes out. */
export function createSecurityGroup(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const vpc = named(region.vpcs, body.vpc.id, 'VPC', 'vpc.id');
  const group: Row<'securityGroups'> = {
    id: newId(region.name), name: freeName(body.name, siblings(scope, vpc.id), 'security_group_exists'), createdAt: timestamp(world),
    group: groupOf(scope, body.resource_group), vpc: vpc.id, rules: [],
  };
  for (const rule of body.rules) group.rules.push(newRule(scope, group, rule));
  region.securityGroups.set(group.id, group);
  world.changed();
  return created(renderSecurityGroup(scope, group));
}

export function updateSecurityGroup(call: Call, scope: Scope): Reply {
  const group = existing(scope.region.securityGroups, call.parameters['id'], 'security group');
  const { name } = read(call, v.strictObject({ name: nameField }));
  if (name !== undefined && name !== group.name) group.name = freeName(name, siblings(scope, group.vpc), 'security_group_exists');
  scope.world.changed();
  return ok(renderSecurityGroup(scope, group));
}

export function deleteSecurityGroup(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const group = existing(region.securityGroups, call.parameters['id'], 'security group');
  if (region.vpcs.get(group.vpc)?.defaultGroup === group.id) {
    throw new Refusal(409, 'security_group_vpc_default', `The security group "${group.name}" is the default of its VPC.`);
  }
  const [target] = targetsOf(scope, group);
  if (target !== undefined) {
    throw new Refusal(409, 'security_group_interfaces_attached', `The security group "${group.name}" still guards "${target.name}".`, {
      type: 'field', name: 'id', value: group.id,
    });
  }
  const user = [...region.securityGroups.values()].find((other) => other.id !== group.id && other.rules.some(({ remote }) => remote.group === group.id));
  if (user !== undefined) {
    throw new Refusal(409, 'security_group_remoting_rules', `A rule of the security group "${user.name}" names "${group.name}".`, {
      type: 'field', name: 'id', value: group.id,
    });
  }
  region.securityGroups.delete(group.id);
  world.changed();
  return noContent;
}

function siblings({ region }: Scope, vpc: string): Row<'securityGroups'>[] {
  return [...region.securityGroups.values()].filter((group) => group.vpc === vpc);
}

function renderSecurityGroup(scope: Scope, group: Row<'securityGroups'>): unknown {
  return {
    ...reference(scope, 'securityGroups', group), created_at: group.createdAt, vpc: vpcReference(scope, group.vpc),
    resource_group: groupReference(scope, group.group), rules: group.rules.map((rule) => renderRule(scope, group, rule)),
    targets: targetsOf(scope, group),
  };
}
