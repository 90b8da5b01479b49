import assert from 'node:assert/strict';
import { assertRefused, ground, make, reach, region } from '../control/story';
import { Bench, type Answer } from '../control/support';
import { patchAsRead, secretCrn, Shelf, stableServer, vpnPrototype } from './vpnStory';

describe('a VPN server in the sandbox', () => {
  let bench: Bench;
  let shelf: Shelf;

  beforeEach(async () => {
    shelf = new Shelf('server', 'clients', 'renewed');
    bench = await Bench.start({ certificates: shelf });
  });
  afterEach(() => bench.stop());

  const get = (path: string): Promise<Answer> => bench.vpc(region, 'GET', path);
  const freeIn = async (subnet: string): Promise<number> => (await get(`/subnets/${subnet}`)).body.get('available_ipv4_address_count').number;

  it('is pending without an address at first, then stable and healthy with one of its subnet, by the service\'s usual settings', async () => {
    const place = await ground(bench);
    const free = await freeIn(place.one);
    const made = await bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.one));
    assert.equal(made.status, 201);
    assert.deepEqual(
      [made.body.get('lifecycle_state').text, made.body.get('health_state').text, made.body.get('private_ips', 0, 'address').text],
      ['pending', 'inapplicable', '0.0.0.0'],
    );
    const { body } = await reach(bench, `/vpn_servers/${made.body.get('id').text}`, 'lifecycle_state', 'stable');
    assert.equal(body.get('health_state').text, 'ok');
    assert.match(body.get('private_ips', 0, 'address').text, /^10\.249\.0\./);
    assert.match(body.get('hostname').text, /^[0-9a-f]{12}\.ca-mon\.vpn-server\.appdomain\.cloud$/);
    const usual = ['port', 'protocol', 'client_idle_timeout', 'enable_split_tunneling', 'client_auto_delete'].map((name) => body.get(name).value);
    assert.deepEqual(usual, [443, 'udp', 600, false, true]);
    assert.equal(body.get('security_groups', 0, 'id').text, place.defaultGroup);
    assert.equal(await freeIn(place.one), free - 1);
    const { body: ips } = await get(`/subnets/${place.one}/reserved_ips?target.resource_type=vpn_server`);
    assert.deepEqual(ips.get('reserved_ips').list.map((ip) => ip.get('target', 'name').text), ['team-vpn']);
  });

  it('is not stable before its address is there, however quick the network is', async () => {
    await bench.stop();
    bench = await Bench.start({ certificates: shelf, pace: 1 });
    const { body } = await get('/subnets');
    const subnet = body.get('subnets').list.find((one) => one.get('name').text === 'payments-app-1')?.get('id').text ?? '';
    const id = await make(bench, '/vpn_servers', vpnPrototype(subnet));
    await bench.sandbox.settled();
    const { vpnServers, reservedIps } = bench.sandbox.state.regions.get(region) ?? {};
    const server = vpnServers?.get(id);
    assert.ok(server?.phase === 'pending' || reservedIps?.get(server?.ips[0] ?? '')?.phase === 'ready');
  });

  it('has one address in each of two subnets in different zones, and is refused two of one zone, three, or two VPCs', async () => {
    const { place, path } = await stableServer(bench);
    assert.equal((await bench.vpc(region, 'DELETE', path)).status, 202);
    const high = await stableServer(bench, { name: 'high', subnets: [{ id: place.one }, { id: place.two }] }, place);
    assert.equal((await get(high.path)).body.get('private_ips').list.length, 2);
    const again = { name: 's1b', vpc: { id: place.vpc }, zone: { name: `${region}-1` }, total_ipv4_address_count: 16 };
    const beside = await make(bench, '/subnets', again);
    const elsewhere = await ground(bench, 'elsewhere');
    const wished = (...ids: string[]) => bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.one, { name: 'more', subnets: ids.map((id) => ({ id })) }));
    assertRefused(await wished(place.one, beside), 400, 'vpn_server_subnets_in_one_zone');
    assertRefused(await wished(place.one, place.two, beside), 400, 'invalid_value');
    assertRefused(await wished(place.one, elsewhere.two), 400, 'subnet_not_in_vpc');
    assertRefused(await wished('r058-none'), 404, 'subnet_not_found');
  });

  it('has a name that is its own in its VPC, and may be another\'s elsewhere in the region', async () => {
    const { place } = await stableServer(bench);
    assertRefused(await bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.two, { client_ip_pool: '172.21.0.0/22' })), 400, 'validation_unique_failed');
    const elsewhere = await ground(bench, 'elsewhere');
    const twin = await stableServer(bench, {}, elsewhere);
    assert.equal((await get(twin.path)).body.get('health_state').text, 'ok', 'its clients may have the same addresses there');
    assert.equal((await get('/vpn_servers?name=team-vpn')).body.get('vpn_servers').list.length, 2);
  });

  it('gives addresses of a pool of /9 to /22 that overlaps neither the VPC nor what is reserved', async () => {
    const place = await ground(bench);
    const refusals = {
      '172.20.0.0/23': 'invalid_value', '10.0.0.0/8': 'invalid_value', '172.20.0.1/22': 'invalid_cidr', 'nonsense': 'invalid_cidr',
      '10.249.0.0/18': 'network_conflict', '10.128.0.0/9': 'network_conflict', '127.0.0.0/16': 'invalid_value', '161.26.0.0/20': 'invalid_value',
      '166.8.0.0/15': 'invalid_value', '169.254.0.0/16': 'invalid_value', '224.0.0.0/9': 'invalid_value',
    };
    for (const [pool, code] of Object.entries(refusals)) {
      assertRefused(await bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.one, { client_ip_pool: pool })), 400, code);
    }
    const elsewhere = await ground(bench, 'elsewhere');
    await make(bench, `/vpcs/${elsewhere.vpc}/address_prefixes`, { cidr: '172.20.0.0/16', zone: { name: `${region}-1` } });
    for (const [index, pool] of ['172.16.0.0/12', '192.168.0.0/22'].entries()) {
      await make(bench, '/vpn_servers', vpnPrototype(place.one, { name: `vpn-${index}`, client_ip_pool: pool }));
    }
  });

  it('is refused what the service takes of no one', async () => {
    const place = await ground(bench);
    const wrong: Readonly<Record<string, unknown>>[] = [
      { client_authentication: [] }, { client_authentication: [{ method: 'username' }] }, { client_authentication: [{ method: 'certificate' }] },
      { client_authentication: [1, 2].map(() => ({ method: 'username', identity_provider: { provider_type: 'iam' } })) },
      { client_authentication: [{ method: 'certificate', client_ca: { crn: secretCrn('clients') }, crl: 'no list' }] },
      { client_dns_server_ips: ['161.26.0.7', '161.26.0.8', '161.26.0.9'].map((address) => ({ address })) }, { client_dns_server_ips: [{ address: 'dns' }] },
      { client_idle_timeout: 28_801 }, { client_idle_timeout: -1 }, { client_idle_timeout: 1.5 }, { port: 0 }, { port: 65_536 }, { protocol: 'icmp' },
    ];
    for (const more of wrong) assert.equal((await bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.one, more))).status, 400, JSON.stringify(more));
    assertRefused(await bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.one, { security_groups: [{ id: 'none' }] })), 404, 'security_group_not_found');
    assert.equal((await get('/vpn_servers')).body.get('vpn_servers').list.length, 0);
  });

  it('finds no certificate that is not there, has expired or that no policy lets it read, and tells them in the same words', async () => {
    const place = await ground(bench);
    const post = (more: object = {}) => bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.one, more));
    const without = { certificate: { crn: secretCrn('nowhere') } };
    assertRefused(await post(without), 404, 'vpn_server_certificate_not_found');
    assertRefused(await post({ certificate: { crn: `crn:v1:bluemix:public:cloudcerts:${region}:a/1:2:certificate:3` } }), 404, 'vpn_server_certificate_not_found');
    assertRefused(await post({ certificate: { crn: secretCrn('server').slice(7) } }), 400, 'invalid_crn');
    shelf.put('old', { validUntil: Date.now() - 1 });
    assertRefused(await post({ certificate: { crn: secretCrn('old') } }), 404, 'vpn_server_certificate_not_found');
    assertRefused(await post({ client_authentication: [{ method: 'certificate', client_ca: { crn: secretCrn('old') } }] }), 404, 'vpn_server_certificate_not_found');
    shelf.put('unusable', { problem: 'The parent CA\'s URL does not encode in CA of CA chain of certificate.' });
    assertRefused(await post({ certificate: { crn: secretCrn('unusable') } }), 400, 'vpn_server_certificate_invalid');
    shelf.isAuthorized = false;
    assertRefused(await post(), 404, 'vpn_server_certificate_not_found');
  });

  it('is as well as what it stands on: certificates, the way back to its clients, room in its subnets', async () => {
    const { path, place } = await stableServer(bench);
    const health = async (of = path): Promise<string> => {
      const { body } = await get(of);
      return [body.get('health_state').text, ...body.get('health_reasons').list.map((reason) => reason.get('code').text)].join(' ');
    };
    assert.equal(await health(), 'ok');
    shelf.put('clients', { validUntil: Date.now() - 1 });
    assert.equal(await health(), 'faulted cannot_access_client_certificate');
    shelf.held.delete(secretCrn('server'));
    assert.equal(await health(), 'faulted cannot_access_server_certificate cannot_access_client_certificate');
    shelf.put('server');
    shelf.put('clients');
    shelf.isAuthorized = false;
    assert.equal(await health(), 'faulted cannot_access_server_certificate cannot_access_client_certificate');
    shelf.isAuthorized = true;
    const second = await stableServer(bench, { name: 'second', client_ip_pool: '172.20.0.0/20' }, place);
    assert.deepEqual([await health(), await health(second.path)], ['ok', 'faulted cannot_create_vpc_route']);
    const narrow = (zone: number) => make(bench, '/subnets', { vpc: { id: place.vpc }, zone: { name: `${region}-${zone}` }, total_ipv4_address_count: 8 });
    const [full, roomy] = [await narrow(1), await narrow(2)];
    for (let count = 0; count < 2; count += 1) await make(bench, `/subnets/${full}/reserved_ips`, {});
    const crowded = await stableServer(bench, { name: 'crowded', client_ip_pool: '172.30.0.0/22', subnets: [{ id: full }] }, place);
    const half = await stableServer(bench, { name: 'half', client_ip_pool: '172.31.0.0/22', subnets: [{ id: full }, { id: roomy }] }, place);
    assert.deepEqual([await health(crowded.path), await health(half.path)], ['faulted cannot_reserve_ip_address', 'degraded cannot_reserve_ip_address']);
    shelf.held.delete(secretCrn('clients'));
    assert.equal(await health(half.path), 'faulted cannot_access_client_certificate cannot_reserve_ip_address');
    shelf.put('clients');
    assert.equal((await patchAsRead(bench, crowded.path, { subnets: [{ id: place.one }] })).status, 200);
    await reach(bench, crowded.path, 'lifecycle_state', 'stable');
    assert.equal(await health(crowded.path), 'ok');
  });

  it('is changed as it was read: a body with a list needs its tag, and one that is old is refused', async () => {
    const { path } = await stableServer(bench);
    const etag = (await get(path)).headers.get('etag') ?? '';
    const patch = (body: unknown, headers: Record<string, string> = {}) => bench.vpc(region, 'PATCH', path, body, undefined, headers);
    assertRefused(await patch({ client_dns_server_ips: [{ address: '161.26.0.7' }] }), 400, 'missing_header');
    const renamed = await patch({ name: 'renamed' });
    assert.deepEqual([renamed.status, renamed.body.get('lifecycle_state').text], [200, 'stable'], 'a name disconnects nobody');
    assertRefused(await patch({ client_dns_server_ips: [] }, { 'if-match': etag }), 412, 'precondition_failed');
    assertRefused(await bench.vpc(region, 'DELETE', path, undefined, undefined, { 'if-match': etag }), 412, 'precondition_failed');
    assert.equal((await patch({ client_dns_server_ips: [] }, { 'if-match': '*' })).status, 200);
    await reach(bench, path, 'lifecycle_state', 'stable');
    const changed = await patchAsRead(bench, path, { client_dns_server_ips: [{ address: '161.26.0.8' }], certificate: { crn: secretCrn('renewed') } });
    assert.deepEqual([changed.status, changed.body.get('lifecycle_state').text], [200, 'updating'], changed.text);
    const { body } = await reach(bench, path, 'lifecycle_state', 'stable');
    assert.deepEqual([body.get('client_dns_server_ips', 0, 'address').text, body.get('certificate', 'crn').text], ['161.26.0.8', secretCrn('renewed')]);
    const crl = '-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n';
    const revoked = await patchAsRead(bench, path, { client_authentication: [{ method: 'certificate', client_ca: { crn: secretCrn('clients') }, crl }] });
    assert.equal(revoked.body.get('client_authentication', 0, 'crl').text, crl);
  });

  it('changes nothing where one part of a change is refused', async () => {
    const { path } = await stableServer(bench);
    const before = (await get(path)).text;
    assertRefused(await bench.vpc(region, 'PATCH', path, { name: 'renamed', port: 1194, client_ip_pool: '10.249.0.0/18' }), 400, 'network_conflict');
    assertRefused(await bench.vpc(region, 'PATCH', path, { name: 'renamed', certificate: { crn: secretCrn('none') } }), 404, 'vpn_server_certificate_not_found');
    assert.equal((await get(path)).text, before);
  });

  it('gives back the address of a subnet that it leaves, and keeps that of one where it stays', async () => {
    const { path, place } = await stableServer(bench);
    const ips = async () => (await get(path)).body.get('private_ips').list.map((ip) => ip.get('id').text);
    const [first] = await ips();
    const [one, two] = [await freeIn(place.one), await freeIn(place.two)];
    await patchAsRead(bench, path, { subnets: [{ id: place.one }, { id: place.two }] });
    assert.deepEqual([await freeIn(place.one), await freeIn(place.two), (await ips())[0]], [one, two - 1, first]);
    await patchAsRead(bench, path, { subnets: [{ id: place.two }] });
    assert.deepEqual([await freeIn(place.one), await freeIn(place.two), (await ips()).length], [one + 1, two - 1, 1]);
  });

  it('is not changed while it is made or deleted, and gives no profile then', async () => {
    const { id, path } = await stableServer(bench);
    const server = bench.sandbox.state.regions.get(region)?.vpnServers.get(id);
    assert.ok(server !== undefined);
    for (const phase of ['pending', 'deleting'] as const) {
      server.phase = phase;
      assertRefused(await bench.vpc(region, 'PATCH', path, { port: 1194 }), 409, 'invalid_state');
      assertRefused(await get(`${path}/client_configuration`), 409, 'invalid_state');
    }
  });

  it('gives its profile once it is stable: whom to dial, how to verify it, and no key', async () => {
    const place = await ground(bench);
    const id = await make(bench, '/vpn_servers', vpnPrototype(place.one, {
      port: 1194, protocol: 'tcp', client_authentication: [
        { method: 'certificate', client_ca: { crn: secretCrn('clients') } }, { method: 'username', identity_provider: { provider_type: 'iam' } },
      ],
    }));
    const { body } = await reach(bench, `/vpn_servers/${id}`, 'lifecycle_state', 'stable');
    const profile = await get(`/vpn_servers/${id}/client_configuration`);
    assert.match(profile.headers.get('content-type') ?? '', /^text\/plain/);
    const lines = profile.text.split('\n');
    const expected = [
      'client', 'dev tun', 'proto tcp', 'port 1194', `remote ${body.get('hostname').text}`, 'remote-cert-tls server', 'auth SHA256', 'cipher AES-256-GCM',
      'reneg-sec 0', 'auth-user-pass', '<ca>', 'server', '</ca>', '#cert client_public_key.crt', '#key client_private_key.key',
    ];
    assert.deepEqual(lines.filter((line) => expected.includes(line)), expected);
    assert.doesNotMatch(profile.text, /PRIVATE KEY|dhcp-option|^route/m);
    shelf.isAuthorized = false;
    assertRefused(await get(`/vpn_servers/${id}/client_configuration`), 409, 'invalid_state');
  });

  it('leaves out of the profile what its clients do not sign in with', async () => {
    const one = await stableServer(bench);
    assert.doesNotMatch((await get(`${one.path}/client_configuration`)).text, /auth-user-pass/);
    const users = { name: 'users', client_ip_pool: '172.24.0.0/22', client_authentication: [{ method: 'username', identity_provider: { provider_type: 'iam' } }] };
    const other = await stableServer(bench, users, one.place);
    assert.doesNotMatch((await get(`${other.path}/client_configuration`)).text, /#cert|#key/);
  });

  it('holds what it stands on, and gives all of it back when it is gone', async () => {
    const place = await ground(bench);
    const free = await freeIn(place.one);
    const group = await make(bench, '/security_groups', { name: 'vpn', vpc: { id: place.vpc } });
    const { path, id } = await stableServer(bench, { security_groups: [{ id: group }] }, place);
    assertRefused(await bench.vpc(region, 'DELETE', `/subnets/${place.one}`), 409, 'subnet_in_use_vpn_server_exists');
    assertRefused(await bench.vpc(region, 'DELETE', `/security_groups/${group}`), 409, 'security_group_interfaces_attached');
    assertRefused(await bench.vpc(region, 'DELETE', `/vpcs/${place.vpc}`), 409, 'vpc_in_use');
    const ip = (await get(path)).body.get('private_ips', 0, 'id').text;
    assertRefused(await bench.vpc(region, 'DELETE', `/subnets/${place.one}/reserved_ips/${ip}`), 409, 'reserved_ip_in_use');
    const targets = (await get(`/security_groups/${group}/targets`)).body.get('targets').list;
    assert.deepEqual(targets.map((target) => [target.get('id').text, target.get('resource_type').text]), [[id, 'vpn_server']]);
    assert.equal((await bench.vpc(region, 'PUT', `/security_groups/${place.defaultGroup}/targets/${id}`)).status, 200);
    assert.equal((await bench.vpc(region, 'DELETE', `/security_groups/${group}/targets/${id}`)).status, 204);
    await make(bench, `${path}/routes`, { destination: '10.249.0.0/24' });
    assert.equal((await bench.vpc(region, 'DELETE', path)).status, 202);
    await bench.until(() => get(path), ({ status }) => status === 404);
    assert.equal(await freeIn(place.one), free);
    assert.equal((await get(`${path}/routes`)).status, 404);
    assert.equal((await bench.vpc(region, 'DELETE', `/security_groups/${group}`)).status, 204);
  });

  it('is refused when the region has ten', async () => {
    const place = await ground(bench);
    for (let number = 0; number < 10; number += 1) {
      await make(bench, '/vpn_servers', vpnPrototype(place.one, { name: `vpn-${number}`, client_ip_pool: `172.20.${number * 4}.0/22` }));
    }
    assertRefused(await bench.vpc(region, 'POST', '/vpn_servers', vpnPrototype(place.one, { name: 'one-more' })), 400, 'over_quota');
  });
});
