import * as v from 'valibot';
import { noContent, Refusal, type Reply } from './http/reply';
import { route, type Call, type Route } from './http/router';
import { shownAddresses } from './vpc/vpnConnectionRows';
import type { World } from './world';

const dialled = v.strictObject({
  status: v.picklist(['up', 'down']), reasons: v.optional(v.array(v.string()), []),
  /** One tunnel of two, in route mode; all when left out. */
  public_address: v.optional(v.string()),
});
const health = v.strictObject({
  state: v.picklist(['ok', 'degraded', 'faulted']),
  code: v.optional(v.picklist(['cannot_create_vpc_route', 'cannot_reserve_ip_address', 'internal_error']), 'internal_error'),
});
const answering = v.strictObject({ healthy: v.boolean(), address: v.optional(v.string()) });

/**
 * What an office does, and what goes wrong on the way to it, where no real gateway is there to do it: a connection is down until its tunnels are said to
 * be up here. Each thing is named by its id or its name. A data plane with real gateways tells of tunnels itself, and has the last word.
 */
export function officeRoutes(world: World): readonly Route<undefined>[] {
  return [
    route('POST', '/vpn_connections/{id}/tunnels', (call) => dial(world, call)),
    route('POST', '/vpn_gateways/{id}/health', (call) => ail(world, call)),
    route('POST', '/custom_resolvers/{id}/locations', (call) => answer(world, call)),
  ];
}

function dial(world: World, call: Call): Reply {
  const { status, reasons, public_address: address } = read(dialled, call.body);
  const { region, row: connection } = named(call, [...world.state.regions.values()].flatMap((each) =>
    [...each.vpnConnections.values()].map((row) => ({ region: each, row }))), 'VPN connection');
  const gateway = region.vpnGateways.get(connection.gateway);
  const told = (gateway === undefined ? [] : shownAddresses(gateway)).filter((each) => address === undefined || each === address)
    .map((publicAddress) => ({ publicAddress, status, reasons: status === 'up' ? [] : reasons }));
  connection.tunnels = [...connection.tunnels.filter((tunnel) => !told.some(({ publicAddress }) => publicAddress === tunnel.publicAddress)), ...told];
  return changed(world);
}

function ail(world: World, call: Call): Reply {
  const { state, code } = read(health, call.body);
  const gateways = [...world.state.regions.values()].flatMap(({ vpnGateways }) => [...vpnGateways.values()]);
  const { row: gateway } = named(call, gateways.map((row) => ({ row })), 'VPN gateway');
  gateway.trouble = state === 'ok' ? undefined : { state, code };
  return changed(world);
}

function answer(world: World, call: Call): Reply {
  const { healthy, address } = read(answering, call.body);
  const { state } = world;
  const { row: resolver } = named(call, [...state.customResolvers.values()].map((row) => ({ row })), 'custom resolver');
  const addressOf = (ip: string) => [...state.regions.values()].map(({ reservedIps }) => reservedIps.get(ip)?.address).find((each) => each !== undefined);
  for (const location of resolver.locations) if (address === undefined || addressOf(location.ip) === address) location.isUp = healthy;
  return changed(world);
}

function changed(world: World): Reply {
  world.changed();
  return noContent;
}

function named<T extends { readonly row: { readonly id: string; readonly name: string } }>({ parameters }: Call, all: readonly T[], word: string): T {
  const found = all.find(({ row: { id, name } }) => id === parameters['id'] || name === parameters['id']);
  if (found === undefined) throw new Refusal(404, 'not_found', `There is no ${word} "${parameters['id'] ?? ''}".`);
  return found;
}

function read<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, body);
  if (!result.success) throw new Refusal(400, 'bad_request', result.issues[0].message);
  return result.output;
}
