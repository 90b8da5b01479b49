import assert from 'node:assert/strict';
import { utils } from 'ssh2';
import { crnOf, ground, make, reach, region, serverPrototype } from '../unit/sandbox/control/story';
import type { Bench } from '../unit/sandbox/control/support';
import { makeRoute, patchAsRead, secretCrn, stableServer } from '../unit/sandbox/vpc/vpnStory';

/** Makes one of everything that a connection needs, reads and changes it, and takes it all away again, in the order of need. */
export async function makeAndUnmake(bench: Bench): Promise<void> {
  const place = await ground(bench, 'journey');
  const group = (name: string) => make(bench, '/security_groups', { name, vpc: { id: place.vpc } });
  const [boxGroup, gatewayGroup] = [await group('box'), await group('gateway')];
  const rule = await make(bench, `/security_groups/${gatewayGroup}/rules`, { direction: 'inbound', protocol: 'tcp', port_min: 9093, port_max: 9093, remote: { id: boxGroup } });
  for (const more of [{ protocol: 'any' }, { protocol: 'icmp', type: 8 }, { protocol: 'icmp_tcp_udp', remote: { address: '192.0.2.1' } }, { protocol: 'number_94' }]) {
    await make(bench, `/security_groups/${boxGroup}/rules`, { direction: 'outbound', ...more });
  }
  const key = await make(bench, '/keys', { name: 'journey', type: 'ed25519', public_key: utils.generateKeyPairSync('ed25519').public });
  const box = await make(bench, '/instances', await serverPrototype(bench, place.one, `${region}-1`, {
    keys: [{ id: key }],
    primary_network_attachment: { name: 'eth0', virtual_network_interface: { name: 'box-vni', subnet: { id: place.one }, security_groups: [{ id: boxGroup }] } },
  }));
  const running = await reach(bench, `/instances/${box}`, 'status', 'running');
  const network = running.body.get('primary_network_attachment', 'virtual_network_interface', 'id').text;
  const ip = await make(bench, '/floating_ips', { name: 'journey', zone: { name: `${region}-1` } });
  await accepted(bench, 'PUT', `/virtual_network_interfaces/${network}/floating_ips/${ip}`);
  const gateway = await make(bench, '/endpoint_gateways', {
    name: 'journey', vpc: { id: place.vpc }, target: { crn: await crnOf(bench, 'telemetry'), resource_type: 'provider_cloud_service' },
    ips: [{ subnet: { id: place.one }, name: 'one', auto_delete: true }, { subnet: { id: place.two }, auto_delete: true }], security_groups: [{ id: gatewayGroup }],
  });
  await reach(bench, `/endpoint_gateways/${gateway}`, 'lifecycle_state', 'stable');
  const reserved = await make(bench, `/subnets/${place.two}/reserved_ips`, { name: 'spare' });
  const acl = await make(bench, '/network_acls', { name: 'journey', vpc: { id: place.vpc }, rules: [{ action: 'allow', direction: 'inbound', protocol: 'tcp', source: '0.0.0.0/0', destination: '0.0.0.0/0' }] });
  await make(bench, `/network_acls/${acl}/rules`, { action: 'deny', direction: 'inbound', protocol: 'any', source: '0.0.0.0/0', destination: '0.0.0.0/0' });
  await accepted(bench, 'PUT', `/subnets/${place.two}/network_acl`, { id: acl });
  for (const path of [`/vpcs/${place.vpc}`, `/subnets/${place.one}`, `/security_groups/${boxGroup}`, `/instances/${box}`, `/endpoint_gateways/${gateway}`]) {
    await accepted(bench, 'PATCH', path, { name: 'renamed' });
  }
  await accepted(bench, 'PATCH', `/security_groups/${gatewayGroup}/rules/${rule}`, { port_max: 9094 });
  await accepted(bench, 'POST', `/instances/${box}/actions`, { type: 'stop' });
  await reach(bench, `/instances/${box}`, 'status', 'stopped');

  for (const path of [
    `/endpoint_gateways/${gateway}`, `/virtual_network_interfaces/${network}/floating_ips/${ip}`, `/floating_ips/${ip}`, `/instances/${box}`, `/keys/${key}`,
  ]) await gone(bench, path);
  await gone(bench, `/security_groups/${gatewayGroup}/rules/${rule}`);
  for (const path of [`/security_groups/${gatewayGroup}`, `/security_groups/${boxGroup}`, `/subnets/${place.two}/reserved_ips/${reserved}`]) await gone(bench, path);
  for (const path of [`/subnets/${place.one}`, `/subnets/${place.two}`, `/network_acls/${acl}`, `/vpcs/${place.vpc}`]) await gone(bench, path);
  await shareDns(bench);
  await letClientsIn(bench);
  await keyOnce(bench);
}

/** A hub and a VPC that is bound to it, each with a resolver of its own, and apart again. */
async function shareDns(bench: Bench): Promise<void> {
  const servers = [{ address: '10.9.0.53' }, { address: '10.9.0.54', zone_affinity: { name: `${region}-1` } }];
  const hub = await make(bench, '/vpcs', { name: 'journey-hub', dns: { enable_hub: true, resolver: { type: 'system' } } });
  const spoke = await make(bench, '/vpcs', { name: 'journey-spoke', dns: { resolver: { type: 'manual', manual_servers: servers } } });
  const binding = await make(bench, `/vpcs/${spoke}/dns_resolution_bindings`, { vpc: { id: hub }, name: 'journey' });
  const path = `/vpcs/${spoke}/dns_resolution_bindings/${binding}`;
  await reach(bench, path, 'lifecycle_state', 'stable');
  await accepted(bench, 'PATCH', path, { name: 'renamed' });
  await accepted(bench, 'GET', `/vpcs/${hub}/dns_resolution_bindings`);
  await accepted(bench, 'PATCH', `/vpcs/${spoke}`, { dns: { resolver: { type: 'system' } } });
  await accepted(bench, 'DELETE', path);
  await bench.until(() => bench.vpc(region, 'GET', path), ({ status }) => status === 404);
  await accepted(bench, 'PATCH', `/vpcs/${hub}`, { dns: { enable_hub: false } });
  for (const vpc of [hub, spoke]) await gone(bench, `/vpcs/${vpc}`);
}

