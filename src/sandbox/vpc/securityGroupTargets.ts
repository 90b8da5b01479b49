import { noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { Row } from '../state/records';
import { gatewayReference } from './endpointGatewayViews';
import { interfaceReference } from './interfaceViews';
import { page } from './page';
import { existing, type Scope } from './scope';
import { vpnServerReference } from './vpnServerViews';

/** Groups that one interface, gateway or VPN server may have. */
export const mostGroups = 5;

interface Target { readonly id: string; readonly name: string }

export function listSecurityGroupTargets(call: Call, scope: Scope): Reply {
  return page(call, 'targets', targetsOf(scope, groupOfCall(call, scope)), (target) => target);
}

export function getSecurityGroupTarget(call: Call, scope: Scope): Reply {
  const targets = new Map(targetsOf(scope, groupOfCall(call, scope)).map((target) => [target.id, target]));
  return ok(existing(targets, call.parameters['id'], 'target'));
}

/** `PUT`: adds the group to what the target already has. */
export function addSecurityGroupTarget(call: Call, scope: Scope): Reply {
  const group = groupOfCall(call, scope);
  const row = guarded(call, scope);
  if (row.vpc !== group.vpc) throw new Refusal(400, 'security_group_not_in_vpc', 'The security group and the target are not in the same VPC.');
  if (!row.securityGroups.includes(group.id)) {
    if (row.securityGroups.length >= mostGroups) {
      throw new Refusal(400, 'security_groups_per_target_exceeded', `A target may have ${mostGroups} security groups.`);
    }
    row.securityGroups.push(group.id);
    scope.world.changed();
  }
  return ok(targetsOf(scope, group).find(({ id }) => id === row.id));
}

export function removeSecurityGroupTarget(call: Call, scope: Scope): Reply {
  const group = groupOfCall(call, scope);
  const row = guarded(call, scope);
  if (!row.securityGroups.includes(group.id)) throw new Refusal(404, 'not_found', 'The security group does not guard this target.');
  if (row.securityGroups.length === 1) {
    const message = `"${group.name}" is the last security group of "${row.name}" and cannot be removed.`;
    throw new Refusal(409, 'security_group_last_security_group_is_default', message);
  }
  row.securityGroups = row.securityGroups.filter((id) => id !== group.id);
  scope.world.changed();
  return noContent;
}

/** What a group guards, as the API's references. */
export function targetsOf(scope: Scope, group: Row<'securityGroups'>): Target[] {
  const { region } = scope;
  return [
    ...[...region.interfaces.values()].filter(({ securityGroups }) => securityGroups.includes(group.id)).map((row) => interfaceReference(scope, row)),
    ...[...region.gateways.values()].filter(({ securityGroups }) => securityGroups.includes(group.id)).map((row) => gatewayReference(scope, row)),
    ...[...region.vpnServers.values()].filter(({ securityGroups }) => securityGroups.includes(group.id)).map((row) => vpnServerReference(scope, row)),
  ];
}

function guarded(call: Call, { region }: Scope): Row<'interfaces'> | Row<'gateways'> | Row<'vpnServers'> {
  const id = call.parameters['id'] ?? '';
  return region.interfaces.get(id) ?? region.vpnServers.get(id) ?? existing(region.gateways, id, 'target');
}

function groupOfCall(call: Call, scope: Scope): Row<'securityGroups'> {
  return existing(scope.region.securityGroups, call.parameters['security_group_id'], 'security group');
}
