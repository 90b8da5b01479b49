import assert from 'node:assert/strict';
import { networkTruth } from '../../../../src/sandbox/truth';
import { assertRefused, make, reach, region } from '../control/story';
import { Bench, type Answer } from '../control/support';
import { makeRoute, patchAsRead, Shelf, stableServer } from './vpnStory';

describe('what belongs to a VPN server in the sandbox', () => {
  let bench: Bench;
  let shelf: Shelf;

  beforeEach(async () => {
    shelf = new Shelf('server', 'clients');
    bench = await Bench.start({ certificates: shelf });
  });
  afterEach(() => bench.stop());

  const get = (path: string): Promise<Answer> => bench.vpc(region, 'GET', path);

  it('is its routes: pending, then stable; each destination once, and none to everywhere in split mode', async () => {
    const { path } = await stableServer(bench, { enable_split_tunneling: true });
    const made = await bench.vpc(region, 'POST', `${path}/routes`, { destination: '10.249.0.0/24', name: 'gateway' });
    assert.deepEqual([made.status, made.body.get('lifecycle_state').text, made.body.get('action').text], [201, 'pending', 'deliver']);
    const route = `${path}/routes/${made.body.get('id').text}`;
    assert.equal((await reach(bench, route, 'lifecycle_state', 'stable')).body.get('health_state').text, 'ok');
    const post = (body: unknown) => bench.vpc(region, 'POST', `${path}/routes`, body);
    assertRefused(await post({ destination: '10.249.0.0/24', action: 'translate' }), 400, 'vpn_server_route_conflict');
    assertRefused(await post({ destination: '10.249.1.0/24', name: 'gateway' }), 400, 'validation_unique_failed');
    assertRefused(await post({ destination: '0.0.0.0/0' }), 400, 'vpn_server_route_conflict');
    assertRefused(await post({ destination: '10.249.0.1/24' }), 400, 'invalid_cidr');
    assertRefused(await post({ destination: '10.249.2.0/24', action: 'delegate' }), 400, 'invalid_value');
    assert.equal((await bench.vpc(region, 'PATCH', route, { name: 'renamed' })).body.get('name').text, 'renamed');
    assert.equal((await bench.vpc(region, 'DELETE', route)).status, 202);
    await bench.until(() => get(route), ({ status }) => status === 404);
    await makeRoute(bench, path, '10.249.0.0/24');
  });

  it('is a route to everywhere in full mode, which then holds split mode off', async () => {
    const { path } = await stableServer(bench);
    await makeRoute(bench, path, '0.0.0.0/0', { action: 'translate' });
    assertRefused(await patchAsRead(bench, path, { enable_split_tunneling: true }), 400, 'vpn_server_route_conflict');
  });

  it('is at most fifty routes, each ordered once, however often it is looked at', async () => {
    const { id, path } = await stableServer(bench);
    const server = bench.sandbox.state.regions.get(region)?.vpnServers.get(id);
    for (let number = 0; number < 50; number += 1) await makeRoute(bench, path, `10.9.${number}.0/24`);
    assertRefused(await bench.vpc(region, 'POST', `${path}/routes`, { destination: '10.10.0.0/24' }), 400, 'over_quota');
    await bench.stop();
    bench = await Bench.start({ certificates: shelf, pace: 1 });
    assert.ok(server !== undefined);
    bench.sandbox.state.regions.get(region)?.vpnServers.set(id, server);
    await makeRoute(bench, path, '10.249.0.0/24');
    for (let look = 0; look < 3; look += 1) await get(`${path}/routes`);
    assert.ok(bench.sandbox.state.events.filter(({ table }) => table === 'vpnRoutes').length <= 1);
  });

  it('is made only once the server is stable', async () => {
    const { id, path } = await stableServer(bench);
    const server = bench.sandbox.state.regions.get(region)?.vpnServers.get(id);
    assert.ok(server !== undefined);
    for (const phase of ['pending', 'updating', 'deleting'] as const) {
      server.phase = phase;
      assertRefused(await bench.vpc(region, 'POST', `${path}/routes`, { destination: '10.249.0.0/24' }), 409, 'invalid_state');
    }
  });

  it('is stuck while the server cannot read its certificate: a route stays pending, or deleting, until it can', async () => {
    const { path } = await stableServer(bench);
    const old = await makeRoute(bench, path, '10.249.0.0/24');
    await reach(bench, `${path}/routes/${old}`, 'lifecycle_state', 'stable');
    shelf.put('server', { validUntil: Date.now() - 1 });
    const young = await makeRoute(bench, path, '10.249.1.0/24');
    await bench.vpc(region, 'DELETE', `${path}/routes/${old}`);
    const states = async (): Promise<readonly string[]> => (await get(`${path}/routes`)).body.get('routes').list.map((route) => route.get('lifecycle_state').text);
    assert.deepEqual(await states(), ['deleting', 'pending']);
    assert.deepEqual(bench.sandbox.state.events, [], 'nothing is under way that could end it');
    shelf.put('server');
    await reach(bench, `${path}/routes/${young}`, 'lifecycle_state', 'stable');
    await bench.until(() => get(`${path}/routes/${old}`), ({ status }) => status === 404);
  });

  it('is the clients that are connected; a change of the server disconnects all of them', async () => {
    await bench.stop();
    bench = await Bench.start({ certificates: shelf, pace: 0.01 });
    const { id, path } = await stableServer(bench);
    const { vpnClients } = bench.sandbox.state.regions.get(region) ?? {};
    const client = (name: string, more: object) => vpnClients?.set(name, {
      id: name, createdAt: `2026-01-01T00:00:0${vpnClients.size}Z`, server: id, clientIp: '172.20.0.2', remoteIp: '203.0.113.9', remotePort: 50000, ...more,
    });
    client('c-1', { commonName: 'sam' });
    client('c-2', { username: 'kim@example.com' });
    client('other', { server: 'another' });
    const listed = async () => (await get(`${path}/clients?sort=created_at`)).body.get('clients').list.map((one) => [
      one.get('id').text, one.get('status').text, one.get('common_name').text, one.get('username').text,
    ]);
    assert.deepEqual(await listed(), [['c-1', 'connected', 'sam', ''], ['c-2', 'connected', '', 'kim@example.com']]);
    assert.equal((await bench.vpc(region, 'POST', `${path}/clients/c-1/disconnect`)).status, 202);
    assertRefused(await bench.vpc(region, 'POST', `${path}/clients/c-1/disconnect`), 409, 'invalid_state');
    assert.notEqual((await get(`${path}/clients/c-1`)).body.get('disconnected_at').text, '');
    assert.equal((await bench.vpc(region, 'DELETE', `${path}/clients/c-1`)).status, 202);
    assert.equal((await bench.vpc(region, 'PATCH', path, { port: 1194 })).status, 200);
    assert.deepEqual(await listed(), [['c-2', 'disconnected', '', 'kim@example.com']]);
    assert.equal((await get(`${path}/clients/other`)).status, 404);
    assert.equal(vpnClients?.get('other')?.disconnectedAt, undefined, 'those of another server stay');
  });

  it('is the ways back in the routing tables that take routes of VPN servers: three, or six where it stands in two zones', async () => {
    const { path, place } = await stableServer(bench);
    const tables = `/vpcs/${place.vpc}/routing_tables`;
    const own = (await get(tables)).body.get('routing_tables', 0, 'id').text;
    const routes = async (table: string) => (await get(`${tables}/${table}/routes`)).body.get('routes').list;
    const written = await routes(own);
    assert.deepEqual(written.map((route) => route.get('zone', 'name').text), [1, 2, 3].map((zone) => `${region}-${zone}`));
    assert.ok(written.every((route) => route.get('name').text.startsWith('ibm-vpn-server-') && route.get('destination').text === '172.20.0.0/22'
      && route.get('creator', 'name').text === 'team-vpn' && route.get('origin').text === 'service'));
    await patchAsRead(bench, path, { subnets: [{ id: place.one }, { id: place.two }] });
    await reach(bench, path, 'lifecycle_state', 'stable');
    assert.equal((await routes(own)).length, 6);

    const second = await stableServer(bench, { name: 'second', client_ip_pool: '172.20.0.0/20' }, place);
    assert.equal((await routes(own)).length, 6, 'one whose clients would be answered elsewhere writes none');
    await bench.vpc(region, 'DELETE', second.path);

    const custom = await make(bench, tables, { name: 'custom' });
    assert.equal((await bench.vpc(region, 'PATCH', `/subnets/${place.one}`, { routing_table: { id: custom } })).body.get('routing_table', 'name').text, 'custom');
    assert.deepEqual(await routes(custom), [], 'a table that somebody made takes none until it is told to');
    assertRefused(await bench.vpc(region, 'PATCH', `${tables}/${custom}`, { accept_routes_from: [{ resource_type: 'vpn_server' }] }), 400, 'missing_header');
    assert.equal((await patchAsRead(bench, `${tables}/${custom}`, { accept_routes_from: [{ resource_type: 'vpn_server' }] })).status, 200);
    assert.equal((await routes(custom)).length, 6);
    assert.equal((await patchAsRead(bench, `${tables}/${own}`, { accept_routes_from: [] })).status, 200);
    assert.deepEqual(await routes(own), []);
    const shown = (await get(tables)).body.get('routing_tables').list.map((table) => [table.get('is_default').value, table.get('subnets').names]);
    assert.deepEqual(shown, [[true, ['s2']], [false, ['s1']]]);

    assertRefused(await bench.vpc(region, 'DELETE', `${tables}/${custom}`), 409, 'routing_table_in_use');
    assertRefused(await bench.vpc(region, 'DELETE', `${tables}/${own}`), 409, 'routing_table_vpc_default');
    assert.equal((await bench.vpc(region, 'PUT', `/subnets/${place.one}/routing_table`, { id: own })).status, 201);
    assert.equal((await get(`/subnets/${place.one}/routing_table`)).body.get('is_default').value, true);
    assert.equal((await bench.vpc(region, 'DELETE', `${tables}/${custom}`)).status, 204);
  });

  it('is told to the network: its places with their public addresses, none of which is anybody else\'s, and what its groups guard', async () => {
    const { id, place } = await stableServer(bench);
    await stableServer(bench, { name: 'high', client_ip_pool: '172.24.0.0/22', subnets: [{ id: place.two }, { id: place.one }] }, place);
    await make(bench, '/floating_ips', { name: 'one-more', zone: { name: `${region}-1` } });
    const { vpnServers, securityGroups, subnets } = networkTruth(bench.sandbox.state);
    assert.deepEqual(vpnServers.map(({ name, places }) => [name, places.map(({ subnetId }) => subnets.find((subnet) => subnet.id === subnetId)?.name)]), [
      ['team-vpn', ['s1']], ['high', ['s2', 's1']],
    ]);
    const floating = [...bench.sandbox.state.regions.values()].flatMap(({ floatingIps }) => [...floatingIps.values()].map(({ address }) => address));
    const all = [...floating, ...vpnServers.flatMap(({ places }) => places.map(({ publicAddress }) => publicAddress))];
    assert.equal(new Set(all).size, all.length);
    assert.ok(securityGroups.find((group) => group.id === place.defaultGroup)?.targets.some((target) => target.id === id && target.kind === 'vpn_server'));
  });

  it('is nothing while the server is made or deleted, to the network and to routing tables, and goes with it', async () => {
    const { id, path, place } = await stableServer(bench);
    await makeRoute(bench, path, '10.249.0.0/24');
    const { vpnServers, vpnRoutes, vpnClients } = bench.sandbox.state.regions.get(region) ?? {};
    const server = vpnServers?.get(id);
    assert.ok(server !== undefined);
    vpnClients?.set('c-1', { id: 'c-1', createdAt: '2026-01-01T00:00:00Z', server: id, clientIp: '172.20.0.2', remoteIp: '203.0.113.9', remotePort: 50000 });
    const table = (await get(`/vpcs/${place.vpc}/default_routing_table`)).body;
    assert.equal(table.get('routes').list.length, 3);
    server.phase = 'pending';
    assert.deepEqual((await get(`/vpcs/${place.vpc}/default_routing_table`)).body.get('routes').list, []);
    server.phase = 'deleting';
    assert.deepEqual(networkTruth(bench.sandbox.state).vpnServers, []);
    server.phase = 'ready';
    assert.equal((await bench.vpc(region, 'DELETE', path)).status, 202);
    await bench.until(() => get(path), ({ status }) => status === 404);
    assert.deepEqual([vpnServers?.size, vpnRoutes?.size, vpnClients?.size], [0, 0, 0]);
  });

  it('survives a restart of the sandbox', async () => {
    const { path } = await stableServer(bench);
    await makeRoute(bench, path, '10.249.0.0/24');
    const before = (await get(path)).body.value;
    await bench.sandbox.stop();
    const again = await Bench.start({ folder: bench.folder, certificates: shelf });
    assert.deepEqual(Object.entries((await again.vpc(region, 'GET', path)).body.value as object).filter(([name]) => !/href|subnets|vpc|groups|ips|resource/.test(name)),
      Object.entries(before as object).filter(([name]) => !/href|subnets|vpc|groups|ips|resource/.test(name)));
    assert.equal((await again.vpc(region, 'GET', `${path}/routes`)).body.get('routes').list.length, 1);
    bench = again;
  });
});
