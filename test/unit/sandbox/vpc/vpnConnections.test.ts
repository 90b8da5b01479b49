import assert from 'node:assert/strict';
import type { VpnDesk } from '../../../../src/sandbox/clientVpn';
import type { NetworkTruth } from '../../../../src/sandbox/dataPlane';
import { nullPlane } from '../../../../src/sandbox/nullPlane';
import { assertRefused, ground, make, region } from '../control/story';
import { Bench, type Answer } from '../control/support';
import { connectionPrototype, routeConnection, stableGateway } from './vpnGatewayStory';

const ranges = (third: number, count: number): string[] => [...Array(count).keys()].map((number) => `192.168.${third}.${number * 4}/30`);

describe('a connection of a VPN gateway in the sandbox', () => {
  let bench: Bench;
  let desk: VpnDesk | undefined;
  let truth: NetworkTruth | undefined;

  beforeEach(async () => {
    const plane = nullPlane();
    const apply = async (told: NetworkTruth): Promise<void> => {
      truth = told;
      await plane.apply(told);
    };
    bench = await Bench.start({ dataPlane: { ...plane, apply, serveVpn: (given) => { desk = given; } } });
  });
  afterEach(() => bench.stop());

  const get = (path: string): Promise<Answer> => bench.vpc(region, 'GET', path);
  const post = (path: string, body: unknown): Promise<Answer> => bench.vpc(region, 'POST', path, body);

  it('is made with the service\'s usual settings, and shows its key in clear as the cloud does', async () => {
    const { path, connections } = await stableGateway(bench);
    const { status, body } = await post(connections, connectionPrototype({}, { admin_state_up: undefined }));
    assert.equal(status, 201);
    const shown = ['admin_state_up', 'establish_mode', 'psk', 'mode', 'status'].map((name) => body.get(name).value);
    assert.deepEqual(shown, [true, 'bidirectional', 'Office-Key_2026!', 'policy', 'down']);
    assert.deepEqual(body.get('dead_peer_detection').value, { action: 'restart', interval: 2, timeout: 10 });
    const outside = (await get(path)).body.get('members', 0, 'public_ip', 'address').text;
    assert.deepEqual(body.get('local', 'ike_identities').value, [{ type: 'ipv4_address', value: outside }]);
    assert.deepEqual(body.get('peer', 'ike_identity').value, { type: 'ipv4_address', value: '203.0.113.9' });
    assert.deepEqual((await get(path)).body.get('connections').list.map((one) => one.get('name').text), ['office']);
  });

  it('is down as long as no peer answers, and as the data plane says from then on', async () => {
    const { path, connections } = await stableGateway(bench);
    const id = await make(bench, connections, connectionPrototype());
    const status = async () => {
      const { body } = await get(`${connections}/${id}`);
      return [body.get('status').text, ...body.get('status_reasons').list.map((reason) => reason.get('code').text)];
    };
    assert.deepEqual(await status(), ['down', 'peer_not_responding']);
    const publicAddress = (await get(path)).body.get('members', 0, 'public_ip', 'address').text;
    desk?.tunnels([{ connectionId: id, publicAddress, status: 'up', reasons: [] }]);
    assert.deepEqual(await status(), ['up']);
    assert.equal((await get(`${connections}?status=up`)).body.get('connections').list.length, 1);
    desk?.tunnels([{ connectionId: id, publicAddress, status: 'down', reasons: ['ike_policy_mismatch'] }]);
    assert.deepEqual(await status(), ['down', 'ike_policy_mismatch']);
    await bench.vpc(region, 'PATCH', `${connections}/${id}`, { admin_state_up: false });
    assert.deepEqual(await status(), ['down']);
  });

  it('in route mode has a tunnel a public address, and is up with one of them', async () => {
    const { connections } = await stableGateway(bench, { mode: 'route' });
    const id = await make(bench, connections, routeConnection);
    const tunnels = async () => (await get(`${connections}/${id}`)).body.get('tunnels').list;
    const [one] = await tunnels();
    desk?.tunnels([{ connectionId: id, publicAddress: one?.get('public_ip', 'address').text ?? '', status: 'up', reasons: [] }]);
    assert.deepEqual((await tunnels()).map((tunnel) => tunnel.get('status').text), ['up', 'down']);
    assert.equal((await get(`${connections}/${id}`)).body.get('status').text, 'up');
    const one4 = { type: 'ipv4_address', value: '198.51.100.9' };
    assert.equal((await post(connections, { ...routeConnection, name: 'more', local: { ike_identities: [one4] } })).status, 400, 'none or two');
    assertRefused(await get(`${connections}/${id}/local/cidrs`), 400, 'invalid_value');
  });

  it('tells the data plane all that a daemon needs of it', async () => {
    const { id: gateway, connections, place } = await stableGateway(bench);
    const ikePolicy = await make(bench, '/ike_policies', { name: 'ike', authentication_algorithm: 'sha256', encryption_algorithm: 'aes256', dh_group: 14, ike_version: 2 });
    const id = await make(bench, connections, connectionPrototype({}, { ike_policy: { id: ikePolicy }, establish_mode: 'peer_only' }));
    await bench.sandbox.settled();
    const told = truth?.vpnGateways.find((each) => each.id === gateway);
    const outside = told?.places[0]?.publicAddress ?? '';
    assert.deepEqual([told?.mode, told?.places.length, told?.places[1]?.publicAddress], ['policy', 2, undefined]);
    assert.deepEqual(told?.connections, [{
      id, name: 'office', enabled: true, presharedKey: 'Office-Key_2026!', peer: '203.0.113.9', dials: false,
      peerIdentity: { type: 'ipv4_address', value: '203.0.113.9' }, localIdentities: [{ type: 'ipv4_address', value: outside }],
      localRanges: ['10.249.0.0/24'], peerRanges: ['192.168.1.0/24'], detection: { action: 'restart', interval: 2, timeout: 10 },
      ike: { version: 2, authentication: 'sha256', encryption: 'aes256', dhGroup: 14, keyLifetime: 28_800 }, ipsec: undefined,
      waysBack: [{ destination: '192.168.1.0/24', subnetIds: [place.one] }],
    }]);
  });

  it('takes keys of the published alphabet alone, and quotes the one that it refuses', async () => {
    const { connections } = await stableGateway(bench);
    for (const psk of ['short', 'x'.repeat(129), '0x4f66666963654b', '0sT2ZmaWNlS2V5', 'with space', 'quote"quote', 'ümlaut-key', 'slash/key']) {
      const refused = await post(connections, connectionPrototype({}, { psk }));
      assertRefused(refused, 400, 'vpn_connection_invalid_psk_format');
      assert.ok(refused.body.get('errors', 0, 'message').text.includes(psk));
    }
    await make(bench, connections, connectionPrototype({}, { psk: 'aZ09-+&!@#$%^*(),.:_' }));
  });

  it('has ranges on both sides that overlap neither each other nor the peers of its siblings', async () => {
    const { connections } = await stableGateway(bench);
    const refusals: readonly (readonly [Parameters<typeof connectionPrototype>[0], string])[] = [
      [{ local: [] }, 'vpn_connection_local_cidrs_required'], [{ peer: [] }, 'vpn_connection_peer_cidrs_required'],
      [{ peer: ['192.168.1.1/24'] }, 'vpn_connection_cidr_not_valid'], [{ local: ['10.0.0.0/16', '10.0.1.0/24'] }, 'vpn_connection_cidr_overlap'],
      [{ local: ['10.0.0.0/8'], peer: ['10.1.0.0/16'] }, 'vpn_connection_cidr_overlap'],
      [{ peer: ranges(9, 16) }, 'vpn_connection_peer_subnets_quota_exceeded_for_connection'],
      [{ local: ranges(9, 16) }, 'vpn_connection_local_subnets_quota_exceeded_for_connection'],
    ];
    for (const [sides, code] of refusals) assertRefused(await post(connections, connectionPrototype(sides)), 400, code);
    await make(bench, connections, connectionPrototype());
    assertRefused(await post(connections, connectionPrototype()), 400, 'vpn_connection_duplicate_name');
    assertRefused(await post(connections, connectionPrototype({}, { name: 'twin' })), 400, 'vpn_connection_pair_cidrs_duplicated');
    const beside = connectionPrototype({ peer: ['192.168.0.0/16'], address: '203.0.113.10' }, { name: 'beside' });
    assertRefused(await post(connections, beside), 400, 'vpn_connection_cidr_overlap');
  });

  it('shares fifty ranges a side with its siblings, of which there are ten at most', async () => {
    const { connections } = await stableGateway(bench);
    for (const third of [2, 3, 4]) await make(bench, connections, connectionPrototype({ peer: ranges(third, 15) }, { name: `c-${third}` }));
    assertRefused(await post(connections, connectionPrototype({ peer: ranges(5, 6) }, { name: 'c-5' })), 400, 'vpn_connection_peer_subnets_quota_exceeded');
    await make(bench, connections, connectionPrototype({ peer: ranges(5, 5) }, { name: 'c-5' }));
    const { connections: others } = await stableGateway(bench, {}, await ground(bench, 'elsewhere'));
    for (const third of Array(10).keys()) await make(bench, others, connectionPrototype({ peer: ranges(third, 1) }, { name: `c-${third}` }));
    assertRefused(await post(others, connectionPrototype({ peer: ranges(20, 1) }, { name: 'more' })), 400, 'vpn_connections_quota_exceeded');
  });

  it('gets and loses ranges one by one, never the last of a side', async () => {
    const { connections } = await stableGateway(bench);
    const path = `${connections}/${await make(bench, connections, connectionPrototype())}/peer/cidrs`;
    const at = (cidr: string) => `${path}/${encodeURIComponent(cidr)}`;
    for (const time of [1, 2]) assert.equal((await bench.vpc(region, 'PUT', at('192.168.2.0/24'))).status, 204, `time ${time}`);
    assert.deepEqual((await get(path)).body.get('cidrs').value, ['192.168.1.0/24', '192.168.2.0/24']);
    assert.equal((await get(at('192.168.2.0/24'))).status, 204);
    assertRefused(await get(at('192.168.3.0/24')), 404, 'vpn_connection_cidr_not_found');
    assertRefused(await bench.vpc(region, 'PUT', at('10.249.0.0/25')), 400, 'vpn_connection_cidr_overlap');
    assert.equal((await bench.vpc(region, 'DELETE', at('192.168.1.0/24'))).status, 204);
    assertRefused(await bench.vpc(region, 'DELETE', at('192.168.2.0/24')), 400, 'vpn_connection_peer_cidrs_required');
  });

  it('is changed in what is named alone; a peer with an address stays one with an address', async () => {
    const { connections } = await stableGateway(bench);
    const path = `${connections}/${await make(bench, connections, connectionPrototype())}`;
    const changed = await bench.vpc(region, 'PATCH', path, { peer: { address: '203.0.113.10' }, psk: 'Another-Key', dead_peer_detection: { timeout: 30 } });
    const { body } = changed;
    assert.deepEqual([body.get('peer', 'address').text, body.get('psk').text, body.get('name').text], ['203.0.113.10', 'Another-Key', 'office']);
    assert.deepEqual(body.get('dead_peer_detection').value, { action: 'restart', interval: 2, timeout: 30 });
    assertRefused(await bench.vpc(region, 'PATCH', path, { peer: { fqdn: 'vpn.example.com' } }), 400, 'invalid_value');
    assertRefused(await bench.vpc(region, 'PATCH', path, { dead_peer_detection: { interval: 20, timeout: 10 } }), 400, 'invalid_value');
    assert.equal((await bench.vpc(region, 'DELETE', path)).status, 202);
    assert.equal((await get(path)).status, 404);
  });
});