/** A VPN server's whole life, with what hangs on it. */
async function letClientsIn(bench: Bench): Promise<void> {
  const place = await ground(bench, 'journey-vpn');
  const users = { method: 'username', identity_provider: { provider_type: 'iam' } };
  const { id, path } = await stableServer(bench, {
    name: 'journey', client_authentication: [{ method: 'certificate', client_ca: { crn: secretCrn('clients') } }, users], enable_split_tunneling: true,
    client_dns_server_ips: [{ address: '161.26.0.7' }, { address: '161.26.0.8' }], client_idle_timeout: 0, port: 1194, protocol: 'tcp',
  }, place);
  const [route] = [await makeRoute(bench, path, '161.26.0.0/16', { action: 'translate', name: 'dns' }), await makeRoute(bench, path, '10.249.0.0/24')];
  await reach(bench, `${path}/routes/${route}`, 'lifecycle_state', 'stable');
  await accepted(bench, 'PATCH', `${path}/routes/${route}`, { name: 'renamed' });
  const common = { createdAt: '2026-01-01T00:00:00Z', server: id, clientIp: '172.20.0.2', remoteIp: '203.0.113.9', remotePort: 50000 };
  for (const name of ['one', 'two']) bench.sandbox.state.regions.get(region)?.vpnClients.set(name, { id: name, ...common, commonName: name, username: 'sam@example.com' });
  for (const part of ['routes', 'clients', 'clients/one', 'client_configuration']) await accepted(bench, 'GET', `${path}/${part}`);
  await accepted(bench, 'POST', `${path}/clients/one/disconnect`);
  await accepted(bench, 'DELETE', `${path}/clients/two`);
  const changed = await patchAsRead(bench, path, { name: 'renamed', client_authentication: [users], subnets: [{ id: place.one }, { id: place.two }] });
  assert.equal(changed.status, 200, changed.text);
  await reach(bench, path, 'lifecycle_state', 'stable');
  await accepted(bench, 'GET', `/security_groups/${place.defaultGroup}`);
  await accepted(bench, 'GET', `/subnets/${place.one}/reserved_ips`);
  await takeRoutes(bench, place.vpc, place.one);
  await accepted(bench, 'DELETE', `${path}/routes/${route}`);
  await accepted(bench, 'DELETE', path);
  await bench.until(() => bench.vpc(region, 'GET', path), ({ status }) => status === 404);
  for (const each of [`/subnets/${place.one}`, `/subnets/${place.two}`, `/vpcs/${place.vpc}`]) await gone(bench, each);
}

/** A routing table of one's own takes routes of VPN servers, and none any more. */
async function takeRoutes(bench: Bench, vpc: string, subnet: string): Promise<void> {
  const tables = `/vpcs/${vpc}/routing_tables`;
  const table = await make(bench, tables, { name: 'journey' });
  await accepted(bench, 'PUT', `/subnets/${subnet}/routing_table`, { id: table });
  await patchAsRead(bench, `${tables}/${table}`, { accept_routes_from: [{ resource_type: 'vpn_server' }] });
  const routes = await bench.vpc(region, 'GET', `${tables}/${table}/routes`);
  await accepted(bench, 'GET', `${tables}/${table}/routes/${routes.body.get('routes', 0, 'id').text}`);
  await accepted(bench, 'GET', `/subnets/${subnet}/routing_table`);
  const own = await bench.vpc(region, 'GET', `/vpcs/${vpc}/default_routing_table`);
  await accepted(bench, 'PATCH', `/subnets/${subnet}`, { routing_table: { id: own.body.get('id').text } });
  await gone(bench, `${tables}/${table}`);
}

async function keyOnce(bench: Bench): Promise<void> {
  const keys = `${bench.sandbox.endpoints.resourceController}/v2/resource_keys`;
  for (const name of ['orders', 'ledger-legacy']) {
    const made = await bench.call('POST', keys, { name: 'journey', source: await crnOf(bench, name), role: 'Manager', parameters: { 'service-endpoints': 'private' } });
    assert.equal(made.status, 201, made.text);
    await bench.call('GET', `${keys}/${made.body.get('guid').text}`);
    await bench.call('DELETE', `${keys}/${made.body.get('guid').text}`);
  }
}

async function accepted(bench: Bench, method: string, path: string, body?: unknown): Promise<void> {
  const answer = await bench.vpc(region, method, path, body);
  assert.ok(answer.status < 300, answer.text);
}

/** Deletes, again while something that is going still holds it, and reads until it is not there. */
async function gone(bench: Bench, path: string): Promise<void> {
  const deleted = await bench.until(() => bench.vpc(region, 'DELETE', path), ({ status }) => status !== 409);
  assert.equal(deleted.status, 204, deleted.text);
  const last = await bench.until(() => bench.vpc(region, 'GET', path), ({ status }) => status === 404);
  assert.equal(last.status, 404, path);
}
