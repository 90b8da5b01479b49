import assert from 'node:assert/strict';
import { assertRefused, ground, make, reach, region } from '../control/story';
import { Bench, type Answer } from '../control/support';
import { connectionPrototype, deletedGateway, routeConnection, stableGateway } from './vpnGatewayStory';

describe('a VPN gateway in the sandbox', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.stop());

  const get = (path: string): Promise<Answer> => bench.vpc(region, 'GET', path);
  const post = (path: string, body: unknown): Promise<Answer> => bench.vpc(region, 'POST', path, body);
  const publicIn = ({ body }: Answer): string[] => body.get('members').list.map((member) => member.get('public_ip', 'address').text);

  it('is pending without addresses at first, then stable with two members that share one public address in policy mode', async () => {
    const place = await ground(bench);
    const made = await post('/vpn_gateways', { name: 'office-vpn', mode: 'policy', subnet: { id: place.one } });
    assert.equal(made.status, 201);
    assert.deepEqual([made.body.get('lifecycle_state').text, made.body.get('health_state').text, publicIn(made)], ['pending', 'inapplicable', ['0.0.0.0', '0.0.0.0']]);
    const stable = await reach(bench, `/vpn_gateways/${made.body.get('id').text}`, 'lifecycle_state', 'stable');
    assert.equal(stable.body.get('health_state').text, 'ok');
    const [first, second] = publicIn(stable);
    assert.match(first ?? '', /^198\.51\.100\./);
    assert.equal(second, '0.0.0.0');
    assert.deepEqual(stable.body.get('members').list.map((member) => member.get('role').text), ['active', 'standby']);
    const ips = await get(`/subnets/${place.one}/reserved_ips?target.resource_type=vpn_gateway`);
    assert.deepEqual(ips.body.get('reserved_ips').list.map((ip) => ip.get('target', 'name').text), ['office-vpn', 'office-vpn']);
  });

  it('takes no connection and no order to be deleted unless it is stable', async () => {
    const { id, path, connections } = await stableGateway(bench);
    const state = bench.sandbox.state.regions.get(region)?.vpnGateways.get(id);
    assert.ok(state !== undefined);
    state.phase = 'deleting';
    assertRefused(await bench.vpc(region, 'DELETE', path), 409, 'vpn_gateway_invalid_state');
    assertRefused(await post(connections, connectionPrototype()), 409, 'vpn_gateway_invalid_state');
  });

  it('has a public address a member in route mode, and every address is given out once', async () => {
    const { place, path } = await stableGateway(bench);
    const routed = await stableGateway(bench, { name: 'routed', mode: 'route' }, place);
    const addresses = [...publicIn(await get(path)).slice(0, 1), ...publicIn(await get(routed.path))];
    assert.equal(new Set(addresses).size, 3);
    assert.ok(addresses.every((address) => address.startsWith('198.51.100.')));
  });

  it('needs a subnet that is there, is ready and has four addresses left', async () => {
    const place = await ground(bench);
    const small = await make(bench, '/subnets', { name: 'small', vpc: { id: place.vpc }, zone: { name: `${region}-1` }, total_ipv4_address_count: 8 });
    await reach(bench, `/subnets/${small}`, 'status', 'available');
    const wish = (subnet: string) => post('/vpn_gateways', { mode: 'policy', subnet: { id: subnet } });
    assertRefused(await wish(small), 400, 'vpn_gateway_ip_create_error');
    assertRefused(await wish('r058-none'), 404, 'vpn_gateway_subnet_not_found');
    await bench.vpc(region, 'DELETE', `/subnets/${small}`);
    const state = bench.sandbox.state.regions.get(region)?.subnets.get(place.two);
    if (state !== undefined) state.phase = 'pending';
    assertRefused(await wish(place.two), 400, 'vpn_gateway_subnet_status_error');
  });

  it('has a name of its own in its VPC, which can be changed', async () => {
    const { place, path } = await stableGateway(bench);
    assertRefused(await post('/vpn_gateways', { name: 'office-vpn', mode: 'policy', subnet: { id: place.two } }), 400, 'vpn_gateway_duplicate_name');
    const renamed = await bench.vpc(region, 'PATCH', path, { name: 'renamed' });
    assert.equal(renamed.body.get('name').text, 'renamed');
  });

  it('is one in route mode a zone of a VPC, three a zone, and nine a region', async () => {
    const place = await ground(bench);
    const wish = (name: string, subnet: string, mode = 'policy') => post('/vpn_gateways', { name, mode, subnet: { id: subnet } });
    assert.equal((await wish('r1', place.one, 'route')).status, 201);
    assertRefused(await wish('r2', place.one, 'route'), 400, 'vpn_gateways_quota_exceeded');
    assert.equal((await wish('r2', place.two, 'route')).status, 201);
    for (const name of ['p1', 'p2']) assert.equal((await wish(name, place.one)).status, 201);
    assertRefused(await wish('p3', place.one), 400, 'vpn_gateways_quota_exceeded');
  });

  it('keeps its subnet and its VPC from being deleted, and takes its connections and addresses along', async () => {
    const { place, path, connections } = await stableGateway(bench);
    const connection = await make(bench, connections, connectionPrototype());
    assertRefused(await bench.vpc(region, 'DELETE', `/subnets/${place.one}`), 409, 'subnet_in_use_vpn_gateway_exists');
    assertRefused(await bench.vpc(region, 'DELETE', `/vpcs/${place.vpc}`), 409, 'vpc_in_use');
    await deletedGateway(bench, path);
    const state = bench.sandbox.state.regions.get(region);
    assert.ok(state !== undefined);
    assert.equal(state.vpnConnections.has(connection), false);
    assert.deepEqual([...state.reservedIps.values()].filter(({ subnet }) => subnet === place.one), []);
    assert.equal((await bench.vpc(region, 'DELETE', `/subnets/${place.one}`)).status, 204);
  });

  it('is not deleted as long as a route leads to one of its connections, nor is that connection', async () => {
    const { place, path, connections } = await stableGateway(bench, { mode: 'route' });
    const connection = await make(bench, connections, routeConnection);
    const tables = `/vpcs/${place.vpc}/routing_tables`;
    const table = (await get(tables)).body.get('routing_tables', 0, 'id').text;
    const route = { name: 'office', destination: '192.168.1.0/24', zone: { name: `${region}-1` }, next_hop: { id: connection } };
    const id = await make(bench, `${tables}/${table}/routes`, route);
    const read = await get(`${tables}/${table}/routes/${id}`);
    assert.deepEqual([read.body.get('next_hop', 'id').text, read.body.get('origin').text], [connection, 'user']);
    assertRefused(await bench.vpc(region, 'DELETE', path), 409, 'vpn_gateway_in_use');
    assertRefused(await bench.vpc(region, 'DELETE', `${connections}/${connection}`), 409, 'vpn_connection_in_use');
    assertRefused(await post(`${tables}/${table}/routes`, { ...route, name: 'twin' }), 400, 'route_conflict');
    assert.equal((await bench.vpc(region, 'DELETE', `${tables}/${table}/routes/${id}`)).status, 204);
    assert.equal((await bench.vpc(region, 'DELETE', path)).status, 202);
  });

  it('in policy mode writes routes to its peers into tables that take them, in its own zone; a route of somebody\'s own is in the way', async () => {
    const { place, path, connections } = await stableGateway(bench);
    await make(bench, connections, connectionPrototype({ peer: ['192.168.1.0/24', '192.168.2.0/24'] }));
    const tables = `/vpcs/${place.vpc}/routing_tables`;
    const table = (await get(tables)).body.get('routing_tables', 0, 'id').text;
    const own = await make(bench, tables, { name: 'own' });
    const routes = async (id: string) => (await get(`${tables}/${id}/routes`)).body.get('routes').list
      .map((route) => [route.get('destination').text, route.get('zone', 'name').text, route.get('creator', 'resource_type').text]);
    assert.deepEqual(await routes(table), [['192.168.1.0/24', `${region}-1`, 'vpn_gateway'], ['192.168.2.0/24', `${region}-1`, 'vpn_gateway']]);
    assert.deepEqual(await routes(own), []);
    const service = (await get(`${tables}/${table}/routes`)).body.get('routes', 0, 'id').text;
    assertRefused(await bench.vpc(region, 'DELETE', `${tables}/${table}/routes/${service}`), 409, 'route_service_owned');
    await make(bench, `${tables}/${table}/routes`, { destination: '192.168.1.0/24', zone: { name: `${region}-1` }, action: 'drop' });
    const { body } = await get(path);
    assert.deepEqual([body.get('health_state').text, body.get('health_reasons', 0, 'code').text], ['degraded', 'cannot_create_vpc_route']);
    assert.equal((await routes(table)).length, 2);
  });
});