describe('IKE and IPsec policies in the sandbox', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.stop());

  const ike = { authentication_algorithm: 'sha256', encryption_algorithm: 'aes256', dh_group: 14, ike_version: 2 };
  const ipsec = { authentication_algorithm: 'sha256', encryption_algorithm: 'aes256', pfs: 'disabled' };
  const post = (path: string, body: unknown): Promise<Answer> => bench.vpc(region, 'POST', path, body);

  it('are not deleted as long as a connection uses them', async () => {
    const { connections } = await stableGateway(bench);
    const [one, two] = [await make(bench, '/ike_policies', { name: 'p', ...ike }), await make(bench, '/ipsec_policies', { name: 'p', ...ipsec })];
    const connection = await make(bench, connections, connectionPrototype({}, { ike_policy: { id: one }, ipsec_policy: { id: two } }));
    for (const [path, code] of [[`/ike_policies/${one}`, 'ike_policy_in_use'], [`/ipsec_policies/${two}`, 'ipsec_policy_in_use']] as const) {
      assert.deepEqual((await bench.vpc(region, 'GET', `${path}/connections`)).body.get('connections').list.map((each) => each.get('id').text), [connection]);
      assertRefused(await bench.vpc(region, 'DELETE', path), 409, code);
    }
    await bench.vpc(region, 'DELETE', `${connections}/${connection}`);
    for (const path of [`/ike_policies/${one}`, `/ipsec_policies/${two}`]) assert.equal((await bench.vpc(region, 'DELETE', path)).status, 204);
  });

  it('that are not there are named by a connection in vain', async () => {
    const { connections } = await stableGateway(bench);
    for (const kind of ['ike', 'ipsec'] as const) {
      assertRefused(await post(connections, connectionPrototype({}, { [`${kind}_policy`]: { id: 'gone' } })), 404, `${kind}_policy_not_found`);
    }
  });

  it('have names of their own, the cloud\'s algorithms and lifetimes within bounds', async () => {
    await make(bench, '/ike_policies', { name: 'p', ...ike });
    await make(bench, '/ipsec_policies', { name: 'p', ...ipsec });
    assertRefused(await post('/ike_policies', { name: 'p', ...ike }), 400, 'ike_policy_duplicate_name');
    assertRefused(await post('/ipsec_policies', { name: 'p', ...ipsec }), 400, 'ipsec_policy_duplicate_name');
    for (const more of [{ dh_group: 2 }, { authentication_algorithm: 'sha1' }, { encryption_algorithm: 'triple_des' }, { ike_version: 3 }, { key_lifetime: 1799 }, { key_lifetime: 86_401 }]) {
      assertRefused(await post('/ike_policies', { ...ike, ...more }), 400, 'invalid_value');
    }
    for (const more of [{ pfs: 'group_2' }, { encryption_algorithm: 'aes256gcm16' }, { authentication_algorithm: 'disabled' }, { key_lifetime: 299 }]) {
      assertRefused(await post('/ipsec_policies', { ...ipsec, ...more }), 400, 'invalid_value');
    }
    await make(bench, '/ipsec_policies', { ...ipsec, authentication_algorithm: 'disabled', encryption_algorithm: 'aes256gcm16', pfs: 'group_31' });
  });
});
