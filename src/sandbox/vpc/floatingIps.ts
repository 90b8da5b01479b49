import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, byName, freeName, groupField, groupOf, nameField, read } from './body';
import { inGroup, withTarget } from './filter';
import { interfaceReference } from './interfaceViews';
import { page } from './page';
import { existing, groupReference, reference, zoneReference, type Scope } from './scope';

/** Floating IPs a zone may have: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const quota = 40;

const common = { name: nameField, resource_group: groupField };
const prototype = v.union([v.strictObject({ ...common, zone: byName }), v.strictObject({ ...common, target: byId })]);

export function listFloatingIps(call: Call, scope: Scope): Reply {
  const filters = { ...inGroup, ...withTarget, sort: ['created_at', 'name'] } as const;
  return page(call, 'floating_ips', scope.region.floatingIps.values(), (ip) => renderFloatingIp(scope, ip), filters);
}

export function getFloatingIp(call: Call, scope: Scope): Reply {
  return ok(renderFloatingIp(scope, existing(scope.region.floatingIps, call.parameters['id'], 'floating IP')));
}

export function createFloatingIp(call: Call, scope: Scope): Reply {
  const { world } = scope;
  const body = read(call, prototype);
  const target = 'target' in body ? interfaceFor(scope, body.target.id) : undefined;
  if (target !== undefined) checkFree(scope, target);
  const zone = 'zone' in body ? body.zone.name : zoneOf(scope, target);
  const ip = newFloatingIp(scope, zone, { name: body.name, group: groupOf(scope, body.resource_group), target: target?.id });
  world.changed();
  return created(renderFloatingIp(scope, ip));
}

const patch = v.strictObject({ name: nameField, target: v.optional(v.nullable(byId)) });

export function updateFloatingIp(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const ip = existing(region.floatingIps, call.parameters['id'], 'floating IP');
  const body = read(call, patch);
  if (body.name !== undefined && body.name !== ip.name) ip.name = freeName(body.name, region.floatingIps.values());
  if (body.target === null) ip.target = undefined;
  else if (body.target !== undefined) bind(scope, ip, interfaceFor(scope, body.target.id), true);
  world.changed();
  return ok(renderFloatingIp(scope, ip));
}

export function deleteFloatingIp(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const ip = existing(region.floatingIps, call.parameters['id'], 'floating IP');
  if (region.publicGateways.has(ip.target ?? '')) {
    throw new Refusal(409, 'floating_ip_in_use', `The floating IP "${ip.name}" belongs to a public gateway.`, { type: 'field', name: 'id', value: ip.id });
  }
  ip.phase = 'deleting';
  ip.target = undefined;
  world.later(1, { kind: 'gone', region: region.name, table: 'floatingIps', id: ip.id });
  world.changed();
  return noContent;
}

/** Binds a floating IP to an interface of its zone. A PUT never takes it from another one; a PATCH of the IP moves it. */
export function bind(scope: Scope, ip: Row<'floatingIps'>, network: Row<'interfaces'>, mayMove: boolean): void {
  if (ip.target === network.id) return;
  if (ip.target !== undefined && !mayMove) {
    throw new Refusal(409, 'floating_ip_in_use', `The floating IP "${ip.name}" is bound to another target.`, { type: 'parameter', name: 'id', value: ip.id });
  }
  checkFree(scope, network);
  if (zoneOf(scope, network) !== ip.zone) {
    throw new Refusal(400, 'zone_inconsistency', `The floating IP is in ${ip.zone}, the interface is not.`, { type: 'parameter', name: 'id', value: ip.id });
  }
  ip.target = network.id;
}

/** Takes the next free address of the sandbox's public range. */
export function newFloatingIp(scope: Scope, zone: string, wish: { name: string | undefined; group: string; target: string | undefined }): Row<'floatingIps'> {
  const { region, world } = scope;
  if (!region.zones.includes(zone)) {
    throw new Refusal(400, 'zone_not_found', `There is no zone "${zone}" in ${region.name}.`, { type: 'field', name: 'zone.name', value: zone });
  }
  const name = freeName(wish.name, region.floatingIps.values());
  if ([...region.floatingIps.values()].filter((ip) => ip.zone === zone).length >= quota) {
    throw new Refusal(400, 'over_quota', `The quota of ${quota} floating IPs in ${zone} is used up.`);
  }
  const [address] = freePublicAddresses(scope, 1);
  if (address === undefined) throw new Refusal(400, 'floating_ip_unavailable', 'The sandbox has no public address left.');
  const ip: Row<'floatingIps'> = {
    id: newId(region.name), name, createdAt: timestamp(world), group: wish.group, phase: 'pending', zone, address, target: wish.target,
  };
  region.floatingIps.set(ip.id, ip);
  world.later(1, { kind: 'ready', region: region.name, table: 'floatingIps', id: ip.id });
  return ip;
}

/** The first free addresses of the sandbox's public range, which all regions share; fewer than `count` where there are no more. */
export function freePublicAddresses({ world }: Scope, count: number): string[] {
  const taken = new Set([...world.state.regions.values()].flatMap(({ floatingIps, vpnServers, vpnGateways }) => [
    ...[...floatingIps.values()].map(({ address }) => address),
    ...[...vpnServers.values(), ...vpnGateways.values()].flatMap(({ publicAddresses }) => publicAddresses),
  ]));
  return [...Array(254).keys()].map((number) => `198.51.100.${number + 1}`).filter((address) => !taken.has(address)).slice(0, Math.max(0, count));
}

function checkFree({ region }: Scope, network: Row<'interfaces'>): void {
  const other = [...region.floatingIps.values()].find(({ target }) => target === network.id);
  if (other !== undefined) {
    throw new Refusal(409, 'target_in_use', `The interface "${network.name}" has the floating IP "${other.name}" already.`, { type: 'field', name: 'target' });
  }
}

/** An interface by its own id, or by the id that the older interface API gives the same thing. */
export function interfaceFor({ region }: Scope, id: string): Row<'interfaces'> {
  const server = [...region.servers.values()].find(({ attachment }) => attachment.id === id);
  return existing(region.interfaces, server?.interface ?? id, 'network interface');
}

function zoneOf({ region }: Scope, network: Row<'interfaces'> | undefined): string {
  return region.subnets.get(network?.subnet ?? '')?.zone ?? '';
}

export function floatingIpReference(scope: Scope, ip: Row<'floatingIps'>) {
  return { ...reference(scope, 'floatingIps', ip), address: ip.address };
}

export function renderFloatingIp(scope: Scope, ip: Row<'floatingIps'>): unknown {
  const { region } = scope;
  const network = region.interfaces.get(ip.target ?? '');
  const gateway = region.publicGateways.get(ip.target ?? '');
  return {
    ...floatingIpReference(scope, ip), created_at: ip.createdAt, zone: zoneReference(scope, ip.zone),
    status: { pending: 'pending', ready: 'available', deleting: 'deleting' }[ip.phase], resource_group: groupReference(scope, ip.group),
    ...(network === undefined ? {} : { target: interfaceReference(scope, network) }),
    ...(gateway === undefined ? {} : { target: { ...reference(scope, 'publicGateways', gateway), resource_type: 'public_gateway' } }),
  };
}
