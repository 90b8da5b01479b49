import assert from 'node:assert/strict';
import { make, region } from '../unit/sandbox/control/story';
import type { Bench } from '../unit/sandbox/control/support';
import { connectionPrototype, deletedGateway, routeConnection, stableGateway } from '../unit/sandbox/vpc/vpnGatewayStory';

/** Everything of a site-to-site VPN is made, read, changed and taken away, in both modes. */
export async function joinSites(bench: Bench): Promise<void> {
  const accepted = async (method: string, path: string, body?: unknown): Promise<void> => {
    const { status, text } = await bench.vpc(region, method, path, body);
    assert.ok(status < 300, `${method} ${path}: ${text}`);
  };
  const { place, path, connections } = await stableGateway(bench);
  const policies = await makePolicies(bench);
  const connection = `${connections}/${await make(bench, connections, connectionPrototype({}, {
    ike_policy: { id: policies.ike }, ipsec_policy: { id: policies.ipsec }, establish_mode: 'peer_only',
    dead_peer_detection: { action: 'restart', interval: 15, timeout: 60 },
  }))}`;
  const [ike, ipsec] = [`/ike_policies/${policies.ike}`, `/ipsec_policies/${policies.ipsec}`];
  for (const one of ['/vpn_gateways', path, connections, connection, '/ike_policies', ike, `${ike}/connections`, '/ipsec_policies', ipsec, `${ipsec}/connections`]) {
    await accepted('GET', one);
  }
  await accepted('PATCH', path, { name: 'renamed' });
  await accepted('PATCH', connection, { admin_state_up: false, psk: 'Another-Key', peer: { address: '203.0.113.10' } });
  await accepted('PATCH', ike, { dh_group: 19 });
  await accepted('PATCH', ipsec, { pfs: 'group_19' });
  for (const side of ['local', 'peer'] as const) {
    const range = `${connection}/${side}/cidrs/${encodeURIComponent(side === 'local' ? '10.249.64.0/24' : '192.168.7.0/24')}`;
    for (const method of ['PUT', 'GET', 'DELETE']) await accepted(method, range);
    await accepted('GET', `${connection}/${side}/cidrs`);
  }
  const routed = await stableGateway(bench, { name: 'routed', mode: 'route' }, place);
  const tunnels = `${routed.connections}/${await make(bench, routed.connections, routeConnection)}`;
  await accepted('GET', routed.path);
  await accepted('GET', tunnels);
  await leadInto(bench, place.vpc, tunnels.split('/').at(-1) ?? '', accepted);
  for (const one of [tunnels, connection, ike, ipsec]) await accepted('DELETE', one);
  for (const one of [path, routed.path]) await deletedGateway(bench, one);
}

async function makePolicies(bench: Bench): Promise<{ readonly ike: string; readonly ipsec: string }> {
  const common = { name: 'office', authentication_algorithm: 'sha256', encryption_algorithm: 'aes256' };
  return {
    ike: await make(bench, '/ike_policies', { ...common, dh_group: 14, ike_version: 2, key_lifetime: 36_000 }),
    ipsec: await make(bench, '/ipsec_policies', { ...common, pfs: 'group_14' }),
  };
}

type Accepted = (method: string, path: string, body?: unknown) => Promise<void>;

/** A routing table with the cloud's own routes to the office, and one of somebody's. */
async function leadInto(bench: Bench, vpc: string, connection: string, accepted: Accepted): Promise<void> {
  const tables = `/vpcs/${vpc}/routing_tables`;
  const table = await make(bench, tables, { name: 'to-the-office', accept_routes_from: [{ resource_type: 'vpn_gateway' }] });
  const routes = `${tables}/${table}/routes`;
  const own = `${routes}/${await make(bench, routes, { name: 'office', destination: '192.168.9.0/24', zone: { name: `${region}-1` }, next_hop: { id: connection } })}`;
  await accepted('GET', `${tables}/${table}`);
  await accepted('GET', routes);
  await accepted('PATCH', own, { name: 'renamed', priority: 1 });
  await accepted('GET', own);
  await accepted('DELETE', own);
}
