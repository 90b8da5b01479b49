import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { page } from './page';
import { existing, type Scope } from './scope';

/** Seconds that a client which is gone is still listed. */
const listedFor = 3600;

export function listVpnServerClients(call: Call, scope: Scope): Reply {
  return page(call, 'clients', clientsOf(call, scope).values(), (client) => render(scope, client), { sort: ['created_at'] });
}

export function getVpnServerClient(call: Call, scope: Scope): Reply {
  return ok(render(scope, clientOf(call, scope)));
}

export function disconnectVpnClient(call: Call, scope: Scope): Reply {
  const client = clientOf(call, scope);
  if (client.disconnectedAt !== undefined) throw new Refusal(409, 'invalid_state', 'The VPN client is not connected.');
  disconnect(scope, client);
  scope.world.changed();
  return { status: 202 };
}

export function deleteVpnServerClient(call: Call, scope: Scope): Reply {
  scope.region.vpnClients.delete(clientOf(call, scope).id);
  scope.world.changed();
  return { status: 202 };
}

/** As a server does when it is changed. */
export function disconnectAll(scope: Scope, server: string): void {
  for (const client of scope.region.vpnClients.values()) {
    if (client.server === server && client.disconnectedAt === undefined) disconnect(scope, client);
  }
}

/** It is listed for a while yet. */
export function disconnect({ region, world }: Pick<Scope, 'region' | 'world'>, client: Row<'vpnClients'>): void {
  client.disconnectedAt = timestamp(world);
  world.later(listedFor, { kind: 'gone', region: region.name, table: 'vpnClients', id: client.id });
}

function clientsOf(call: Call, { region }: Scope): Map<string, Row<'vpnClients'>> {
  const server = existing(region.vpnServers, call.parameters['vpn_server_id'], 'VPN server');
  return new Map([...region.vpnClients].filter(([, client]) => client.server === server.id));
}

function clientOf(call: Call, scope: Scope): Row<'vpnClients'> {
  return existing(clientsOf(call, scope), call.parameters['id'], 'VPN client');
}

function render(scope: Scope, client: Row<'vpnClients'>): unknown {
  const { commonName, username, disconnectedAt } = client;
  return {
    id: client.id, href: `${scope.base}/vpn_servers/${client.server}/clients/${client.id}`, resource_type: 'vpn_server_client',
    created_at: client.createdAt, client_ip: { address: client.clientIp }, remote_ip: { address: client.remoteIp }, remote_port: client.remotePort,
    status: disconnectedAt === undefined ? 'connected' : 'disconnected',
    ...(disconnectedAt === undefined ? {} : { disconnected_at: disconnectedAt }),
    ...(commonName === undefined ? {} : { common_name: commonName }), ...(username === undefined ? {} : { username }),
  };
}
