import assert from 'node:assert/strict';
import { utils } from 'ssh2';
import { assertRefused, ground, make, reach, region, serverPrototype, type Ground } from './story';
import { Bench } from './support';

describe('what the VPC API refuses of servers, keys and floating IPs', () => {
  let bench: Bench;
  let place: Ground;
  let box: string;
  let network: string;
  before(async () => {
    bench = await Bench.start();
    place = await ground(bench);
    box = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`));
    const { body } = await reach(bench, `/instances/${box}`, 'status', 'running');
    network = body.get('primary_network_attachment', 'virtual_network_interface', 'id').text;
  });
  after(() => bench.stop());
  const post = (path: string, body: unknown) => bench.vpc(region, 'POST', path, body);

  it('takes a public key once, whatever its name, and needs the type of an ed25519 key', async () => {
    const { public: key } = utils.generateKeyPairSync('ed25519');
    assertRefused(await post('/keys', { public_key: key, name: 'mine' }), 400, 'key_invalid_type');
    await make(bench, '/keys', { public_key: key, name: 'mine', type: 'ed25519' });
    assertRefused(await post('/keys', { public_key: `${key} other comment`, name: 'other', type: 'ed25519' }), 400, 'key_content_exists');
    assertRefused(await post('/keys', { public_key: utils.generateKeyPairSync('ed25519').public, name: 'mine', type: 'ed25519' }), 400, 'key_name_exists');
    assertRefused(await post('/keys', { public_key: 'ssh-rsa AAAA', name: 'bad' }), 400, 'key_parse_failure');
  });

  it('checks where a server goes and what it is made of', async () => {
    const prototype = (more: object, zone = 1) => serverPrototype(bench, place.one, `${region}-${zone}`, { name: 'other', ...more });
    assertRefused(await post('/instances', await prototype({ name: 'box' })), 400, 'instance_name_exists');
    assertRefused(await post('/instances', await prototype({}, 2)), 400, 'zone_inconsistency');
    assertRefused(await post('/instances', await prototype({ profile: { name: 'cx9-9x9' } })), 404, 'profile_not_found');
    assertRefused(await post('/instances', await prototype({ profile: { name: 'bz2-1x4' } })), 400, 'image_profile_mismatch');
    assertRefused(await post('/instances', await prototype({ image: { id: 'r058-no' } })), 404, 'image_not_found');
    assertRefused(await post('/instances', await prototype({ keys: [{ id: 'r058-no' }] })), 404, 'key_not_found');
    assertRefused(await post('/instances', await prototype({ vpc: { id: 'r058-no' } })), 400, 'subnet_not_in_vpc');
  });

  it('fails to start what the zone has no room for, and says so', async () => {
    const zone = `${region}-3`;
    const subnet = await make(bench, '/subnets', { vpc: { id: place.vpc }, zone: { name: zone }, total_ipv4_address_count: 8 });
    await reach(bench, `/subnets/${subnet}`, 'status', 'available');
    const big = await make(bench, '/instances', await serverPrototype(bench, subnet, zone, { name: 'big', profile: { name: 'mx2-128x1024' } }));
    const { body } = await reach(bench, `/instances/${big}`, 'status', 'failed');
    assert.equal(body.get('status_reasons', 0, 'code').text, 'cannot_start_capacity');
  });

  it('gives a full subnet\'s addresses to nobody', async () => {
    // Eight addresses, five of them the cloud's, and three servers have the rest.
    const subnet = await make(bench, '/subnets', { vpc: { id: place.vpc }, zone: { name: `${region}-1` }, total_ipv4_address_count: 8 });
    for (const name of ['a', 'b', 'c']) await make(bench, `/subnets/${subnet}/reserved_ips`, { name });
    assertRefused(await post(`/subnets/${subnet}/reserved_ips`, {}), 400, 'subnet_out_of_ip_addresses');
    const { body } = await bench.vpc(region, 'GET', `/subnets/${subnet}`);
    assert.equal(body.get('available_ipv4_address_count').number, 0);
  });

  it('reserves no address twice and none that is the cloud\'s', async () => {
    const [, rest = ''] = /^(\d+\.\d+\.\d+)/.exec((await bench.vpc(region, 'GET', `/subnets/${place.two}`)).body.get('ipv4_cidr_block').text) ?? [];
    await make(bench, `/subnets/${place.two}/reserved_ips`, { address: `${rest}.9` });
    assertRefused(await post(`/subnets/${place.two}/reserved_ips`, { address: `${rest}.9` }), 400, 'address_is_already_reserved');
    assertRefused(await post(`/subnets/${place.two}/reserved_ips`, { address: `${rest}.1` }), 400, 'invalid_address');
  });

  it('binds a floating IP in its zone, to one interface, which has no other', async () => {
    const bind = (ip: string, target = network) => bench.vpc(region, 'PUT', `/virtual_network_interfaces/${target}/floating_ips/${ip}`);
    const far = await make(bench, '/floating_ips', { name: 'far', zone: { name: `${region}-2` } });
    assertRefused(await bind(far), 400, 'zone_inconsistency');
    const near = await make(bench, '/floating_ips', { name: 'near', zone: { name: `${region}-1` } });
    assert.equal((await bind(near)).status, 201);
    assertRefused(await post('/floating_ips', { target: { id: network } }), 409, 'target_in_use');
    const second = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`, { name: 'second' }));
    const { body } = await reach(bench, `/instances/${second}`, 'status', 'running');
    assertRefused(await bind(near, body.get('primary_network_attachment', 'virtual_network_interface', 'id').text), 409, 'floating_ip_in_use');
  });

  it('stops only what runs, and starts only what is stopped', async () => {
    assertRefused(await post(`/instances/${box}/actions`, { type: 'start' }), 409, 'invalid_state');
    assert.equal((await post(`/instances/${box}/actions`, { type: 'stop' })).status, 201);
    await reach(bench, `/instances/${box}`, 'status', 'stopped');
    assertRefused(await post(`/instances/${box}/actions`, { type: 'stop' }), 409, 'invalid_state');
    assert.equal((await bench.vpc(region, 'DELETE', `/instances/${box}`)).status, 204);
    assert.equal((await bench.until(() => bench.vpc(region, 'GET', `/instances/${box}`), ({ status }) => status === 404)).status, 404);
  });
});
