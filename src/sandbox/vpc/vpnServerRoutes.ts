import * as v from 'valibot';
import { created, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { toRange } from './addresses';
import { freeName, nameField, read } from './body';
import { page } from './page';
import { existing, type Scope } from './scope';
import { readsItsCertificates } from './vpnServerHealth';

/** Routes a server may have: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const quota = 50;

const prototype = v.strictObject({
  destination: v.string(), action: v.optional(v.picklist(['deliver', 'drop', 'translate']), 'deliver'), name: nameField,
});

export function listVpnServerRoutes(call: Call, scope: Scope): Reply {
  const server = serverOf(call, scope);
  goOn(scope, server);
  return page(call, 'routes', routesOf(scope, server), (route) => render(scope, route), { sort: ['created_at', 'name'] });
}

export function getVpnServerRoute(call: Call, scope: Scope): Reply {
  goOn(scope, serverOf(call, scope));
  return ok(render(scope, routeOf(call, scope)));
}

export function createVpnServerRoute(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const server = serverOf(call, scope);
  const body = read(call, prototype);
  if (server.phase !== 'ready') throw new Refusal(409, 'invalid_state', `The VPN server "${server.name}" is ${server.phase}: routes wait until it is stable.`);
  const siblings = routesOf(scope, server);
  checkDestination(server, siblings, body.destination);
  if (siblings.length >= quota) throw new Refusal(400, 'over_quota', `The quota of ${quota} routes of "${server.name}" is used up.`);
  const route: Row<'vpnRoutes'> = {
    id: newId(region.name), name: freeName(body.name, siblings), createdAt: timestamp(world), server: server.id,
    destination: body.destination, action: body.action, phase: 'pending',
  };
  region.vpnRoutes.set(route.id, route);
  goOn(scope, server);
  world.changed();
  return created(render(scope, route));
}

export function updateVpnServerRoute(call: Call, scope: Scope): Reply {
  const route = routeOf(call, scope);
  const { name } = read(call, v.strictObject({ name: nameField }));
  if (name !== undefined && name !== route.name) route.name = freeName(name, routesOf(scope, serverOf(call, scope)));
  scope.world.changed();
  return ok(render(scope, route));
}

export function deleteVpnServerRoute(call: Call, scope: Scope): Reply {
  routeOf(call, scope).phase = 'deleting';
  goOn(scope, serverOf(call, scope));
  scope.world.changed();
  return { status: 202 };
}

/** Each destination once. In split mode routes are pushed, and one to everywhere would take the client's own. */
function checkDestination(server: Row<'vpnServers'>, siblings: readonly Row<'vpnRoutes'>[], destination: string): void {
  const target = { type: 'field', name: 'destination', value: destination } as const;
  if (toRange(destination) === undefined) throw new Refusal(400, 'invalid_cidr', `"${destination}" is not an address range.`, target);
  const twin = siblings.find((route) => route.destination === destination);
  if (twin !== undefined) {
    throw new Refusal(400, 'vpn_server_route_conflict', `The VPN server "${server.name}" has a route to ${destination} already: "${twin.name}".`, target);
  }
  if (server.splitTunnel && destination === '0.0.0.0/0') {
    throw new Refusal(400, 'vpn_server_route_conflict', 'A route to 0.0.0.0/0 cannot be with split tunneling.', target);
  }
}

/**
 * Goes on with what is not done. A server that cannot read a certificate does nothing at its routes: they stay `pending`, or `deleting`,
 * until it can.
 */
function goOn(scope: Scope, server: Row<'vpnServers'>): void {
  const { region, world } = scope;
  if (!readsItsCertificates(scope, server)) return;
  const ordered = new Set(world.state.events.map(({ id }) => id));
  for (const { id, phase } of routesOf(scope, server)) {
    if (phase === 'ready' || ordered.has(id)) continue;
    world.later(2, { kind: phase === 'pending' ? 'ready' : 'gone', region: region.name, table: 'vpnRoutes', id });
  }
}

function serverOf(call: Call, scope: Scope): Row<'vpnServers'> {
  return existing(scope.region.vpnServers, call.parameters['vpn_server_id'], 'VPN server');
}

function routesOf({ region }: Scope, server: Row<'vpnServers'>): Row<'vpnRoutes'>[] {
  return [...region.vpnRoutes.values()].filter((route) => route.server === server.id);
}

function routeOf(call: Call, scope: Scope): Row<'vpnRoutes'> {
  const mine = new Map(routesOf(scope, serverOf(call, scope)).map((route) => [route.id, route]));
  return existing(mine, call.parameters['id'], 'VPN server route');
}

function render(scope: Scope, route: Row<'vpnRoutes'>): unknown {
  return {
    id: route.id, name: route.name, href: `${scope.base}/vpn_servers/${route.server}/routes/${route.id}`, resource_type: 'vpn_server_route',
    created_at: route.createdAt, destination: route.destination, action: route.action,
    lifecycle_state: { pending: 'pending', ready: 'stable', deleting: 'deleting' }[route.phase], lifecycle_reasons: [],
    health_state: route.phase === 'ready' ? 'ok' : 'inapplicable', health_reasons: [],
  };
}
