import * as v from 'valibot';
import { objectOf } from '../http/objects';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, byName, freeName, groupField, groupOf, nameField, read } from './body';
import { inGroup } from './filter';
import { floatingIpReference, newFloatingIp } from './floatingIps';
import { page } from './page';
import { existing, groupReference, named, reference, vpcReference, zoneReference, type Scope } from './scope';

const prototype = v.strictObject({
  name: nameField, vpc: byId, zone: byName, resource_group: groupField,
  floating_ip: v.optional(v.union([byId, objectOf(v.strictObject({ name: nameField, resource_group: groupField }))])),
});

export function listPublicGateways(call: Call, scope: Scope): Reply {
  return page(call, 'public_gateways', scope.region.publicGateways.values(), (gateway) => renderPublicGateway(scope, gateway), inGroup);
}

export function getPublicGateway(call: Call, scope: Scope): Reply {
  return ok(renderPublicGateway(scope, existing(scope.region.publicGateways, call.parameters['id'], 'public gateway')));
}

export function createPublicGateway(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const vpc = named(region.vpcs, body.vpc.id, 'VPC', 'vpc.id');
  const twin = [...region.publicGateways.values()].find((gateway) => gateway.vpc === vpc.id && gateway.zone === body.zone.name);
  if (twin !== undefined) {
    throw new Refusal(400, 'gateway_too_many', `The VPC has the public gateway "${twin.name}" in ${twin.zone} already: one a zone is allowed.`, {
      type: 'field', name: 'zone.name', value: twin.zone,
    });
  }
  const name = freeName(body.name, [...region.publicGateways.values()].filter((gateway) => gateway.vpc === vpc.id));
  const [id, group] = [newId(region.name), groupOf(scope, body.resource_group)];
  const ip = addressFor(scope, body.floating_ip, body.zone.name, group, id);
  const gateway: Row<'publicGateways'> = { id, name, createdAt: timestamp(world), group, phase: 'pending', vpc: vpc.id, zone: ip.zone, floatingIp: ip.id };
  region.publicGateways.set(id, gateway);
  world.later(3, { kind: 'ready', region: region.name, table: 'publicGateways', id });
  world.changed();
  return created(renderPublicGateway(scope, gateway));
}

function addressFor(
  scope: Scope, wish: { id: string } | { name?: string | undefined } | undefined, zone: string, group: string, target: string,
): Row<'floatingIps'> {
  if (wish === undefined || !('id' in wish)) return newFloatingIp(scope, zone, { name: wish?.name, group, target });
  const ip = named(scope.region.floatingIps, wish.id, 'floating IP', 'floating_ip.id');
  if (ip.target !== undefined) {
    throw new Refusal(409, 'floating_ip_in_use', `The floating IP "${ip.name}" is bound to another target.`, { type: 'field', name: 'floating_ip.id' });
  }
  if (ip.zone !== zone) {
    throw new Refusal(400, 'zone_inconsistency', `The floating IP is in ${ip.zone}, not in ${zone}.`, { type: 'field', name: 'floating_ip.id' });
  }
  ip.target = target;
  return ip;
}

export function updatePublicGateway(call: Call, scope: Scope): Reply {
  const gateway = existing(scope.region.publicGateways, call.parameters['id'], 'public gateway');
  const { name } = read(call, v.strictObject({ name: nameField }));
  if (name !== undefined && name !== gateway.name) gateway.name = freeName(name, scope.region.publicGateways.values());
  scope.world.changed();
  return ok(renderPublicGateway(scope, gateway));
}

export function deletePublicGateway(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const gateway = existing(region.publicGateways, call.parameters['id'], 'public gateway');
  const user = [...region.subnets.values()].find(({ publicGateway }) => publicGateway === gateway.id);
  if (user !== undefined) throw new Refusal(409, 'public_gateway_in_use', `The subnet "${user.name}" uses the public gateway "${gateway.name}".`);
  gateway.phase = 'deleting';
  world.later(2, { kind: 'gone', region: region.name, table: 'publicGateways', id: gateway.id });
  world.changed();
  return noContent;
}

export function renderPublicGateway(scope: Scope, gateway: Row<'publicGateways'>): unknown {
  return {
    ...reference(scope, 'publicGateways', gateway), resource_type: 'public_gateway', created_at: gateway.createdAt,
    status: { pending: 'pending', ready: 'available', deleting: 'deleting' }[gateway.phase],
    vpc: vpcReference(scope, gateway.vpc), zone: zoneReference(scope, gateway.zone), resource_group: groupReference(scope, gateway.group),
    floating_ip: floatingIpReference(scope, existing(scope.region.floatingIps, gateway.floatingIp, 'floating IP')),
  };
}
