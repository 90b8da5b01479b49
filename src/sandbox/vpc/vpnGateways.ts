import * as v from 'valibot';
import { created, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, freeName, groupField, groupOf, nameField, read } from './body';
import { inGroup } from './filter';
import { freePublicAddresses } from './floatingIps';
import { page } from './page';
import { reserve } from './reservedIps';
import { existing, type Scope } from './scope';
import { availableAddresses } from './subnets';
import { connectionsOf } from './vpnConnectionRows';
import { renderVpnGateway } from './vpnGatewayViews';

/** Gateways of a zone and of a region, and those in route mode of a VPC in a zone: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const most = { zone: 3, region: 9, route: 1 };

/** Two members, and as many again for when maintenance moves them: https://cloud.ibm.com/docs/vpc?topic=vpc-planning-considerations-vpn. */
const neededAddresses = 4;

const common = { name: nameField, subnet: byId, resource_group: groupField };
const asn = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4_294_967_294));
const prototype = v.union([
  v.strictObject({ ...common, mode: v.literal('policy') }),
  v.strictObject({
    ...common, mode: v.optional(v.literal('route'), 'route'), local_asn: v.optional(asn),
    advertised_cidrs: v.optional(v.pipe(v.array(v.string()), v.maxLength(0))),
  }),
]);

export function listVpnGateways(call: Call, scope: Scope): Reply {
  const filters = { ...inGroup, sort: ['created_at', 'name'], mode: ['policy', 'route'] } as const;
  return page(call, 'vpn_gateways', scope.region.vpnGateways.values(), (gateway) => renderVpnGateway(scope, gateway), filters);
}

export function getVpnGateway(call: Call, scope: Scope): Reply {
  return ok(renderVpnGateway(scope, gatewayOf(scope, call.parameters['id'])));
}

export function createVpnGateway(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const subnet = subnetFor(scope, body.subnet.id);
  checkQuota(scope, subnet, body.mode);
  const siblings = [...region.vpnGateways.values()].filter(({ vpc }) => vpc === subnet.vpc);
  const gateway: Row<'vpnGateways'> = {
    id: newId(region.name), name: freeName(body.name, siblings, 'vpn_gateway_duplicate_name'), createdAt: timestamp(world),
    group: groupOf(scope, body.resource_group), phase: 'pending', vpc: subnet.vpc, subnet: subnet.id, mode: body.mode, ips: [],
    publicAddresses: freePublicAddresses(scope, body.mode === 'policy' ? 1 : 2), localAsn: ('local_asn' in body ? body.local_asn : undefined) ?? 64_520,
  };
  const target = { kind: 'vpn_gateway', id: gateway.id } as const;
  region.vpnGateways.set(gateway.id, gateway);
  gateway.ips = [1, 2].map(() => reserve(scope, subnet, { autoDelete: true, target }).id);
  world.changed();
  return created(renderVpnGateway(scope, gateway));
}

export function updateVpnGateway(call: Call, scope: Scope): Reply {
  const gateway = gatewayOf(scope, call.parameters['id']);
  const body = read(call, v.strictObject({ name: nameField, local_asn: v.optional(asn) }));
  const siblings = [...scope.region.vpnGateways.values()].filter(({ vpc }) => vpc === gateway.vpc);
  if (body.name !== undefined && body.name !== gateway.name) gateway.name = freeName(body.name, siblings, 'vpn_gateway_duplicate_name');
  gateway.localAsn = body.local_asn ?? gateway.localAsn;
  scope.world.changed();
  return ok(renderVpnGateway(scope, gateway));
}

/** Its connections go with it, once no route leads to one of them. */
export function deleteVpnGateway(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const gateway = readyGateway(scope, call.parameters['id']);
  const connections = new Set(connectionsOf(region, gateway.id).map(({ id }) => id));
  const route = [...region.vpcRoutes.values()].find(({ connection }) => connection !== undefined && connections.has(connection));
  if (route !== undefined) {
    throw new Refusal(409, 'vpn_gateway_in_use', `A connection of the VPN gateway "${gateway.name}" is the next hop of the route "${route.name}".`, {
      type: 'parameter', name: 'id', value: gateway.id,
    });
  }
  gateway.phase = 'deleting';
  world.later(5, { kind: 'gone', region: region.name, table: 'vpnGateways', id: gateway.id });
  world.changed();
  return { status: 202 };
}

/** One that can be worked with, or the cloud's refusal. */
export function readyGateway(scope: Scope, id: string | undefined): Row<'vpnGateways'> {
  const gateway = gatewayOf(scope, id);
  if (gateway.phase !== 'ready') {
    throw new Refusal(409, 'vpn_gateway_invalid_state',
      `The VPN gateway \`${gateway.id}\` is in an invalid state for the requested operation: it is ${gateway.phase}.`);
  }
  return gateway;
}

function gatewayOf({ region }: Scope, id: string | undefined): Row<'vpnGateways'> {
  return existing(region.vpnGateways, id, 'VPN gateway');
}

function subnetFor(scope: Scope, id: string): Row<'subnets'> {
  const target = { type: 'field', name: 'subnet.id', value: id } as const;
  const subnet = scope.region.subnets.get(id);
  if (subnet === undefined) throw new Refusal(404, 'vpn_gateway_subnet_not_found', `Could not find the subnet \`${id}\` for the given VPN gateway.`, target);
  if (subnet.phase !== 'ready') throw new Refusal(400, 'vpn_gateway_subnet_status_error', 'The VPN gateway could not be created due to subnet status.', target);
  if (availableAddresses(scope, subnet).available < neededAddresses) {
    throw new Refusal(400, 'vpn_gateway_ip_create_error', 'Unable to create an IP address for the VPN gateway.', target);
  }
  return subnet;
}

function checkQuota({ region }: Scope, subnet: Row<'subnets'>, mode: Row<'vpnGateways'>['mode']): void {
  const all = [...region.vpnGateways.values()];
  const ofZone = all.filter((gateway) => region.subnets.get(gateway.subnet)?.zone === subnet.zone);
  const ofKind = ofZone.filter((gateway) => gateway.vpc === subnet.vpc && gateway.mode === 'route');
  if (all.length >= most.region || ofZone.length >= most.zone || (mode === 'route' && ofKind.length >= most.route)) {
    throw new Refusal(400, 'vpn_gateways_quota_exceeded', 'The VPN Gateway cannot be created because your account and/or the region has reached the quota.');
  }
}
