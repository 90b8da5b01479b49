import * as v from 'valibot';
import { noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { Row } from '../state/records';
import { byId, nameField } from './body';
import { page } from './page';
import { renderReservedIp, reserve } from './reservedIps';
import { existing, named, type Scope } from './scope';

/** An address for a gateway: one that is reserved already, or a wish for one in a subnet. */
type IpChoice =
  | { readonly ip: Row<'reservedIps'>; readonly subnet: Row<'subnets'> }
  | {
    readonly ip: undefined; readonly subnet: Row<'subnets'>; readonly name: string | undefined; readonly address: string | undefined;
    readonly autoDelete: boolean;
  };

const wish = v.strictObject({ subnet: byId, name: nameField, address: v.optional(v.string()), auto_delete: v.optional(v.boolean(), false) });

export function listEndpointGatewayIps(call: Call, scope: Scope): Reply {
  return page(call, 'ips', ipsOf(scope, gatewayOf(call, scope)), (ip) => renderReservedIp(scope, ip), {
    sort: ['address', 'created_at', 'name'],
  });
}

export function getEndpointGatewayIp(call: Call, scope: Scope): Reply {
  const mine = new Map(ipsOf(scope, gatewayOf(call, scope)).map((ip) => [ip.id, ip]));
  return ok(renderReservedIp(scope, existing(mine, call.parameters['id'], 'reserved IP')));
}

export function addEndpointGatewayIp(call: Call, scope: Scope): Reply {
  const gateway = gatewayOf(call, scope);
  const ip = existing(scope.region.reservedIps, call.parameters['id'], 'reserved IP');
  if (!gateway.ips.includes(ip.id)) {
    const vpc = existing(scope.region.vpcs, gateway.vpc, 'VPC');
    const present = ipsOf(scope, gateway).flatMap(({ subnet }) => scope.region.subnets.get(subnet) ?? []);
    bindIps(scope, gateway, chooseIps(scope, vpc, [{ id: ip.id }], present));
    scope.world.changed();
  }
  return ok(renderReservedIp(scope, ip));
}

export function removeEndpointGatewayIp(call: Call, scope: Scope): Reply {
  const gateway = gatewayOf(call, scope);
  const mine = new Map(ipsOf(scope, gateway).map((ip) => [ip.id, ip]));
  const ip = existing(mine, call.parameters['id'], 'reserved IP');
  gateway.ips = gateway.ips.filter((id) => id !== ip.id);
  if (ip.autoDelete) scope.region.reservedIps.delete(ip.id);
  else ip.target = undefined;
  scope.world.changed();
  return noContent;
}

/** Checks the addresses that a gateway is to have: in its VPC, free, and one a zone. Changes nothing. */
export function chooseIps(scope: Scope, vpc: Row<'vpcs'>, wishes: readonly object[], present: readonly Row<'subnets'>[] = []): IpChoice[] {
  const zones = new Set(present.map(({ zone }) => zone));
  return wishes.map((one) => {
    const choice = chooseIp(scope, one);
    const { subnet } = choice;
    if (subnet.vpc !== vpc.id) {
      throw new Refusal(400, 'subnet_not_in_vpc', `The subnet "${subnet.name}" is not in the VPC "${vpc.name}".`, { type: 'field', name: 'ips' });
    }
    if (zones.has(subnet.zone)) {
      throw new Refusal(400, 'endpoint_gateway_ip_zone_in_use', `The endpoint gateway would have two reserved IPs in ${subnet.zone}: one a zone is allowed.`, {
        type: 'field', name: 'ips',
      });
    }
    zones.add(subnet.zone);
    return choice;
  });
}

/** Any shape but the two that are right is looked up as an identity and not found: the trap of IBM's own example. */
function chooseIp(scope: Scope, one: object): IpChoice {
  const { region } = scope;
  const wished = v.safeParse(wish, one);
  if (wished.success) {
    const { subnet, name, address, auto_delete: autoDelete } = wished.output;
    return { ip: undefined, subnet: named(region.subnets, subnet.id, 'subnet', 'ips.subnet.id'), name, address, autoDelete };
  }
  const identity = v.safeParse(byId, one);
  const ip = identity.success ? region.reservedIps.get(identity.output.id) : undefined;
  if (ip === undefined) throw new Refusal(404, 'reserved_ip_not_found', 'Reserved IP not found', { type: 'field', name: 'ips' });
  if (ip.target !== undefined) throw new Refusal(409, 'reserved_ip_in_use', `The reserved IP "${ip.name}" is in use.`, { type: 'field', name: 'ips' });
  return { ip, subnet: existing(region.subnets, ip.subnet, 'subnet') };
}

/** Gives a gateway its addresses: all of them, or none when one cannot be had. */
export function bindIps(scope: Scope, gateway: Row<'gateways'>, choices: readonly IpChoice[]): void {
  const target = { kind: 'endpoint_gateway', id: gateway.id } as const;
  const fresh: string[] = [];
  try {
    for (const choice of choices) {
      if (choice.ip !== undefined) continue;
      fresh.push(reserve(scope, choice.subnet, { name: choice.name, address: choice.address, autoDelete: choice.autoDelete, target }).id);
    }
  } catch (error) {
    for (const id of fresh) scope.region.reservedIps.delete(id);
    throw error;
  }
  for (const { ip } of choices) if (ip !== undefined) ip.target = target;
  gateway.ips.push(...choices.map(({ ip }) => ip?.id ?? fresh.shift() ?? ''));
}

function ipsOf({ region }: Scope, gateway: Row<'gateways'>): Row<'reservedIps'>[] {
  return gateway.ips.flatMap((id) => region.reservedIps.get(id) ?? []);
}

function gatewayOf(call: Call, scope: Scope): Row<'gateways'> {
  return existing(scope.region.gateways, call.parameters['endpoint_gateway_id'], 'endpoint gateway');
}
