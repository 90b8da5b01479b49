import assert from 'node:assert/strict';
import type { VpcService } from '../../../src/cloud/vpcService';
import type { Peer, Reply } from './peer';
import { startVpc } from './vpcPeer';

const { signal } = new AbortController();
const route = (id: string, more: object = {}) => ({
  id, name: `${id}-name`, destination: '10.0.0.0/24', action: 'deliver', created_at: '2026-01-01T00:00:00Z',
  health_state: 'ok', health_reasons: [], lifecycle_state: 'stable', lifecycle_reasons: [], ...more,
});
const read = (id: string) => ({
  id, name: `${id}-name`, destination: '10.0.0.0/24', action: 'deliver', createdAt: '2026-01-01T00:00:00Z',
  healthState: 'ok', healthReasons: [], lifecycleState: 'stable', lifecycleReasons: [],
});
const table = (more: object = {}) => ({
  id: 't-1', name: 'table', crn: 'crn:t', href: 'https://x/v1/vpcs/v/routing_tables/t-1', created_at: '2026-01-01T00:00:00Z', is_default: false,
  lifecycle_state: 'stable', accept_routes_from: [{ resource_type: 'vpn_gateway' }, {}], subnets: [{ id: 'sub-1', name: 'one', crn: 'crn:s' }], ...more,
});

describe('what belongs to client VPN servers in the VPC API', () => {
  let peer: Peer;
  let answers: Record<string, Reply>;
  let vpc: VpcService;

  beforeEach(async () => {
    answers = {};
    ({ peer, vpc } = await startVpc(answers));
  });

  afterEach(() => peer.stop());

  const accepted: Reply = { raw: (response) => response.writeHead(202).end() };

  it('is its routes, page by page, each by itself, made and deleted', async () => {
    answers['GET /v1/vpn_servers/v-1/routes'] = { json: { routes: [route('r-1')], next: { href: 'https://x/v1/?start=two' } } };
    answers['GET /v1/vpn_servers/v-1/routes?start=two'] = { json: { routes: [route('r-2')] } };
    assert.deepEqual(await vpc.listVpnRoutes('v-1', signal), [read('r-1'), read('r-2')]);
    const stuck = { health_state: 'faulted', lifecycle_state: 'pending', health_reasons: [{ code: 'internal_error', message: 'x', more_info: 'y' }] };
    answers['GET /v1/vpn_servers/v-1/routes/r-1'] = { json: route('r-1', stuck) };
    assert.deepEqual(await vpc.getVpnRoute('v-1', 'r-1', signal), {
      ...read('r-1'), healthState: 'faulted', lifecycleState: 'pending', healthReasons: [{ code: 'internal_error', message: 'x' }],
    });
    answers['POST /v1/vpn_servers/v-1/routes'] = { status: 201, json: route('r-3', { action: 'translate' }) };
    assert.equal((await vpc.createVpnRoute('v-1', { name: 'dns', destination: '161.26.0.0/16', action: 'translate' }, signal)).action, 'translate');
    assert.deepEqual(JSON.parse(peer.received.at(-1)?.body ?? ''), { name: 'dns', destination: '161.26.0.0/16', action: 'translate' });
    answers['DELETE /v1/vpn_servers/v-1/routes/r-3'] = accepted;
    await vpc.deleteVpnRoute('v-1', 'r-3', signal);
    await assert.rejects(vpc.deleteVpnRoute('v-1', 'r-4', signal), { code: 'vpc.not_found', what: /r-4/ });
  });

  it('is its clients, with the name that each of them has, and the end of one', async () => {
    const common = { client_ip: { address: '172.20.0.2' }, remote_ip: { address: '203.0.113.9' }, remote_port: 50000, created_at: '2026-01-01T00:00:00Z' };
    answers['GET /v1/vpn_servers/v-1/clients'] = { json: { clients: [
      { id: 'c-1', ...common, status: 'connected', common_name: 'sam' },
      { id: 'c-2', ...common, status: 'disconnected', username: 'sam@example.com', disconnected_at: '2026-01-01T01:00:00Z' },
    ] } };
    const shown = { address: '172.20.0.2', remoteAddress: '203.0.113.9', remotePort: 50000, connectedAt: '2026-01-01T00:00:00Z' };
    assert.deepEqual(await vpc.listVpnClients('v-1', signal), [
      { id: 'c-1', ...shown, status: 'connected', commonName: 'sam', username: undefined, disconnectedAt: undefined },
      { id: 'c-2', ...shown, status: 'disconnected', commonName: undefined, username: 'sam@example.com', disconnectedAt: '2026-01-01T01:00:00Z' },
    ]);
    answers['POST /v1/vpn_servers/v-1/clients/c-1/disconnect'] = accepted;
    await vpc.disconnectVpnClient('v-1', 'c-1', signal);
    answers['POST /v1/vpn_servers/v-1/clients/c-1/disconnect'] = { status: 403, json: { errors: [{ code: 'not_authorized', message: 'No.' }] } };
    await assert.rejects(vpc.disconnectVpnClient('v-1', 'c-1', signal), { code: 'vpc.not_authorized', next: /Operator on VPN server/ });
  });

  it('is the routing tables of a VPC, and from whom each accepts routes', async () => {
    answers['GET /v1/vpcs/v-1/routing_tables'] = { json: { routing_tables: [table(), table({ accept_routes_from: null })] } };
    const tables = await vpc.listRoutingTables('v-1', signal);
    assert.deepEqual(tables.map(({ acceptsRoutesFrom, subnets, isDefault }) => [acceptsRoutesFrom, subnets.length, isDefault]), [[['vpn_gateway'], 1, false], [[], 1, false]]);
    answers['GET /v1/vpcs/v-1/routing_tables/t-1'] = { json: table(), headers: { etag: '"7"' } };
    assert.deepEqual(await vpc.getRoutingTable('v-1', 't-1', signal), tables[0]);
    const versioned = await vpc.getVersionedRoutingTable('v-1', 't-1', signal);
    answers['PATCH /v1/vpcs/v-1/routing_tables/t-1'] = { json: table({ accept_routes_from: [{ resource_type: 'vpn_server' }] }) };
    assert.deepEqual((await vpc.acceptRoutesFrom('v-1', versioned, ['vpn_server'], signal)).acceptsRoutesFrom, ['vpn_server']);
    const { body, headers } = peer.received.at(-1) ?? { body: '', headers: {} };
    assert.deepEqual([JSON.parse(body), headers['if-match']], [{ accept_routes_from: [{ resource_type: 'vpn_server' }] }, '"7"']);
  });
});
