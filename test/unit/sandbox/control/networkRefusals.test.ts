import assert from 'node:assert/strict';
import { assertRefused, ground, make, reach, region, serverPrototype, type Ground } from './story';
import { Bench } from './support';

describe('what the VPC API refuses of networks', () => {
  let bench: Bench;
  let place: Ground;
  before(async () => {
    bench = await Bench.start();
    place = await ground(bench);
  });
  after(() => bench.stop());
  const post = (path: string, body: unknown) => bench.vpc(region, 'POST', path, body);
  const subnet = (more: object) => post('/subnets', { name: 'new', vpc: { id: place.vpc }, zone: { name: `${region}-1` }, ...more });

  it('needs a version that it still takes, and generation 2', async () => {
    const base = bench.sandbox.endpoints.vpc[region] ?? '';
    for (const [query, code] of [
      ['generation=2', 'missing_version'], ['version=2026-01-01', 'missing_generation'], ['version=2026-01-01&generation=1', 'invalid_generation'],
      ['version=2025-12-08&generation=2', 'invalid_version'], ['version=2999-01-01&generation=2', 'invalid_version'], ['version=soon&generation=2', 'invalid_version'],
    ]) assertRefused(await bench.call('GET', `${base}/vpcs?${query ?? ''}`), 400, code ?? '');
  });

  it('takes a name once, and says which', async () => {
    const answer = await post('/vpcs', { name: 'payments-vpc' });
    assertRefused(answer, 400, 'validation_unique_failed');
    assert.equal(answer.body.get('errors', 0, 'message').text, 'Provided Name (payments-vpc) is not unique');
    assert.deepEqual(answer.body.get('errors', 0, 'target').value, { type: 'field', name: 'name', value: 'payments-vpc' });
  });

  it('takes neither an unknown field nor a name that no VPC may have', async () => {
    assertRefused(await post('/vpcs', { nmae: 'x' }), 400, 'invalid_value');
    assertRefused(await post('/vpcs', { name: 'Upper Case' }), 400, 'invalid_value');
  });

  it('says 404 for what is not there, and for a subnet without its VPC', async () => {
    assertRefused(await bench.vpc(region, 'GET', '/vpcs/r058-unknown'), 404, 'not_found');
    assertRefused(await post('/subnets', { vpc: { id: 'r058-unknown' }, zone: { name: `${region}-1` }, total_ipv4_address_count: 8 }), 404, 'vpc_not_found');
  });

  it('checks a subnet\'s range', async () => {
    assertRefused(await subnet({ total_ipv4_address_count: 4 }), 400, 'validation_min_value');
    assertRefused(await subnet({ total_ipv4_address_count: 100 }), 400, 'invalid_value');
    assertRefused(await subnet({ total_ipv4_address_count: 65536 }), 400, 'insufficient_space_for_subnet');
    assertRefused(await subnet({ ipv4_cidr_block: '192.168.0.0/24' }), 400, 'not_in_address_prefix');
    assertRefused(await subnet({ ipv4_cidr_block: '10.249.0.0/25' }), 400, 'subnet_conflict');
    assertRefused(await subnet({ ipv4_cidr_block: '10.249.0.1/24' }), 400, 'invalid_cidr');
    assertRefused(await subnet({}), 400, 'missing_field');
    assertRefused(await subnet({ zone: { name: 'eu-de-1' }, total_ipv4_address_count: 8 }), 400, 'zone_not_found');
  });

  it('has no room for a counted subnet in a VPC without address prefixes', async () => {
    const vpc = await make(bench, '/vpcs', { name: 'manual', address_prefix_management: 'manual' });
    await reach(bench, `/vpcs/${vpc}`, 'status', 'available');
    assertRefused(await subnet({ vpc: { id: vpc }, total_ipv4_address_count: 8 }), 400, 'no_default_address_prefix');
    await make(bench, `/vpcs/${vpc}/address_prefixes`, { cidr: '10.1.0.0/16', zone: { name: `${region}-1` } });
    assertRefused(await post(`/vpcs/${vpc}/address_prefixes`, { cidr: '10.1.4.0/24', zone: { name: `${region}-2` } }), 400, 'network_conflict');
  });

  it('deletes neither a VPC with children, nor a subnet in use', async () => {
    assertRefused(await bench.vpc(region, 'DELETE', `/vpcs/${place.vpc}`), 409, 'vpc_in_use');
    await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`));
    assertRefused(await bench.vpc(region, 'DELETE', `/subnets/${place.one}`), 409, 'subnet_in_use_network_interface_exists');
  });

  it('has one public gateway a zone and VPC, which leaves only when no subnet needs it', async () => {
    const gateway = await make(bench, '/public_gateways', { vpc: { id: place.vpc }, zone: { name: `${region}-1` } });
    assertRefused(await post('/public_gateways', { vpc: { id: place.vpc }, zone: { name: `${region}-1` } }), 400, 'gateway_too_many');
    assert.equal((await bench.vpc(region, 'PUT', `/subnets/${place.one}/public_gateway`, { id: gateway })).status, 201);
    assertRefused(await bench.vpc(region, 'DELETE', `/public_gateways/${gateway}`), 409, 'public_gateway_in_use');
    assertRefused(await bench.vpc(region, 'PUT', `/subnets/${place.two}/public_gateway`, { id: gateway }), 400, 'zone_inconsistency');
    assert.equal((await bench.vpc(region, 'DELETE', `/subnets/${place.one}/public_gateway`)).status, 204);
    assert.equal((await bench.vpc(region, 'DELETE', `/public_gateways/${gateway}`)).status, 204);
  });

  it('keeps the VPC\'s own ACL, and one that guards a subnet', async () => {
    const own = (await bench.vpc(region, 'GET', `/vpcs/${place.vpc}/default_network_acl`)).body.get('id').text;
    assertRefused(await bench.vpc(region, 'DELETE', `/network_acls/${own}`), 409, 'network_acl_vpc_default');
    const acl = await make(bench, '/network_acls', { name: 'strict', vpc: { id: place.vpc }, rules: [] });
    await bench.vpc(region, 'PUT', `/subnets/${place.two}/network_acl`, { id: acl });
    assertRefused(await bench.vpc(region, 'DELETE', `/network_acls/${acl}`), 409, 'network_acl_in_use');
  });

  it('stops at ten VPCs in a region', async () => {
    const { body } = await bench.vpc(region, 'GET', '/vpcs');
    for (let have = body.get('total_count').number; have < 10; have += 1) await make(bench, '/vpcs', {});
    assertRefused(await post('/vpcs', {}), 400, 'over_quota');
  });
});
