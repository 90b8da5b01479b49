import assert from 'node:assert/strict';
import { crnOf, ground, make, reach, region, serverPrototype, type Ground } from './story';
import { Bench } from './support';

describe('a server\'s place in the network', () => {
  let bench: Bench;
  let place: Ground;
  before(async () => {
    bench = await Bench.start();
    place = await ground(bench);
  });
  after(() => bench.stop());

  it('is the same in the newer and the older API', async () => {
    const id = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`));
    const { body } = await reach(bench, `/instances/${id}`, 'status', 'running');
    const network = body.get('primary_network_attachment', 'virtual_network_interface', 'id').text;
    assert.equal(body.get('primary_network_interface', 'id').text, body.get('primary_network_attachment', 'id').text);
    assert.equal(body.get('primary_network_interface', 'primary_ip', 'address').text, body.get('primary_network_attachment', 'primary_ip', 'address').text);
    const own = await bench.vpc(region, 'GET', `/virtual_network_interfaces/${network}`);
    assert.deepEqual(own.body.get('security_groups').list.map((group) => group.get('id').text), [place.defaultGroup]);
    assert.equal(own.body.get('target', 'id').text, body.get('primary_network_attachment', 'id').text);
    const ip = await make(bench, '/floating_ips', { name: 'one', zone: { name: `${region}-1` } });
    assert.equal((await bench.vpc(region, 'PUT', `/instances/${id}/network_interfaces/${body.get('primary_network_interface', 'id').text}/floating_ips/${ip}`)).status, 201);
    const bound = await bench.vpc(region, 'GET', `/virtual_network_interfaces/${network}/floating_ips`);
    assert.deepEqual(bound.body.get('floating_ips').names, ['one']);
    const byTarget = await bench.vpc(region, 'GET', `/floating_ips?target.id=${network}`);
    assert.deepEqual(byTarget.body.get('floating_ips').names, ['one']);
  });

  it('can be asked for in the older shape', async () => {
    const newer = await serverPrototype(bench, place.two, `${region}-2`, { name: 'older' });
    // JSON leaves out what is undefined.
    const id = await make(bench, '/instances', { ...newer, primary_network_attachment: undefined, primary_network_interface: { subnet: { id: place.two } } });
    const { body } = await reach(bench, `/instances/${id}`, 'status', 'running');
    assert.equal(body.get('primary_network_attachment', 'subnet', 'id').text, place.two);
  });

  it('gives its address and floating IP back when the server goes', async () => {
    const id = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`, { name: 'brief' }));
    const { body } = await reach(bench, `/instances/${id}`, 'status', 'running');
    const ip = await make(bench, '/floating_ips', { name: 'brief', target: { id: body.get('primary_network_attachment', 'virtual_network_interface', 'id').text } });
    const free = async () => (await bench.vpc(region, 'GET', `/subnets/${place.one}`)).body.get('available_ipv4_address_count').number;
    const before = await free();
    await bench.vpc(region, 'DELETE', `/instances/${id}`);
    await bench.until(() => bench.vpc(region, 'GET', `/instances/${id}`), ({ status }) => status === 404);
    assert.equal(await free(), before + 1);
    assert.equal((await bench.vpc(region, 'GET', `/floating_ips/${ip}`)).body.get('target').value, undefined);
    // Free for any other interface of its zone.
    const box = (await bench.vpc(region, 'GET', '/instances?name=test-runner')).body.get('instances', 0, 'primary_network_attachment', 'virtual_network_interface', 'id').text;
    const old = (await bench.vpc(region, 'GET', `/virtual_network_interfaces/${box}/floating_ips`)).body.get('floating_ips', 0, 'id').text;
    await bench.vpc(region, 'DELETE', `/virtual_network_interfaces/${box}/floating_ips/${old}`);
    assert.equal((await bench.vpc(region, 'PUT', `/virtual_network_interfaces/${box}/floating_ips/${ip}`)).status, 201);
  });

  it('takes reserved IPs away with their subnet, and a gateway silently loses one', async () => {
    const subnet = await make(bench, '/subnets', { vpc: { id: place.vpc }, zone: { name: `${region}-3` }, total_ipv4_address_count: 8 });
    await reach(bench, `/subnets/${subnet}`, 'status', 'available');
    const gateway = await make(bench, '/endpoint_gateways', {
      name: 'loses', vpc: { id: place.vpc }, target: { crn: await crnOf(bench, 'orders'), resource_type: 'provider_cloud_service' },
      ips: [{ subnet: { id: place.two } }, { subnet: { id: subnet } }],
    });
    await reach(bench, `/endpoint_gateways/${gateway}`, 'lifecycle_state', 'stable');
    const ips = async () => (await bench.vpc(region, 'GET', `/endpoint_gateways/${gateway}/ips`)).body.get('ips').list.length;
    assert.equal(await ips(), 2);
    await bench.vpc(region, 'DELETE', `/subnets/${subnet}`);
    await bench.until(() => bench.vpc(region, 'GET', `/subnets/${subnet}`), ({ status }) => status === 404);
    assert.equal(await ips(), 1);
  });

  it('binds a reserved IP to a gateway in a second step, and lets it go again', async () => {
    const { body } = await bench.vpc(region, 'GET', '/endpoint_gateways?name=loses');
    const gateway = body.get('endpoint_gateways', 0, 'id').text;
    const ip = await make(bench, `/subnets/${place.one}/reserved_ips`, { name: 'second-step' });
    assert.equal((await bench.vpc(region, 'PUT', `/endpoint_gateways/${gateway}/ips/${ip}`)).status, 200);
    const bound = await bench.vpc(region, 'GET', `/subnets/${place.one}/reserved_ips/${ip}`);
    assert.equal(bound.body.get('target', 'id').text, gateway);
    assert.equal((await bench.vpc(region, 'DELETE', `/subnets/${place.one}/reserved_ips/${ip}`)).status, 409);
    assert.equal((await bench.vpc(region, 'DELETE', `/endpoint_gateways/${gateway}/ips/${ip}`)).status, 204);
    assert.equal((await bench.vpc(region, 'DELETE', `/subnets/${place.one}/reserved_ips/${ip}`)).status, 204);
  });

  it('shows the five addresses of a subnet that are the cloud\'s', async () => {
    const { body } = await bench.vpc(region, 'GET', `/subnets/${place.two}/reserved_ips`);
    const provider = body.get('reserved_ips').list.filter((ip) => ip.get('owner').text === 'provider');
    assert.equal(provider.length, 5);
    assert.ok(provider.every((ip) => ip.get('lifecycle_state').text === 'stable'));
  });
});
