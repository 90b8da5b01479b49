import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { Row } from '../state/records';
import { byId, read } from './body';
import { renderNetworkAcl } from './networkAcls';
import { renderPublicGateway } from './publicGateways';
import { existing, named, type Scope } from './scope';

// What hangs on a subnet and is changed one at a time: its ACL and its public gateway.

export function getSubnetNetworkAcl(call: Call, scope: Scope): Reply {
  return ok(renderNetworkAcl(scope, existing(scope.region.acls, subnetOf(call, scope).acl, 'network ACL')));
}

export function replaceSubnetNetworkAcl(call: Call, scope: Scope): Reply {
  const subnet = subnetOf(call, scope);
  const acl = named(scope.region.acls, read(call, byId).id, 'network ACL', 'id');
  if (acl.vpc !== subnet.vpc) throw new Refusal(400, 'network_acl_not_in_vpc', `The network ACL "${acl.name}" is not in the subnet's VPC.`);
  subnet.acl = acl.id;
  scope.world.changed();
  return created(renderNetworkAcl(scope, acl));
}

export function getSubnetPublicGateway(call: Call, scope: Scope): Reply {
  return ok(renderPublicGateway(scope, existing(scope.region.publicGateways, subnetOf(call, scope).publicGateway, 'public gateway')));
}

export function setSubnetPublicGateway(call: Call, scope: Scope): Reply {
  const subnet = subnetOf(call, scope);
  const gateway = named(scope.region.publicGateways, read(call, byId).id, 'public gateway', 'id');
  if (gateway.vpc !== subnet.vpc || gateway.zone !== subnet.zone) {
    throw new Refusal(400, 'zone_inconsistency', `The public gateway "${gateway.name}" is not in the subnet's VPC and zone.`);
  }
  subnet.publicGateway = gateway.id;
  scope.world.changed();
  return created(renderPublicGateway(scope, gateway));
}

export function unsetSubnetPublicGateway(call: Call, scope: Scope): Reply {
  subnetOf(call, scope).publicGateway = undefined;
  scope.world.changed();
  return noContent;
}

function subnetOf(call: Call, scope: Scope): Row<'subnets'> {
  return existing(scope.region.subnets, call.parameters['id'], 'subnet');
}
