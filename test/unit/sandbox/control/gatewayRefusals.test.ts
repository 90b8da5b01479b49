import assert from 'node:assert/strict';
import { assertRefused, crnOf, ground, make, reach, region, type Ground } from './story';
import { Bench } from './support';

describe('what the VPC API refuses of gateways and security groups', () => {
  let bench: Bench;
  let place: Ground;
  let orders: string;
  before(async () => {
    bench = await Bench.start();
    place = await ground(bench);
    orders = await crnOf(bench, 'orders');
  });
  after(() => bench.stop());
  const post = (path: string, body: unknown) => bench.vpc(region, 'POST', path, body);
  const gateway = (more: object) => post('/endpoint_gateways', { vpc: { id: place.vpc }, target: { crn: orders, resource_type: 'provider_cloud_service' }, ...more });
  const target = (crn: string) => ({ target: { crn, resource_type: 'provider_cloud_service' } });

  it('leads a gateway only to an instance that is there, ready, private and in the region', async () => {
    assertRefused(await gateway(target('crn:v1:bluemix:public:messagehub')), 400, 'invalid_crn');
    assertRefused(await gateway(target(orders.replace(/[^:]+::$/, 'unknown::'))), 404, 'endpoint_gateway_target_not_found');
    const provisioning = await gateway(target(await crnOf(bench, 'fraud-detection')));
    assertRefused(provisioning, 400, 'endpoint_gateway_target_not_supported');
    assert.match(provisioning.text, /does not support VPE extensions/);
    assertRefused(await gateway(target(await crnOf(bench, 'playground'))), 400, 'endpoint_gateway_target_not_supported');
    assertRefused(await gateway(target(await crnOf(bench, 'ledger-legacy'))), 400, 'endpoint_gateway_target_region');
  });

  it('finds no reserved IP where the shape of `ips` is wrong, as the real one does', async () => {
    const answer = await gateway({ ips: [{ id: place.one, subnet: place.one }] });
    assertRefused(answer, 404, 'reserved_ip_not_found');
    assert.match(answer.text, /Reserved IP not found/);
  });

  it('gives one address a zone, and one gateway an instance and VPC', async () => {
    const subnets = (...ids: string[]) => ({ ips: ids.map((id) => ({ subnet: { id } })) });
    assertRefused(await gateway(subnets(place.one, place.one)), 400, 'endpoint_gateway_ip_zone_in_use');
    const made = await gateway({ name: 'first', ...subnets(place.one, place.two) });
    assert.equal(made.status, 201);
    await reach(bench, `/endpoint_gateways/${made.body.get('id').text}`, 'lifecycle_state', 'stable');
    const again = await gateway({ name: 'again' });
    assertRefused(again, 400, 'endpoint_gateway_exists');
    assert.match(again.text, /already exists for this service/);
  });

  it('has six groups on nothing, and none of another VPC', async () => {
    const ids = [];
    for (let number = 0; number < 6; number += 1) ids.push({ id: await make(bench, '/security_groups', { name: `g${number}`, vpc: { id: place.vpc } }) });
    const telemetry = target(await crnOf(bench, 'telemetry'));
    assertRefused(await gateway({ ...telemetry, security_groups: ids }), 400, 'security_groups_per_target_exceeded');
    const foreign = (await bench.vpc(region, 'GET', '/security_groups')).body.get('security_groups').list.find((group) => group.get('name').text === 'build-box-sg')?.get('id').text;
    assertRefused(await gateway({ ...telemetry, security_groups: [{ id: foreign }] }), 400, 'security_group_not_in_vpc');
  });

  it('checks a rule', async () => {
    const group = await make(bench, '/security_groups', { name: 'rules', vpc: { id: place.vpc } });
    const rule = (more: object) => post(`/security_groups/${group}/rules`, { direction: 'inbound', protocol: 'tcp', ...more });
    assertRefused(await rule({ port_min: 22 }), 400, 'security_group_port_range_both_or_neither');
    assertRefused(await rule({ port_min: 23, port_max: 22 }), 400, 'security_group_port_max_less_than_port_min');
    assertRefused(await rule({ protocol: 'any', port_min: 1, port_max: 2 }), 400, 'invalid_value');
    // The word of versions before 2025-12-09.
    assertRefused(await rule({ protocol: 'all' }), 400, 'invalid_value');
    assertRefused(await rule({ protocol: 'number_50' }), 400, 'invalid_value');
    assertRefused(await rule({ remote: { id: 'r058-no' } }), 400, 'security_group_remote_group_not_in_vpc');
    assertRefused(await rule({ remote: { cidr_block: '10.0.0.1/8' } }), 400, 'invalid_value');
    assert.equal((await rule({ protocol: 'icmp_tcp_udp' })).status, 201);
  });

  it('deletes no group that guards, is named or is the default, and takes no last group away', async () => {
    const { body } = await bench.vpc(region, 'GET', '/endpoint_gateways');
    const made = body.get('endpoint_gateways').list.find((row) => row.get('vpc', 'id').text === place.vpc)?.get('id').text ?? '';
    assertRefused(await bench.vpc(region, 'DELETE', `/security_groups/${place.defaultGroup}`), 409, 'security_group_vpc_default');
    assertRefused(await bench.vpc(region, 'DELETE', `/security_groups/${place.defaultGroup}/targets/${made}`), 409, 'security_group_last_security_group_is_default');
    const group = await make(bench, '/security_groups', { name: 'guard', vpc: { id: place.vpc } });
    assertRefused(await post('/security_groups', { name: 'guard', vpc: { id: place.vpc } }), 400, 'security_group_exists');
    assert.equal((await bench.vpc(region, 'PUT', `/security_groups/${group}/targets/${made}`)).status, 200);
    assertRefused(await bench.vpc(region, 'DELETE', `/security_groups/${group}`), 409, 'security_group_interfaces_attached');
    const named = await make(bench, '/security_groups', { name: 'named', vpc: { id: place.vpc } });
    await make(bench, `/security_groups/${group}/rules`, { direction: 'inbound', protocol: 'tcp', port_min: 9093, port_max: 9093, remote: { id: named } });
    assertRefused(await bench.vpc(region, 'DELETE', `/security_groups/${named}`), 409, 'security_group_remoting_rules');
  });

  it('makes a group without a single rule', async () => {
    const { body } = await post('/security_groups', { name: 'bare', vpc: { id: place.vpc } });
    assert.deepEqual(body.get('rules').list, []);
  });
});
