import * as v from 'valibot';
import { resolverIn } from '../dnsServices/places';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { toRange } from './addresses';
import { byId, byName, freeName, groupField, groupOf, nameField, read } from './body';
import { inGroup, inVpc } from './filter';
import { page } from './page';
import { tableOfSubnet } from './routingTableRows';
import { chooseTable } from './routingTables';
import { existing, groupReference, named, reference, routingTableReference, vpcReference, zoneReference, type Scope } from './scope';
import { chooseRange } from './subnetRange';

const prototype = v.strictObject({
  name: nameField,
  vpc: byId,
  zone: v.optional(byName),
  ip_version: v.optional(v.literal('ipv4')),
  ipv4_cidr_block: v.optional(v.string()),
  total_ipv4_address_count: v.optional(v.number()),
  network_acl: v.optional(byId),
  public_gateway: v.optional(byId),
  resource_group: groupField,
  routing_table: v.optional(byId),
});

export function listSubnets(call: Call, scope: Scope): Reply {
  const filters = { ...inGroup, ...inVpc, 'zone.name': 'any', 'routing_table.id': 'any', 'routing_table.name': 'any' } as const;
  return page(call, 'subnets', scope.region.subnets.values(), (subnet) => renderSubnet(scope, subnet), filters);
}

export function getSubnet(call: Call, scope: Scope): Reply {
  return ok(renderSubnet(scope, existing(scope.region.subnets, call.parameters['id'], 'subnet')));
}

export function createSubnet(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const vpc = named(region.vpcs, body.vpc.id, 'VPC', 'vpc.id');
  if (vpc.phase !== 'ready') throw new Refusal(409, 'vpc_not_available', `The VPC "${vpc.name}" is ${vpc.phase}.`);
  const siblings = [...region.subnets.values()].filter((subnet) => subnet.vpc === vpc.id);
  const name = freeName(body.name, siblings);
  const place = chooseRange(region, vpc.id, siblings, {
    zone: body.zone?.name, cidr: body.ipv4_cidr_block, count: body.total_ipv4_address_count,
  });
  const subnet: Row<'subnets'> = {
    id: newId(region.name), name, createdAt: timestamp(world), group: groupOf(scope, body.resource_group), phase: 'pending',
    vpc: vpc.id, zone: place.zone, cidr: place.cidr,
    acl: body.network_acl === undefined ? vpc.defaultAcl : named(region.acls, body.network_acl.id, 'network ACL', 'network_acl.id').id,
    publicGateway: body.public_gateway && named(region.publicGateways, body.public_gateway.id, 'public gateway', 'public_gateway.id').id,
    routingTable: body.routing_table && chooseTable(scope, vpc.id, body.routing_table.id),
  };
  region.subnets.set(subnet.id, subnet);
  world.later(2, { kind: 'ready', region: region.name, table: 'subnets', id: subnet.id });
  world.changed();
  return created(renderSubnet(scope, subnet));
}

const patch = v.strictObject({ name: nameField, network_acl: v.optional(byId), public_gateway: v.optional(v.nullable(byId)), routing_table: v.optional(byId) });

export function updateSubnet(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const subnet = existing(region.subnets, call.parameters['id'], 'subnet');
  const body = read(call, patch);
  const siblings = [...region.subnets.values()].filter(({ vpc }) => vpc === subnet.vpc);
  if (body.name !== undefined && body.name !== subnet.name) subnet.name = freeName(body.name, siblings);
  if (body.network_acl !== undefined) subnet.acl = named(region.acls, body.network_acl.id, 'network ACL', 'network_acl.id').id;
  if (body.public_gateway !== undefined) {
    subnet.publicGateway = body.public_gateway === null
      ? undefined
      : named(region.publicGateways, body.public_gateway.id, 'public gateway', 'public_gateway.id').id;
  }
  if (body.routing_table !== undefined) subnet.routingTable = chooseTable(scope, subnet.vpc, body.routing_table.id);
  world.changed();
  return ok(renderSubnet(scope, subnet));
}

export function deleteSubnet(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const subnet = existing(region.subnets, call.parameters['id'], 'subnet');
  const user = [...region.interfaces.values()].find((candidate) => candidate.subnet === subnet.id);
  if (user !== undefined) {
    throw new Refusal(409, 'subnet_in_use_network_interface_exists', `The subnet "${subnet.name}" is in use by the network interface "${user.name}".`, {
      type: 'field', name: 'id', value: subnet.id,
    });
  }
  const server = [...region.vpnServers.values()].find(({ subnets }) => subnets.includes(subnet.id));
  if (server !== undefined) {
    throw new Refusal(409, 'subnet_in_use_vpn_server_exists', `The subnet "${subnet.name}" is in use by the VPN server "${server.name}".`, {
      type: 'field', name: 'id', value: subnet.id,
    });
  }
  const resolver = resolverIn(world.state, subnet.id);
  if (resolver !== undefined) {
    const message = `The subnet "${subnet.name}" is in use by a network interface of the DNS custom resolver "${resolver.name}".`;
    throw new Refusal(409, 'subnet_in_use_network_interface_exists', message, { type: 'field', name: 'id', value: subnet.id });
  }
  const vpn = [...region.vpnGateways.values()].find((gateway) => gateway.subnet === subnet.id);
  if (vpn !== undefined) {
    throw new Refusal(409, 'subnet_in_use_vpn_gateway_exists', `The subnet "${subnet.name}" is in use by the VPN gateway "${vpn.name}".`, {
      type: 'field', name: 'id', value: subnet.id,
    });
  }
  subnet.phase = 'deleting';
  world.later(2, { kind: 'gone', region: region.name, table: 'subnets', id: subnet.id });
  world.changed();
  return noContent;
}

/** Of each subnet's addresses the cloud keeps five: the first four and the last. */
export function availableAddresses(scope: Scope, subnet: Row<'subnets'>): { total: number; available: number } {
  const total = toRange(subnet.cidr)?.size ?? 0;
  const used = [...scope.region.reservedIps.values()].filter((ip) => ip.subnet === subnet.id).length;
  return { total, available: total - 5 - used };
}

export function renderSubnet(scope: Scope, subnet: Row<'subnets'>): unknown {
  const { region } = scope;
  const { total, available } = availableAddresses(scope, subnet);
  const gateway = subnet.publicGateway === undefined ? undefined : region.publicGateways.get(subnet.publicGateway);
  return {
    ...reference(scope, 'subnets', subnet), resource_type: 'subnet', created_at: subnet.createdAt, ip_version: 'ipv4',
    status: { pending: 'pending', ready: 'available', deleting: 'deleting' }[subnet.phase],
    ipv4_cidr_block: subnet.cidr, total_ipv4_address_count: total, available_ipv4_address_count: available,
    vpc: vpcReference(scope, subnet.vpc),
    zone: zoneReference(scope, subnet.zone),
    network_acl: reference(scope, 'acls', existing(region.acls, subnet.acl, 'network ACL')),
    routing_table: routingTableReference(scope, tableOfSubnet(scope, subnet)),
    resource_group: groupReference(scope, subnet.group),
    ...(gateway === undefined ? {} : { public_gateway: { ...reference(scope, 'publicGateways', gateway), resource_type: 'public_gateway' } }),
  };
}
