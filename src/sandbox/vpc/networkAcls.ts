import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { aclRuleFields, newAclRule, renderAclRules } from './networkAclRules';
import { byId, freeName, groupField, groupOf, nameField, read } from './body';
import { inGroup } from './filter';
import { page } from './page';
import { existing, groupReference, named, reference, subnetReference, vpcReference, type Scope } from './scope';

const common = { name: nameField, vpc: byId, resource_group: groupField };
const prototype = v.union([
  v.strictObject({ ...common, rules: v.optional(v.array(aclRuleFields), []) }),
  v.strictObject({ ...common, source_network_acl: byId }),
]);

export function listNetworkAcls(call: Call, scope: Scope): Reply {
  return page(call, 'network_acls', scope.region.acls.values(), (acl) => renderNetworkAcl(scope, acl), inGroup);
}

export function getNetworkAcl(call: Call, scope: Scope): Reply {
  return ok(renderNetworkAcl(scope, existing(scope.region.acls, call.parameters['id'], 'network ACL')));
}

export function getDefaultNetworkAcl(call: Call, scope: Scope): Reply {
  const vpc = existing(scope.region.vpcs, call.parameters['id'], 'VPC');
  return ok(renderNetworkAcl(scope, existing(scope.region.acls, vpc.defaultAcl, 'network ACL')));
}

/** An ACL without rules lets nothing pass. */
export function createNetworkAcl(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const vpc = named(region.vpcs, body.vpc.id, 'VPC', 'vpc.id');
  const createdAt = timestamp(world);
  const acl: Row<'acls'> = {
    id: newId(region.name), name: freeName(body.name, siblings(scope, vpc.id)), createdAt, group: groupOf(scope, body.resource_group), vpc: vpc.id,
    rules: 'source_network_acl' in body
      ? named(region.acls, body.source_network_acl.id, 'network ACL', 'source_network_acl.id').rules
        .map((rule) => ({ ...rule, id: newId(region.name), createdAt }))
      : [],
  };
  if ('rules' in body) for (const fields of body.rules) acl.rules.push(newAclRule(scope, acl, fields));
  region.acls.set(acl.id, acl);
  world.changed();
  return created(renderNetworkAcl(scope, acl));
}

export function updateNetworkAcl(call: Call, scope: Scope): Reply {
  const acl = existing(scope.region.acls, call.parameters['id'], 'network ACL');
  const { name } = read(call, v.strictObject({ name: nameField }));
  if (name !== undefined && name !== acl.name) acl.name = freeName(name, siblings(scope, acl.vpc));
  scope.world.changed();
  return ok(renderNetworkAcl(scope, acl));
}

export function deleteNetworkAcl(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const acl = existing(region.acls, call.parameters['id'], 'network ACL');
  if (region.vpcs.get(acl.vpc)?.defaultAcl === acl.id) {
    throw new Refusal(409, 'network_acl_vpc_default', `The network ACL "${acl.name}" is the default of its VPC.`);
  }
  const user = [...region.subnets.values()].find((subnet) => subnet.acl === acl.id);
  if (user !== undefined) throw new Refusal(409, 'network_acl_in_use', `The network ACL "${acl.name}" guards the subnet "${user.name}".`);
  region.acls.delete(acl.id);
  world.changed();
  return noContent;
}

function siblings({ region }: Scope, vpc: string): Row<'acls'>[] {
  return [...region.acls.values()].filter((acl) => acl.vpc === vpc);
}

export function renderNetworkAcl(scope: Scope, acl: Row<'acls'>): unknown {
  const subnets = [...scope.region.subnets.values()].filter((subnet) => subnet.acl === acl.id);
  return {
    ...reference(scope, 'acls', acl), created_at: acl.createdAt, vpc: vpcReference(scope, acl.vpc),
    resource_group: groupReference(scope, acl.group), rules: renderAclRules(scope, acl),
    subnets: subnets.map(({ id }) => subnetReference(scope, id)),
  };
}
