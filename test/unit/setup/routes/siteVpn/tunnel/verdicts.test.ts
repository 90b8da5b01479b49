import assert from 'node:assert/strict';
import { Secret } from '../../../../../../src/model/secret';
import { noHistory } from '../../../../../../src/setup/journal/history';
import { keepKey } from '../../../../../../src/setup/office/key';
import { MemoryVault } from '../../../support';
import {
  asked, card, endpointAddress, forwarder, key, locations, looked, member, open, refusal, refused, routeTo, silent, subnet, table, unknown, vpnConnection, type State,
} from './bench';

interface Row {
  readonly what: string;
  readonly state: State;
  /** The check that tells, what it says and how: `failed tunnel.connection-gone`. */
  readonly check: string;
  readonly says: string;
  readonly summary?: RegExp;
  readonly cause?: RegExp;
  readonly remedy?: RegExp;
  /** A command where the product can do it. */
  readonly command?: string;
}

const reason = (code: string) => [{ code, message: `the cloud says ${code}` }];
const [first, second] = locations;
const only = (reachable: readonly string[]): NonNullable<State['network']> => ({ connect: (address) => reachable.includes(address) ? open() : silent() });
/** By the command that holds both sides beside each other. */
const compare = /^Compare With the Office…$/;
const planAgain = 'privateConnect.planAgain';
const again = 'privateConnect.checkAgain';
const twoTunnels = (...status: readonly string[]): NonNullable<State['connection']> => ({
  mode: 'route', status: status.includes('up') ? 'up' : 'down', localRanges: [], peerRanges: [],
  tunnels: status.map((each, at) => ({ publicAddress: `203.0.113.4${at}`, status: each, reasons: each === 'up' ? [] : reason('peer_not_responding') })),
});
const route: NonNullable<State['choices']> = { mode: 'route' };

