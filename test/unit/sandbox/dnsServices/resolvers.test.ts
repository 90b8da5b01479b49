import assert from 'node:assert/strict';
import { networkTruth } from '../../../../src/sandbox/truth';
import { assertRefused, make, region } from '../control/story';
import { DnsBench, order } from './support';

describe('a custom resolver in the sandbox', () => {
  let dns: DnsBench;
  beforeEach(async () => { dns = await DnsBench.start(); });
  afterEach(() => dns.stop());

  const truths = () => networkTruth(dns.bench.sandbox.state).resolvers;
  const dnsOf = async (vpc: string) => (await dns.bench.vpc(region, 'GET', `/vpcs/${vpc}`)).body.get('dns');
  const addresses = (path: string) => dns.done('GET', path).then((body) => body.get('locations').list.map((one) => one.get('dns_server_ip').text));

  it('is disabled whatever its locations are, and cannot be enabled before one of them is healthy', async () => {
    const made = await dns.done('POST', '', { name: 'names', locations: await dns.locations(dns.place.one) });
    assert.deepEqual([made.get('enabled').value, made.get('health').text, made.get('locations', 0, 'dns_server_ip').text], [false, 'CRITICAL', '']);
    const path = `/${made.get('id').text}`;
    await dns.healthy(path);
    const [location] = dns.bench.sandbox.state.customResolvers.get(path.slice(1))?.locations ?? [];
    assert.ok(location);
    location.isUp = false;
    assert.match(await dns.refused(409, 'PATCH', path, { enabled: true }), /none of its locations is healthy/);
    location.isUp = true;
    assert.equal((await dns.done('PATCH', path, { enabled: true })).get('enabled').value, true);
  });

  it('has an address of each location\'s subnet, and is degraded until all of them answer', async () => {
    const { one, two } = dns.place;
    const path = await dns.resolver(one, two);
    await dns.healthy(path);
    const [first = '', second = ''] = await addresses(path);
    assert.match(first, /^10\.\d+\.0\./);
    assert.notEqual(first, second);
    const row = dns.bench.sandbox.state.customResolvers.get(path.slice(1));
    assert.ok(row?.locations[1]);
    row.locations[1].isUp = false;
    const { list } = (await dns.done('GET', path)).get('locations');
    assert.deepEqual(list.map((location) => location.get('healthy').value), [true, false]);
    assert.equal((await dns.done('GET', path)).get('health').text, 'DEGRADED');
  });

  it('answers at none of its locations, or not at one, as long as that is ordered', async () => {
    const { bench, place: { one, two } } = dns;
    const path = await dns.resolver(one, two);
    await dns.healthy(path);
    const [first = ''] = await addresses(path);
    const url = bench.sandbox.endpoints.iam.replace(/\/iam$/, `/_sandbox/custom_resolvers${path}/locations`);
    const healthAfter = async (body: object) => {
      assert.equal((await bench.call('POST', url, body)).status, 204);
      return (await dns.done('GET', path)).get('health').text;
    };
    assert.deepEqual([await healthAfter({ healthy: false }), await healthAfter({ healthy: true, address: first }), await healthAfter({ healthy: true })], [
      'CRITICAL', 'DEGRADED', 'HEALTHY',
    ]);
  });

  it('is what the hosts of its VPC ask once it is enabled, and no more when it is disabled', async () => {
    const { one, two, vpc, defaultGroup } = dns.place;
    const path = await dns.resolver(one, two);
    await dns.healthy(path);
    const own = await addresses(path);
    assert.equal((await dnsOf(vpc)).get('resolver', 'configuration').text, 'default');
    assert.deepEqual(truths().map(({ enabled, vpcId, securityGroupIds }) => ({ enabled, vpcId, securityGroupIds })), [{ enabled: false, vpcId: vpc, securityGroupIds: [defaultGroup] }]);
    await dns.done('PATCH', path, { enabled: true });
    const resolver = (await dnsOf(vpc)).get('resolver');
    assert.deepEqual([resolver.get('type').text, resolver.get('configuration').text], ['system', 'custom_resolver']);
    assert.deepEqual(resolver.get('servers').list.map((server) => server.get('address').text), own);
    assert.deepEqual(truths().map(({ enabled, places }) => ({ enabled, places: places.map(({ address }) => address) })), [{ enabled: true, places: own }]);
    await dns.done('PATCH', path, { enabled: false });
    assert.equal((await dnsOf(vpc)).get('resolver', 'configuration').text, 'default');
  });

  it('is deleted only when disabled, and holds its subnets a while longer', async () => {
    const { one } = dns.place;
    const path = await dns.resolver(one);
    await dns.healthy(path);
    await dns.done('PATCH', path, { enabled: true });
    assert.match(await dns.refused(409, 'DELETE', path), /disable it/);
    assertRefused(await dns.bench.vpc(region, 'DELETE', `/subnets/${one}`), 409, 'subnet_in_use_network_interface_exists');
    await dns.done('PATCH', path, { enabled: false });
    await dns.done('DELETE', path);
    await dns.refused(404, 'GET', path);
    assert.deepEqual(truths(), []);
    const deleted = await dns.bench.until(() => dns.bench.vpc(region, 'DELETE', `/subnets/${one}`), ({ status }) => status !== 409);
    assert.equal(deleted.status, 204, deleted.text);
  });

  it('is the VPC\'s only one, in whatever instance, with at most three locations in subnets of that VPC', async () => {
    const { one, two } = dns.place;
    const path = await dns.resolver(one);
    const other = await DnsBench.on(dns.bench, 'others');
    assert.match(await other.refused(409, 'POST', '', { name: 'twin', locations: await dns.locations(two) }), /"names" already/);
    const elsewhere = await other.resolver();
    await other.refused(409, 'POST', `${elsewhere}/locations`, (await dns.locations(two))[0]);
    await dns.refused(400, 'POST', `${path}/locations`, (await other.locations(other.place.one))[0]);
    for (const subnet of [one, two]) await dns.done('POST', `${path}/locations`, (await dns.locations(subnet))[0]);
    assert.match(await dns.refused(400, 'POST', `${path}/locations`, (await dns.locations(two))[0]), /at most 3/);
    await dns.refused(400, 'POST', '', { name: 'odd', locations: [{ subnet_crn: 'crn:v1:bluemix:public:is:ca-mon:a/1::vpc:2' }] });
    await dns.refused(400, 'POST', '', { locations: [] });
    assert.equal((await dns.done('GET', '')).get('custom_resolvers').list.length, 1);
  });

  it('keeps a location that is enabled, and one at least, while it is enabled itself', async () => {
    const { one, two } = dns.place;
    const path = await dns.resolver(one, two);
    await dns.healthy(path);
    const [first, second] = (await dns.done('GET', path)).get('locations').list.map((one) => `${path}/locations/${one.get('id').text}`);
    await dns.done('PATCH', path, { enabled: true });
    await dns.refused(409, 'DELETE', first ?? '');
    assert.equal((await dns.done('PATCH', first ?? '', { enabled: false })).get('healthy').value, false);
    assert.equal(truths()[0]?.places.length, 1);
    assert.match(await dns.refused(409, 'PATCH', second ?? '', { enabled: false }), /last location/);
    await dns.done('DELETE', first ?? '');
    await dns.refused(404, 'PATCH', first ?? '', { enabled: true });
    assert.equal((await dns.done('GET', path)).get('locations').list.length, 1);
  });

  it('gives a location another address with another place in the order, or another subnet', async () => {
    const { one, two } = dns.place;
    const path = await dns.resolver(one, two);
    await dns.healthy(path);
    const before = await addresses(path);
    const ids = (await dns.done('GET', path)).get('locations').list.map((location) => location.get('id').text);
    await dns.refused(400, 'PUT', `${path}/locations_order`, { locations: [ids[0], ids[0]] });
    const ordered = await dns.done('PUT', `${path}/locations_order`, { locations: ids.toReversed() });
    assert.deepEqual(ordered.get('locations').list.map((location) => location.get('id').text), ids.toReversed());
    await dns.healthy(path);
    assert.equal((await addresses(path)).some((address) => before.includes(address)), false);
    const moved = await dns.done('PATCH', `${path}/locations/${ids[0] ?? ''}`, { subnet_crn: await dns.subnetCrn(two) });
    assert.equal(moved.get('subnet_crn').text, await dns.subnetCrn(two));
    assert.equal((await dns.bench.vpc(region, 'DELETE', `/subnets/${one}`)).status, 204);
  });

  it('stays enabled while another VPC asks for its names', async () => {
    const { vpc } = dns.place;
    const path = await dns.resolver(dns.place.one);
    await dns.healthy(path);
    await dns.done('PATCH', path, { enabled: true });
    await dns.bench.vpc(region, 'PATCH', `/vpcs/${vpc}`, { dns: { enable_hub: true } });
    const spoke = await make(dns.bench, '/vpcs', { name: 'spoke' });
    await make(dns.bench, `/vpcs/${spoke}/dns_resolution_bindings`, { name: 'to-hub', vpc: { id: vpc } });
    const delegated = await dns.bench.vpc(region, 'PATCH', `/vpcs/${spoke}`, { dns: { resolver: { type: 'delegated', vpc: { id: vpc } } } });
    assert.equal(delegated.status, 200, delegated.text);
    assert.deepEqual((await dnsOf(spoke)).get('resolver', 'servers').list.map((server) => server.get('address').text), await addresses(path));
    assert.match(await dns.refused(409, 'PATCH', path, { enabled: false }), /"to-hub"/);
  });

  it('outlives the sandbox, and its instance does not outlive it', async () => {
    const path = await dns.resolver(dns.place.one);
    const { state, endpoints } = dns.bench.sandbox;
    assert.deepEqual(state.toFile().customResolvers.map(({ id }) => id), [path.slice(1)]);
    const instance = `${endpoints.resourceController}/v2/resource_instances/${dns.guid}`;
    assert.match((await dns.bench.call('DELETE', instance)).body.get('message').text, /custom resolver "names"/);
    await dns.done('DELETE', path);
    assert.equal((await dns.bench.call('DELETE', instance)).status, 204);
    await dns.refused(404, 'GET', '');
  });

  it('belongs to an instance that is in no region', async () => {
    assert.equal((await order(dns.bench, { target: region })).body.get('error_code').text, 'RC-TargetNotFound');
    const { crn } = dns.bench.sandbox.state.instances.get(dns.guid) ?? {};
    assert.match(crn ?? '', /^crn:v1:bluemix:public:dns-svcs:global:a\//);
  });
});
