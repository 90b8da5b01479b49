import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId, seededId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { toAddress, toNumber, toRange } from './addresses';
import { freeName, nameField, read } from './body';
import { gatewayReference } from './endpointGatewayViews';
import { withTarget } from './filter';
import { ipReference } from './interfaceViews';
import { page } from './page';
import { existing, reference, type Scope } from './scope';
import { vpnGatewayReference } from './vpnGatewayViews';
import { vpnServerReference } from './vpnServerViews';

const prototype = v.strictObject({ name: nameField, address: v.optional(v.string()), auto_delete: v.optional(v.boolean(), false) });

export function listReservedIps(call: Call, scope: Scope): Reply {
  const subnet = subnetOf(call, scope);
  const rows = [...providerIps(scope, subnet), ...ipsOf(scope, subnet)];
  return page(call, 'reserved_ips', rows, (ip) => renderReservedIp(scope, ip), { ...withTarget, sort: ['address', 'created_at', 'name'] });
}

export function getReservedIp(call: Call, scope: Scope): Reply {
  return ok(renderReservedIp(scope, ipOf(call, scope)));
}

export function createReservedIp(call: Call, scope: Scope): Reply {
  const subnet = subnetOf(call, scope);
  const body = read(call, prototype);
  const ip = reserve(scope, subnet, { name: body.name, address: body.address, autoDelete: body.auto_delete });
  scope.world.changed();
  return created(renderReservedIp(scope, ip));
}

export function updateReservedIp(call: Call, scope: Scope): Reply {
  const ip = ipOf(call, scope);
  const body = read(call, v.strictObject({ name: nameField, auto_delete: v.optional(v.boolean()) }));
  if (body.name !== undefined && body.name !== ip.name) ip.name = freeName(body.name, ipsOf(scope, subnetOf(call, scope)));
  ip.autoDelete = body.auto_delete ?? ip.autoDelete;
  scope.world.changed();
  return ok(renderReservedIp(scope, ip));
}

export function deleteReservedIp(call: Call, scope: Scope): Reply {
  const ip = ipOf(call, scope);
  if (ip.provider === true) throw new Refusal(403, 'reserved_ip_provider_owned', 'The cloud itself uses this address.');
  if (ip.target !== undefined) throw new Refusal(409, 'reserved_ip_in_use', `The reserved IP "${ip.name}" is in use.`);
  scope.region.reservedIps.delete(ip.id);
  scope.world.changed();
  return noContent;
}

/** Takes an address of a subnet: the one that is asked for, or the first free one. It shows as 0.0.0.0 for a while. */
export function reserve(
  scope: Pick<Scope, 'world' | 'region'>, subnet: Row<'subnets'>,
  wish: { name?: string | undefined; address?: string | undefined; autoDelete: boolean; target?: Row<'reservedIps'>['target'] },
): Row<'reservedIps'> {
  const { region, world } = scope;
  const siblings = ipsOf(scope, subnet);
  const ip: Row<'reservedIps'> = {
    id: newId(region.name), name: freeName(wish.name, siblings), createdAt: timestamp(world), phase: 'pending', subnet: subnet.id,
    address: addressIn(subnet, siblings, wish.address), autoDelete: wish.autoDelete, target: wish.target,
  };
  region.reservedIps.set(ip.id, ip);
  world.later(3, { kind: 'ready', region: region.name, table: 'reservedIps', id: ip.id });
  return ip;
}

function addressIn(subnet: Row<'subnets'>, siblings: readonly Row<'reservedIps'>[], wish: string | undefined): string {
  const range = toRange(subnet.cidr) ?? { first: 0, size: 0 };
  const taken = new Set(siblings.map(({ address }) => address));
  const free = (number: number): boolean => !taken.has(toAddress(number));
  const [first, last] = [range.first + 4, range.first + range.size - 2];
  if (wish !== undefined) {
    const number = toNumber(wish);
    const target = { type: 'field', name: 'address', value: wish } as const;
    if (number === undefined || number < first || number > last) {
      throw new Refusal(400, 'invalid_address', `The address ${wish} is not a usable one of ${subnet.cidr}.`, target);
    }
    if (!free(number)) throw new Refusal(400, 'address_is_already_reserved', `The address ${wish} is already reserved.`, target);
    return wish;
  }
  for (let number = first; number <= last; number += 1) if (free(number)) return toAddress(number);
  throw new Refusal(400, 'subnet_out_of_ip_addresses', `The subnet "${subnet.name}" has no free address.`);
}

/** The five addresses of each subnet that the cloud keeps for itself. */
function providerIps({ region }: Scope, subnet: Row<'subnets'>): Row<'reservedIps'>[] {
  const range = toRange(subnet.cidr) ?? { first: 0, size: 8 };
  const places: readonly (readonly [string, number])[] = [
    ['ibm-network-address', 0], ['ibm-default-gateway', 1], ['ibm-dns-address', 2], ['ibm-reserved-address', 3], ['ibm-broadcast-address', range.size - 1],
  ];
  return places.map(([name, offset]) => ({
    id: seededId(region.name, 'provider-ip', subnet.id, name), name, createdAt: subnet.createdAt, phase: 'ready', subnet: subnet.id,
    address: toAddress(range.first + offset), autoDelete: false, provider: true,
  }));
}

export function renderReservedIp(scope: Scope, ip: Row<'reservedIps'>): unknown {
  const target = renderTarget(scope, ip);
  return {
    ...ipReference(scope, ip), auto_delete: ip.autoDelete, created_at: ip.createdAt, owner: ip.provider === true ? 'provider' : 'user',
    lifecycle_state: ip.phase === 'ready' ? 'stable' : ip.phase, ...(target === undefined ? {} : { target }),
  };
}

function renderTarget(scope: Scope, { target }: Row<'reservedIps'>): unknown {
  if (target === undefined) return undefined;
  const gateway = scope.region.gateways.get(target.id);
  if (gateway !== undefined) return gatewayReference(scope, gateway);
  const server = scope.region.vpnServers.get(target.id);
  if (server !== undefined) return vpnServerReference(scope, server);
  const vpn = scope.region.vpnGateways.get(target.id);
  if (vpn !== undefined) return vpnGatewayReference(scope, vpn);
  const network = scope.region.interfaces.get(target.id);
  return network && { ...reference(scope, 'interfaces', network), resource_type: 'virtual_network_interface' };
}

function ipsOf({ region }: Pick<Scope, 'region'>, subnet: Row<'subnets'>): Row<'reservedIps'>[] {
  return [...region.reservedIps.values()].filter((ip) => ip.subnet === subnet.id);
}

function subnetOf(call: Call, scope: Scope): Row<'subnets'> {
  return existing(scope.region.subnets, call.parameters['subnet_id'], 'subnet');
}

function ipOf(call: Call, scope: Scope): Row<'reservedIps'> {
  const subnet = subnetOf(call, scope);
  const mine = new Map([...providerIps(scope, subnet), ...ipsOf(scope, subnet)].map((ip) => [ip.id, ip]));
  return existing(mine, call.parameters['id'], 'reserved IP');
}