const rows: readonly Row[] = [
  // The VPN gateway.
  { what: 'nothing was made yet', state: { history: noHistory }, check: 'vpn-gateway', says: 'expected tunnel.not-run', command: 'privateConnect.showPlan' },
  { what: 'it was undone', state: { history: { ...noHistory, phase: 'undone' } }, check: 'vpn-gateway', says: 'failed tunnel.not-made', command: planAgain },
  { what: 'somebody deleted the gateway', state: { gateway: refusal(404) }, check: 'vpn-gateway', says: 'failed tunnel.gateway-gone', command: planAgain },
  { what: 'the gateway may not be seen', state: { gateway: refusal(403) }, check: 'vpn-gateway', says: 'degraded tunnel.gateway-unread', remedy: /Viewer/ },
  { what: 'it is being made', state: { gateway: { lifecycleState: 'pending' } }, check: 'vpn-gateway', says: 'failed tunnel.gateway-not-ready', command: again },
  { what: 'it is being deleted', state: { gateway: { lifecycleState: 'deleting' } }, check: 'vpn-gateway', says: 'failed tunnel.gateway-gone', command: planAgain },
  { what: 'its public address is not there yet', state: { gateway: { members: [member({ publicAddress: '0.0.0.0' })] } }, check: 'vpn-gateway', says: 'failed tunnel.gateway-not-ready', summary: /no public address yet/, command: again },
  { what: 'the account is suspended', state: { gateway: { lifecycleState: 'suspended', lifecycleReasons: reason('resource_suspended_by_provider') } }, check: 'vpn-gateway', says: 'failed tunnel.gateway-suspended', remedy: /support case/ },
  ...([['cannot_create_vpc_route', /route.*already/s], ['cannot_reserve_ip_address', /no free address/], ['internal_error', /no more than that/]] as const).map(([code, cause]): Row => ({
    what: `the cloud's reason is ${code}`, state: { gateway: { healthState: 'faulted', healthReasons: reason(code) } }, check: 'vpn-gateway',
    says: `failed tunnel.${code.replaceAll('_', '-')}`, cause,
  })),
  { what: 'the cloud gives no reason', state: { gateway: { healthState: 'faulted' } }, check: 'vpn-gateway', says: 'failed tunnel.gateway-unwell', remedy: /support case/ },
  { what: 'the cloud has a reason that is new', state: { gateway: { healthState: 'degraded', healthReasons: reason('moon_in_the_way') } }, check: 'vpn-gateway', says: 'degraded tunnel.moon-in-the-way', cause: /the cloud says moon/ },
  { what: 'one half is not well', state: { gateway: { members: [member(), member({ publicAddress: '0.0.0.0', healthState: 'faulted' })] } }, check: 'vpn-gateway', says: 'degraded tunnel.gateway-half', command: again },

  // What the connection is set to.
  { what: 'somebody deleted the connection', state: { connection: 'gone' }, check: 'vpn-settings', says: 'failed tunnel.connection-gone', command: planAgain },
  { what: 'the connection may not be seen', state: { connection: refusal(403) }, check: 'vpn-settings', says: 'degraded tunnel.connection-unread', remedy: /Operator/ },
  ...([
    [{ connection: { peer: { address: '198.51.100.77' } } }, /the office's address: 198\.51\.100\.9 was chosen, the cloud has 198\.51\.100\.77/],
    [{ connection: { peerIdentity: { type: 'fqdn', value: 'gw.example' } } }, /IKE identity: ipv4_address 198\.51\.100\.9 was chosen, the cloud has fqdn gw\.example/],
    [{ connection: { peerRanges: ['192.168.50.0/25'] } }, /ranges: 192\.168\.50\.0\/24 was chosen, the cloud has 192\.168\.50\.0\/25/],
    [{ connection: { ikePolicy: undefined }, choices: { ike: { version: 1, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 } } }, /IKE version: 1 was chosen, the cloud has 2/],
    [{ ike: { version: 1 } }, /IKE version: 2 was chosen, the cloud has 1/], [{ ike: { encryption: ['aes128'] } }, /encryption of the IKE policy: aes256 was chosen, the cloud has aes128/],
    [{ ike: { dhGroups: [19, 20] } }, /group of the IKE policy: 14 was chosen, the cloud has 19, 20/], [{ ike: { authentication: ['sha512'] } }, /integrity of the IKE policy/],
    [{ ike: { keyLifetime: 3600 } }, /lifetime of the IKE policy: 28800 s was chosen, the cloud has 3600 s/], [{ ipsec: { encryption: ['aes128gcm16'] } }, /encryption of the IPsec policy/],
    [{ ipsec: { authentication: ['sha384'] } }, /integrity of the IPsec policy/], [{ ipsec: { pfs: ['disabled'] } }, /forward secrecy of the IPsec policy: group_14 was chosen, the cloud has disabled/],
    [{ ipsec: { keyLifetime: 300 } }, /lifetime of the IPsec policy/],
    [{ choices: { office: { isBehindNat: true, identity: { type: 'ipv4_address', value: '198.51.100.9' }, ranges: ['192.168.50.0/24'] } } }, /who dials: peer_only was chosen, the cloud has bidirectional/],
  ] as const satisfies readonly (readonly [State, RegExp])[]).map(([state, summary]): Row => ({
    what: `it differs in ${summary.source.slice(0, 60)}`, state, check: 'vpn-settings', says: 'degraded tunnel.settings-changed', summary, command: planAgain,
  })),
  { what: 'the cloud has more ranges, and several algorithms among them the chosen one', state: { connection: { peerRanges: ['172.30.0.0/16', '192.168.50.0/24'] }, ike: { encryption: ['aes128', 'aes256'], dhGroups: [] } }, check: 'vpn-settings', says: 'passed ok' },

  // Up or down.
  ...([
    ['peer_not_responding', /has not dialled yet/, /^Put the files on/], ['ike_policy_mismatch', /proposal of the first phase/, compare], ['ipsec_policy_mismatch', /forward secrecy/, compare],
    ['cannot_authenticate_connection', /pre-shared key, or another IKE identity/, compare], ['ike_v1_id_local_remote_cidr_mismatch', /IKEv1 wants each pair/, compare],
    ['ike_v2_local_remote_cidr_mismatch', /ranges of the two sides differ/, compare], ['internal_error', /no more than that/, /support case/],
  ] as const).map(([code, cause, remedy]): Row => ({
    what: `the cloud's reason is ${code}`, state: { connection: { status: 'down', reasons: reason(code) } }, check: 'vpn-connection',
    says: `failed tunnel.${code.replaceAll('_', '-')}`, cause, remedy,
  })),
  { what: 'the reason is new', state: { connection: { status: 'down', reasons: reason('moon_in_the_way') } }, check: 'vpn-connection', says: 'failed tunnel.moon-in-the-way', cause: /the cloud says moon/, remedy: compare },
  { what: 'no reason is given', state: { connection: { status: 'down' } }, check: 'vpn-connection', says: 'failed tunnel.down', remedy: compare },
  { what: 'it is down and was changed', state: { connection: { status: 'down', reasons: reason('ike_policy_mismatch') }, ike: { encryption: ['aes128'] } }, check: 'vpn-connection', says: 'failed tunnel.ike-policy-mismatch', summary: /ike policy mismatch; encryption of the IKE policy: aes256 was chosen, the cloud has aes128/, remedy: compare },
  { what: 'it is switched off', state: { connection: { enabled: false, status: 'down' } }, check: 'vpn-connection', says: 'failed tunnel.connection-disabled', remedy: /Switch the VPN connection on/ },
  { what: 'the sandbox has no office', state: { madeUp: true, connection: { status: 'down', reasons: reason('peer_not_responding') } }, check: 'vpn-connection', says: 'expected tunnel.not-dialled', summary: /has not dialled yet/, cause: /put the files on its gateway/, command: again },
  { what: 'one of two tunnels is up', state: { choices: route, connection: twoTunnels('up', 'down'), routes: [routeTo('192.168.50.0/24', 'connection-1')] }, check: 'vpn-connection', says: 'degraded tunnel.one-of-two', summary: /1 of 2 tunnels/, remedy: compare },
  { what: 'both tunnels are down', state: { choices: route, connection: twoTunnels('down', 'down') }, check: 'vpn-connection', says: 'failed tunnel.peer-not-responding', remedy: /^Put the files on/ },

  // The custom resolver, as the cloud has it.
  { what: 'there is none by choice', state: { choices: { resolver: { kind: 'none' } } }, check: 'vpn-resolver', says: 'passed ok', summary: /writes the addresses down/ },
  { what: 'somebody deleted it', state: { resolver: 'gone' }, check: 'vpn-resolver', says: 'failed tunnel.resolver-gone', command: planAgain },
  { what: 'its instance was deleted', state: { resolver: refusal(404) }, check: 'vpn-resolver', says: 'failed tunnel.resolver-gone', command: planAgain },
  { what: 'it may not be seen', state: { resolver: refusal(403) }, check: 'vpn-resolver', says: 'degraded tunnel.resolver-unread', remedy: /Reader/ },
  { what: 'no location is up', state: { resolver: { health: 'CRITICAL' } }, check: 'vpn-resolver', says: 'failed tunnel.resolver-critical', command: again },
  { what: 'one is not', state: { resolver: { health: 'DEGRADED' } }, check: 'vpn-resolver', says: 'degraded tunnel.resolver-degraded', command: again },
  { what: 'it is switched off', state: { resolver: { enabled: false } }, check: 'vpn-resolver', says: 'degraded tunnel.resolver-disabled', remedy: /Enable/ },
  { what: 'no location has an address', state: { resolver: { locations: [{ id: 'l', subnetCrn: '', enabled: true, healthy: true, address: undefined }] } }, check: 'vpn-resolver', says: 'failed tunnel.dns-no-location', command: planAgain },

  // What goes through, and comes back.
  { what: 'somebody deleted the endpoint gateway', state: { endpoint: refusal(404) }, check: 'vpn-ranges', says: 'failed tunnel.endpoint-gone', command: planAgain },
  { what: 'the endpoint gateway may not be seen', state: { endpoint: refusal(403) }, check: 'vpn-ranges', says: 'degraded tunnel.endpoint-unread', remedy: /Viewer/ },
  { what: 'the endpoint gateway has no address yet', state: { endpoint: { addresses: [{ id: 'i', name: 'i', address: '0.0.0.0' }] } }, check: 'vpn-ranges', says: 'failed tunnel.endpoint-not-ready', cause: /30 minutes/, command: again },
  { what: 'the endpoint gateway is outside', state: { connection: { localRanges: ['10.240.1.0/28'] } }, check: 'vpn-ranges', says: 'failed tunnel.endpoint-outside', summary: /10\.240\.0\.4 of the endpoint gateway/, command: planAgain },
  { what: 'one of two addresses is outside', state: { endpoint: { addresses: [{ id: 'i', name: 'i', address: endpointAddress }, { id: 'j', name: 'j', address: '10.240.64.4' }] } }, check: 'vpn-ranges', says: 'degraded tunnel.endpoint-outside', summary: /^10\.240\.64\.4 of/, command: planAgain },
  { what: 'the locations are outside', state: { connection: { localRanges: ['10.240.0.0/24'] } }, check: 'vpn-ranges', says: 'degraded tunnel.location-outside', summary: /10\.240\.1\.4, 10\.240\.1\.5/, command: planAgain },
  { what: 'the endpoint gateway is in another zone', state: { subnets: [subnet('subnet-g', 'ca-mon-2'), subnet('subnet-e', 'ca-mon-1')] }, check: 'vpn-ranges', says: 'failed tunnel.zone-not-served', summary: /10\.240\.0\.4 \(ca-mon-1\)/, remedy: /add a VPN gateway in that zone/ },
  { what: 'the zone is another one, in route mode', state: { choices: route, connection: twoTunnels('up', 'up'), routes: [routeTo('192.168.0.0/16', 'connection-1')], subnets: [subnet('subnet-g', 'ca-mon-2'), subnet('subnet-e', 'ca-mon-1')] }, check: 'vpn-ranges', says: 'passed ok' },
  { what: 'a routing table takes no routes', state: { tables: [table(), table({ id: 't', name: 'strict', isDefault: false, acceptsRoutesFrom: ['vpn_server'], subnets: [{ id: 'subnet-e', name: 'e' }] })] }, check: 'vpn-ranges', says: 'failed tunnel.routes-not-accepted', summary: /strict/, remedy: /Accept routes from/ },
  { what: 'no route leads back, in route mode', state: { choices: route, connection: twoTunnels('up', 'up'), routes: [routeTo('192.168.50.0/25', 'connection-1'), routeTo('192.168.50.0/24', 'another')] }, check: 'vpn-ranges', says: 'failed tunnel.no-way-back', summary: /orders-table leads back to 192\.168\.50\.0\/24/, command: planAgain },
  { what: 'the routing tables may not be seen', state: { tables: refusal(403) }, check: 'vpn-ranges', says: 'passed ok' },

  // This machine.
  { what: 'the sandbox has no office though the tunnel is up', state: { madeUp: true }, check: 'office', says: 'expected tunnel.made-up', summary: /a machine in one would be needed/, command: again },
  { what: 'this machine is at home', state: { machine: { interfaces: () => ({ wlan0: card('192.168.1.5') }) } }, check: 'office', says: 'expected tunnel.not-in-office', summary: /this laptop does not stand in the office.*192\.168\.50\.0\/24/, cause: /no fault of the connection/, remedy: /from a computer in the office/ },
  { what: 'this is WSL', state: { machine: { interfaces: () => ({ eth0: card('172.25.1.2') }), surroundings: () => Promise.resolve('wsl') } }, check: 'office', says: 'passed ok', summary: /this is WSL/ },
  { what: 'nothing answers in a container', state: { machine: { interfaces: () => ({ eth0: card('172.17.0.2') }), surroundings: () => Promise.resolve('container') }, network: only([]) }, check: 'vpn-passes', says: 'expected tunnel.not-in-office', remedy: /computer in the office/ },
  { what: 'it sends by another interface', state: { machine: { sourceTo: () => Promise.resolve('10.8.0.2') } }, check: 'office', says: 'failed tunnel.sends-from-elsewhere', summary: /10\.240\.0\.4 is sent to from 10\.8\.0\.2, not from 192\.168\.50\.7/, remedy: /Add a route/ },
  { what: 'it has no route', state: { machine: { sourceTo: silent } }, check: 'office', says: 'failed tunnel.no-way-out', remedy: /Add a route/ },

  // Packets.
  { what: 'nothing comes back', state: { network: only([]) }, check: 'vpn-passes', says: 'failed tunnel.nothing-passes', cause: /plain ESP.*force UDP encapsulation/s, remedy: compare },
  { what: 'one range passes and the other does not', state: { network: only([endpointAddress]) }, check: 'vpn-passes', says: 'degraded tunnel.narrowed', summary: /1 of 3 addresses answer, not 10\.240\.1\.4:53/, cause: /narrowed.*ping says nothing/s, remedy: compare },
  { what: 'one location is silent in a range that passes', state: { network: only([endpointAddress, first]) }, check: 'vpn-passes', says: 'degraded tunnel.place-silent', summary: /not 10\.240\.1\.5:53/, command: planAgain },
  { what: 'the locations refuse TCP, which is an answer', state: { network: { connect: (address) => address === endpointAddress ? open() : refused() } }, check: 'vpn-passes', says: 'passed ok' },

  // Names.
  { what: 'there is no resolver, and nothing is written down', state: { choices: { resolver: { kind: 'none' } }, network: { resolve: unknown } }, check: 'vpn-names', says: 'failed tunnel.dns-none', remedy: /hosts file/ },
  { what: 'there is no resolver, and it is written down', state: { choices: { resolver: { kind: 'none' } } }, check: 'vpn-names', says: 'passed ok' },
  { what: 'no location answers', state: { network: { resolve: unknown }, machine: asked({ [first]: silent, [second]: silent }) }, check: 'vpn-names', says: 'failed tunnel.dns-locations-silent', cause: /default group/, command: planAgain },
  { what: 'no location answers, and programs know the names', state: { machine: asked({ [first]: silent, [second]: silent }) }, check: 'vpn-names', says: 'degraded tunnel.dns-locations-silent', command: planAgain },
  { what: 'one location is silent', state: { machine: asked({ [second]: silent }) }, check: 'vpn-names', says: 'degraded tunnel.dns-location-silent', summary: /^10\.240\.1\.5 does not answer/, command: again },
  { what: 'a location answers over TCP alone', state: { machine: asked({ [`${second}/udp`]: silent }) }, check: 'vpn-names', says: 'degraded tunnel.dns-half-silent', summary: /^10\.240\.1\.5/, command: planAgain },
  { what: 'no location knows the names', state: { network: { resolve: unknown }, machine: asked({ [first]: unknown, [second]: unknown }) }, check: 'vpn-names', says: 'failed tunnel.dns-unknown', summary: /may remember that for 30 min/, command: again },
  { what: 'one location was asked too early', state: { network: { resolve: unknown }, machine: { ...asked({ [first]: unknown }), exchange: () => Promise.resolve(denial(600, 900)) } }, check: 'vpn-names', says: 'failed tunnel.dns-negative-cache', summary: /10\.240\.1\.4 does not know the names, and may remember that for 10 min; 10\.240\.1\.5 does/, remedy: /location that knows/ },
  { what: 'one location was asked too early, and programs know the names', state: { machine: asked({ [first]: unknown }) }, check: 'vpn-names', says: 'degraded tunnel.dns-negative-cache', summary: /for 30 min/ },
  { what: 'the forwarder lacks the zone', state: { network: { resolve: unknown }, machine: asked({ [forwarder]: unknown }) }, check: 'vpn-names', says: 'failed tunnel.dns-zone-missing', summary: /^192\.168\.50\.2 does not know/, remedy: /forwarder file/ },
  { what: 'the forwarder gets no answer', state: { network: { resolve: silent }, machine: asked({ [forwarder]: silent }) }, check: 'vpn-names', says: 'failed tunnel.dns-forwarder-silent', cause: /from its own address/, remedy: /forwarder file/ },
  { what: 'the forwarder knows, and programs do not', state: { network: { resolve: unknown } }, check: 'vpn-names', says: 'failed tunnel.dns-not-asked', remedy: /hosts file/ },
  { what: 'whom this machine asks cannot be seen', state: { network: { resolve: unknown }, machine: { nameServers: () => Promise.reject(new Error('no resolvectl')) } }, check: 'vpn-names', says: 'failed tunnel.dns-zone-missing', summary: /^programs here/ },
  { what: 'programs are told something else', state: { network: { resolve: () => Promise.resolve(['198.51.100.9']) } }, check: 'vpn-names', says: 'failed tunnel.dns-other-answer', remedy: /hosts file/ },
  { what: 'everything is forwarded', state: { machine: { nameServers: () => Promise.resolve([{ link: undefined, servers: [first], domains: [], isDefault: true }]) } }, check: 'vpn-names', says: 'degraded tunnel.dns-all-to-cloud', remedy: /forwarder file/ },
];

/** As a name server that has cached "no such name" says it: the start of authority, with how long it lives still and how long it lived at first. */
function denial(lives: number, minimum: number): Buffer {
  const authority = Buffer.alloc(1 + 10 + 1 + 1 + 20);
  authority.writeUInt16BE(6, 1);
  authority.writeUInt16BE(1, 3);
  authority.writeUInt32BE(lives, 5);
  authority.writeUInt16BE(22, 9);
  authority.writeUInt32BE(minimum, authority.length - 4);
  const header = Buffer.from([0, 7, 0x81, 0x83, 0, 1, 0, 0, 0, 1, 0, 0]);
  return Buffer.concat([header, Buffer.from([1, 0x61, 0, 0, 1, 0, 1]), authority]);
}

describe('What is told of a site-to-site VPN, by the state of office and cloud', () => {
  for (const { what, state, check, says, summary, cause, remedy, command } of rows) {
    it(`${says} where ${what}`, async () => {
      const finding = (await looked(state))[check];
      assert.ok(finding !== undefined, 'the check was not asked');
      assert.equal(`${finding.state} ${finding.code}`, says);
      assert.match(finding.summary, summary ?? /\S/);
      assert.equal(finding.remedy?.command, remedy === compare ? 'privateConnect.compareOffice' : command);
      if (finding.state !== 'passed') {
        assert.match(finding.cause ?? '', cause ?? /\S.*\.$/s);
        assert.match(finding.remedy?.title ?? '', remedy ?? /\S/);
      }
    });
  }

  it('is that all is well where it is', async () => {
    const found = await looked();
    assert.deepEqual(Object.entries(found).map(([id, { state, code }]) => `${id} ${state} ${code}`), [
      'vpn-gateway passed ok', 'vpn-settings passed ok', 'vpn-connection passed ok', 'vpn-resolver passed ok', 'vpn-ranges passed ok', 'office passed ok',
      'vpn-passes passed ok', 'vpn-names passed ok', 'vpn-packet-size passed ok',
    ]);
    assert.match(found['vpn-gateway']?.summary ?? '', /203\.0\.113\.40/);
    assert.match(found['office']?.summary ?? '', /192\.168\.50\.7/);
  });

  it('is that a part works where one of several zones has its tunnel, and asks on', async () => {
    const place = (zone: string) => ({ zone, gateway: { kind: 'existing' as const, id: zone, name: zone }, subnet: { kind: 'new' as const }, connection: { kind: 'existing' as const, id: 'connection-1', name: 'c' } });
    const states = ['up', 'down'];
    const connection = { get status() { return states.shift() ?? 'up'; } };
    const found = await looked({ choices: { places: [place('ca-mon-1'), place('ca-mon-2')] }, connection });
    assert.deepEqual([found['vpn-connection']?.state, found['vpn-connection']?.code], ['degraded', 'tunnel.one-of-several']);
    assert.ok(found['vpn-names'] !== undefined);
  });

  it('names another key than the one that is kept here by the fingerprints of both', async () => {
    const vault = new MemoryVault();
    await keepKey(vault, 'orders-pc', new Secret(key));
    assert.equal((await looked({ vault }))['vpn-settings']?.state, 'passed');
    await keepKey(vault, 'orders-pc', new Secret('another-key'));
    const { code, summary, evidence } = (await looked({ vault }))['vpn-settings'] ?? assert.fail('not asked');
    assert.equal(code, 'tunnel.settings-changed');
    assert.match(summary, /fingerprint of the pre-shared key: [0-9a-f]{16} was chosen, the cloud has [0-9a-f]{16}/);
    assert.ok(![summary, ...evidence].some((text) => text.includes('another-key') || text.includes(key)));
  });

  it('goes on where the gateway may not be seen', async () => {
    const found = await looked({ gateway: refusal(403) });
    assert.deepEqual(Object.values(found).map(({ state }) => state), ['degraded', ...Array.from({ length: 8 }, () => 'passed')]);
  });

  it('asks for no name as long as the endpoint gateway is not ready: a resolver would remember the answer', async () => {
    const found = await looked({ endpoint: { lifecycleState: 'pending' }, machine: { askNameServer: () => assert.fail('asked') }, network: { resolve: () => assert.fail('asked') } });
    assert.equal(Object.values(found).at(-1)?.code, 'tunnel.endpoint-not-ready');
  });

  it('shows nothing of what the cloud says that moves a cursor, hides or fills the view, and never the key', async () => {
    const evil = `\u001b[2J\u202e${'x'.repeat(3_000)}`;
    const because = [{ code: evil, message: evil }];
    const hostile: readonly State[] = [
      { gateway: { name: evil, healthState: 'degraded', healthReasons: because, members: [member({ publicAddress: evil })], mode: evil } },
      { connection: { status: 'down', name: 'orders-office', reasons: because } },
      { connection: { peer: { address: evil }, peerIdentity: { type: evil, value: evil }, peerRanges: [evil], localRanges: [evil, '10.240.0.0/23'] }, ike: { encryption: [evil] } },
      { endpoint: { name: evil, lifecycleState: evil } }, { tables: [table({ name: evil, isDefault: false, acceptsRoutesFrom: [], subnets: [{ id: 'subnet-e', name: evil }] })] },
      { resolver: { name: 'orders-resolver', health: evil, locations: [{ id: evil, subnetCrn: evil, enabled: true, healthy: false, address: evil }] }, network: { connect: silent } },
      { subnets: [subnet('subnet-g', 'a'), subnet('subnet-e', evil)] },
    ];
    for (const [at, state] of hostile.entries()) {
      for (const [id, { summary, evidence, cause = '', code }] of Object.entries(await looked(state))) {
        for (const text of [summary, cause, code, ...evidence]) {
          assert.ok(!/[\p{Cc}\u202e]/u.test(text) && text.length < 1_500 && !text.includes(key), `${at} ${id}: ${text.length} ${JSON.stringify(text.slice(0, 200))}`);
        }
      }
    }
    assert.equal(vpnConnection.presharedKey.reveal(), key);
  });

  it('ends with whoever cancels it', async () => {
    await assert.rejects(looked({ machine: { sourceTo: () => Promise.reject(new DOMException('stop', 'AbortError')) } }), { name: 'AbortError' });
    await assert.rejects(looked({ network: { connect: () => Promise.reject(new DOMException('stop', 'AbortError')) } }), { name: 'AbortError' });
  });
});
