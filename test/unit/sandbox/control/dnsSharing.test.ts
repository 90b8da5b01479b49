import assert from 'node:assert/strict';
import { assertRefused, crnOf, make, reach, region } from './story';
import { Bench } from './support';

describe('VPCs that share DNS', () => {
  let bench: Bench;
  let [hub, spoke, other, target] = ['', '', '', ''];
  before(async () => {
    bench = await Bench.start();
    target = await crnOf(bench, 'telemetry');
    const vpc = (name: string, more: object = {}) => make(bench, '/vpcs', { name, ...more });
    [hub, spoke, other] = [await vpc('hub', { dns: { enable_hub: true } }), await vpc('spoke'), await vpc('other')];
  });
  after(() => bench.stop());
  const call = (method: string, path: string, body?: unknown) => bench.vpc(region, method, path, body);
  const bindings = (vpc: string) => `/vpcs/${vpc}/dns_resolution_bindings`;
  const dnsOf = async (vpc: string) => (await call('GET', `/vpcs/${vpc}`)).body.get('dns');
  const gateway = (name: string, vpc: string, mode: string) =>
    ({ name, vpc: { id: vpc }, target: { crn: target, resource_type: 'provider_cloud_service' }, dns_resolution_binding_mode: mode });

  it('have their resolver set by hand, and taken back', async () => {
    const manual = { dns: { resolver: { type: 'manual', manual_servers: [{ address: '10.9.0.53' }] } } };
    assert.equal((await call('PATCH', `/vpcs/${other}`, manual)).status, 200);
    const resolver = (await dnsOf(other)).get('resolver');
    assert.deepEqual([resolver.get('type').text, resolver.get('servers', 0, 'address').text], ['manual', '10.9.0.53']);
    assert.equal(resolver.get('manual_servers', 0, 'address').text, '10.9.0.53');
    for (const resolver of [
      { type: 'manual' }, { type: 'manual', manual_servers: [] }, { type: 'manual', manual_servers: [{ address: 'dns.example' }] }, { type: 'odd' },
    ]) assertRefused(await call('PATCH', `/vpcs/${other}`, { dns: { resolver } }), 400, 'invalid_value');
    assert.equal((await call('PATCH', `/vpcs/${other}`, { dns: { resolver: { type: 'system' } } })).status, 200);
    assert.equal((await dnsOf(other)).get('resolver', 'servers', 0, 'address').text, '161.26.0.10');
  });

  it('are bound to a hub alone, once, and each is shown the other', async () => {
    assertRefused(await call('POST', bindings(spoke), { vpc: { id: other } }), 400, 'vpc_dns_hub_not_enabled');
    assertRefused(await call('POST', bindings(spoke), { vpc: { id: 'nothing' } }), 404, 'vpc_not_found');
    const id = await make(bench, bindings(spoke), { vpc: { id: hub }, name: 'to-hub' });
    await reach(bench, `${bindings(spoke)}/${id}`, 'lifecycle_state', 'stable');
    assertRefused(await call('POST', bindings(spoke), { vpc: { id: hub } }), 409, 'vpc_dns_resolution_binding_exists');
    assertRefused(await call('POST', bindings(hub), { vpc: { id: hub } }), 409, 'vpc_dns_resolution_binding_exists');
    for (const [from, to] of [[spoke, hub], [hub, spoke]] as const) {
      const rows = (await call('GET', bindings(from))).body.get('dns_resolution_bindings').list;
      assert.deepEqual(rows.map((row) => [row.get('id').text, row.get('vpc', 'id').text]), [[id, to]]);
    }
    assert.deepEqual([(await dnsOf(hub)).get('resolution_binding_count').value, (await dnsOf(other)).get('resolution_binding_count').value], [1, 0]);
    assert.equal((await call('PATCH', `${bindings(spoke)}/${id}`, { name: 'renamed' })).body.get('name').text, 'renamed');
    assertRefused(await call('PATCH', `/vpcs/${hub}`, { dns: { enable_hub: false } }), 409, 'vpc_dns_hub_in_use');
    assertRefused(await call('DELETE', `/vpcs/${spoke}`), 409, 'vpc_in_use');
  });

  it('share the names of an instance once', async () => {
    const first = await make(bench, '/endpoint_gateways', gateway('in-hub', hub, 'primary'));
    await reach(bench, `/endpoint_gateways/${first}`, 'lifecycle_state', 'stable');
    assert.equal((await call('GET', bindings(spoke))).body.get('dns_resolution_bindings', 0, 'endpoint_gateways', 0, 'id').text, first);
    assertRefused(await call('POST', '/endpoint_gateways', gateway('in-spoke', spoke, 'primary')), 409, 'endpoint_gateway_dns_resolution_conflict');
    const second = await make(bench, '/endpoint_gateways', gateway('in-spoke', spoke, 'disabled'));
    const raised = await call('PATCH', `/endpoint_gateways/${second}`, { dns_resolution_binding_mode: 'primary' });
    assertRefused(raised, 409, 'endpoint_gateway_dns_resolution_conflict');
    assertRefused(await call('PATCH', `/endpoint_gateways/${first}`, { dns_resolution_binding_mode: 'disabled' }), 400, 'invalid_value');
    const third = await make(bench, '/endpoint_gateways', gateway('in-other', other, 'primary'));
    assertRefused(await call('POST', bindings(other), { vpc: { id: hub } }), 409, 'endpoint_gateway_dns_resolution_conflict');
    assert.equal((await call('PATCH', `/endpoint_gateways/${third}`, { dns_resolution_binding_mode: 'disabled' })).status, 200);
    assertRefused(await call('PATCH', `/vpcs/${other}`, { dns: { enable_hub: true } }), 409, 'vpc_dns_hub_gateway_mode');
    await make(bench, bindings(other), { vpc: { id: hub } });
  });

  it('delegate their resolver to the hub they are bound to, which must have one, and leave it before they are unbound', async () => {
    const delegated = (vpc: string) => ({ dns: { resolver: { type: 'delegated', vpc: { id: vpc } } } });
    assertRefused(await call('PATCH', `/vpcs/${spoke}`, delegated(hub)), 400, 'vpc_dns_resolver_vpc_invalid');
    const row = bench.sandbox.state.regions.get(region)?.vpcs.get(hub);
    assert.ok(row !== undefined);
    row.resolver = { type: 'custom', servers: ['10.1.0.4'] };
    assert.equal((await call('PATCH', `/vpcs/${spoke}`, delegated(hub))).status, 200);
    const resolver = (await dnsOf(spoke)).get('resolver');
    assert.deepEqual([resolver.get('type').text, resolver.get('vpc', 'id').text, resolver.get('servers', 0, 'address').text], ['delegated', hub, '10.1.0.4']);
    const id = (await call('GET', bindings(spoke))).body.get('dns_resolution_bindings', 0, 'id').text;
    assertRefused(await call('DELETE', `${bindings(spoke)}/${id}`), 409, 'vpc_dns_resolver_delegated');
    assert.equal((await call('PATCH', `/vpcs/${spoke}`, { dns: { resolver: { type: 'system' } } })).status, 200);
    assert.equal((await call('DELETE', `${bindings(spoke)}/${id}`)).status, 202);
    await bench.until(() => call('GET', `${bindings(spoke)}/${id}`), ({ status }) => status === 404);
    assert.equal((await dnsOf(spoke)).get('resolution_binding_count').value, 0);
  });

  it('are there in the seed: a hub with a custom resolver, and one that asks it', async () => {
    const rows = (await bench.vpc('eu-de', 'GET', '/vpcs')).body.get('vpcs').list;
    const dns = (name: string) => rows.find((row) => row.get('name').text === name)?.get('dns');
    assert.equal(dns('web-shop-vpc')?.get('enable_hub').value, true);
    assert.equal(dns('web-shop-vpc')?.get('resolver', 'configuration').text, 'custom_resolver');
    assert.equal(dns('team-trial')?.get('resolver', 'vpc', 'name').text, 'web-shop-vpc');
    assert.equal(dns('ledger-vpc')?.get('resolution_binding_count').value, 0);
  });
});
