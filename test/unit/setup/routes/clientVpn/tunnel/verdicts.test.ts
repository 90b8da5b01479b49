import assert from 'node:assert/strict';
import { noHistory } from '../../../../../../src/setup/journal/history';
import { card, client, down, gatewayAddress, looked, opened, refusal, route, silent, unknown, wifi, type State } from './bench';

interface Row {
  readonly what: string;
  readonly state: State;
  /** The check that tells, what it says and how: `failed vpn.not-up`. */
  readonly check: string;
  readonly says: string;
  readonly summary?: RegExp;
  readonly cause?: RegExp;
  readonly remedy?: RegExp;
  /** A command where the product can do it. */
  readonly command?: string;
}

const reason = (code: string) => [{ code, message: `the cloud says ${code}` }];
const resolvers = { '161.26.0.7': [gatewayAddress] };
const ignored: State = {
  network: { resolve: unknown },
  machine: { nameServers: () => Promise.resolve([{ link: 'wlan0', servers: ['192.168.1.1'], domains: [], isDefault: true }]) },
};
const log = (...lines: readonly string[]) => ['OpenVPN 2.6.14 x86_64', ...lines].join('\n');
const up = 'Initialization Sequence Completed';

const partOfRange: NonNullable<State['machine']> = {
  routes: () => Promise.resolve([
    { range: '10.249.1.0/25', through: 'wlan0' }, { range: '10.249.1.0/24', through: 'tun0' }, { range: '161.26.0.0/16', through: 'tun0' },
  ]),
  sourceTo: (address) => Promise.resolve(address === gatewayAddress ? '192.168.1.5' : '172.20.0.2'),
};

/** A row is made long before its test runs. */
const anHourAhead = new Date(Date.now() + 3_600_000).toISOString();

const rows: readonly Row[] = [
  // The VPN server.
  { what: 'nothing was made yet', state: { history: noHistory }, check: 'vpn-server', says: 'expected vpn.not-run', command: 'privateConnect.showPlan' },
  { what: 'it was undone', state: { history: { ...noHistory, phase: 'undone' } }, check: 'vpn-server', says: 'failed vpn.not-made', command: 'privateConnect.planAgain' },
  { what: 'somebody deleted the server', state: { server: refusal(404) }, check: 'vpn-server', says: 'failed vpn.server-gone', command: 'privateConnect.planAgain' },
  { what: 'the server may not be seen', state: { server: refusal(403) }, check: 'vpn-server', says: 'degraded vpn.server-unread', remedy: /Viewer/ },
  { what: 'the server is being changed', state: { server: { lifecycleState: 'updating' } }, check: 'vpn-server', says: 'failed vpn.server-not-ready', command: 'privateConnect.checkAgain' },
  { what: 'the account is suspended', state: { server: { lifecycleState: 'suspended', lifecycleReasons: reason('resource_suspended_by_provider') } }, check: 'vpn-server', says: 'failed vpn.server-suspended', remedy: /support case/ },
  ...([
    ['cannot_access_server_certificate', /expired.*authorization.*Trial/s], ['cannot_access_client_certificate', /clients' authority/], ['cannot_create_vpc_route', /inside the range of the client addresses/],
    ['cannot_reserve_ip_address', /no free address/], ['internal_error', /no more than that/],
  ] as const).map(([code, cause]): Row => ({
    what: `the cloud's reason is ${code}`, state: { server: { healthState: 'faulted', healthReasons: reason(code) } }, check: 'vpn-server',
    says: `failed vpn.${code.replaceAll('_', '-')}`, cause,
  })),
  { what: 'the cloud gives no reason', state: { server: { healthState: 'faulted' } }, check: 'vpn-server', says: 'failed vpn.server-unwell', remedy: /support case/ },
  { what: 'the cloud has a reason that is new', state: { server: { healthState: 'degraded', healthReasons: reason('moon_in_the_way') } }, check: 'vpn-server', says: 'degraded vpn.moon-in-the-way', cause: /the cloud says moon/ },

  // The tunnel on this machine.
  { what: 'the sandbox has no VPN', state: { madeUp: true, machine: down }, check: 'tunnel', says: 'expected vpn.made-up', summary: /a real one would be needed from here on/ },
  { what: 'nobody dialled', state: { machine: down }, check: 'tunnel', says: 'failed vpn.not-up', summary: /172\.20\.0\.0\/22/, command: 'privateConnect.connectVpn' },
  { what: 'a network card has the address of a client', state: { machine: { interfaces: () => ({ eth0: card('172.20.0.9', '02:42:ac:11:00:02', 24) }), ownNetworks: () => Promise.resolve({ networks: [{ range: '172.20.0.0/24', name: 'eth0' }] }) } }, check: 'tunnel', says: 'failed vpn.pool-overlaps', summary: /172\.20\.0\.0\/24 \(eth0\) overlaps/ },
  { what: 'it is up in a network of the same range', state: { machine: { ownNetworks: () => Promise.resolve({ networks: [{ range: '172.20.0.0/24', name: 'wlan0' }, { range: '172.20.0.0/22', name: 'tun0' }] }) } }, check: 'tunnel', says: 'degraded vpn.pool-overlaps', remedy: /another network/ },
  { what: 'this is WSL, and nothing leads through', state: { machine: { ...down, surroundings: () => Promise.resolve('wsl') } }, check: 'tunnel', says: 'failed vpn.host-tunnel', summary: /this is WSL/ },
  { what: 'this is a container whose computer has the tunnel', state: { machine: { ...down, surroundings: () => Promise.resolve('container') }, network: { connect: () => Promise.resolve(opened()) } }, check: 'tunnel', says: 'passed ok', summary: /container.*leads through/ },
  { what: 'there is no tunnel device', state: { machine: { ...down, tunnelRights: () => Promise.resolve({ kind: 'none', why: 'No /dev/net/tun.', next: 'Load it.' }) } }, check: 'tunnel', says: 'failed vpn.no-device', cause: /No \/dev\/net\/tun/, remedy: /^Load it$/ },
  { what: 'no client is installed', state: { machine: { ...down, vpnClients: () => Promise.resolve([]) } }, check: 'tunnel', says: 'failed vpn.no-client', remedy: /Install/ },
  { what: 'UDP is blocked on the way', state: { machine: { ...down, exchange: silent } }, check: 'tunnel', says: 'failed vpn.port-blocked', summary: /UDP 443/, remedy: /TCP 443/ },
  { what: 'TCP is blocked on the way', state: { machine: down, server: { protocol: 'tcp' } }, check: 'tunnel', says: 'failed vpn.port-blocked', summary: /TCP 443/ },
  { what: 'the port is blocked and a rule admits one address alone', state: { machine: { ...down, exchange: silent }, choices: { ownAddress: '203.0.113.7' } }, check: 'tunnel', says: 'failed vpn.port-blocked', command: 'privateConnect.letThisMachineIn' },
  { what: 'something else answers there', state: { machine: { ...down, exchange: () => Promise.resolve(Buffer.from('SSH-2.0-whatever')) } }, check: 'tunnel', says: 'failed vpn.port-blocked' },
  { what: 'the server\'s name does not resolve', state: { machine: { ...down, exchange: unknown } }, check: 'tunnel', says: 'failed vpn.name-unknown' },

  // What OpenVPN's log says.
  { what: 'the log says that the device cannot be had', state: { machine: down, log: log('Cannot ioctl TUNSETIFF tun: Operation not permitted') }, check: 'tunnel', says: 'failed vpn.no-rights', remedy: /sudo/ },
  { what: 'the log says that the server\'s chain is not known', state: { machine: down, log: log('VERIFY ERROR: depth=0, error=unable to get issuer certificate') }, check: 'tunnel', says: 'failed vpn.server-unknown', cause: /intermediate/ },
  { what: 'the log ends with a tunnel that was up', state: { machine: down, log: log(up, 'SIGTERM[hard,] received') }, check: 'tunnel', says: 'failed vpn.not-up', command: 'privateConnect.connectVpn' },
  { what: 'a certificate was refused', state: { machine: down, log: log('AUTH: Received control message: AUTH_FAILED') }, check: 'tunnel', says: 'failed vpn.client-certificate-chain', command: 'privateConnect.renewVpnCertificates' },
  { what: 'a certificate was refused by a server of somebody else\'s', state: { machine: down, choices: { authentication: ['username'] }, server: { authentication: [{ method: 'certificate', authorityCrn: '' }] }, log: log('AUTH_FAILED') }, check: 'tunnel', says: 'failed vpn.client-certificate-chain', command: 'privateConnect.renewVpnCertificates' },
  ...([
    ['no policy gives the role', { kind: 'not-seen' }, 'vpn.passcode-no-role', /VPN Client/], ['the role is held', { kind: 'held' }, 'vpn.passcode-wrong', /new passcode/],
    ['a group may give the role', { kind: 'perhaps', through: [] }, 'vpn.passcode-unclear', /new passcode/], ['IAM does not tell', { kind: 'unknown', failure: refusal(403) }, 'vpn.passcode-unclear', /new passcode/],
  ] as const).map(([what, role, code, remedy]): Row => ({
    what: `a passcode was refused and ${what}`, state: { machine: down, role, iamId: 'IBMid-1', choices: { authentication: ['username'] }, log: log('AUTH: Received control message: AUTH_FAILED') },
    check: 'tunnel', says: `failed ${code}`, remedy,
  })),
  { what: 'a passcode was refused and a service signed in here', state: { machine: down, iamId: 'iam-ServiceId-1', choices: { authentication: ['username'] }, log: log('AUTH_FAILED') }, check: 'tunnel', says: 'failed vpn.passcode-unclear' },
  { what: 'a passcode was spent when the tunnel signed in again', state: { machine: down, role: { kind: 'held' }, iamId: 'IBMid-1', choices: { authentication: ['username'] }, log: log(up, 'TLS: soft reset sec=3600', 'AUTH_FAILED') }, check: 'tunnel', says: 'failed vpn.passcode-spent' },

  // Routes.
  { what: 'the server has no routes', state: { routes: [] }, check: 'vpn-routes', says: 'failed vpn.no-routes', command: 'privateConnect.planAgain' },
  { what: 'none leads to the name servers', state: { routes: [route('10.249.1.0/24'), route('161.26.0.0/16', { action: 'drop' })] }, check: 'vpn-routes', says: 'failed vpn.no-routes', command: 'privateConnect.planAgain', summary: /161\.26\.0\.7/ },
  { what: 'one stays pending', state: { routes: [route('10.249.1.0/24', { lifecycleState: 'pending' }), route('161.26.0.0/16')] }, check: 'vpn-routes', says: 'degraded vpn.routes-stuck', cause: /expired/, remedy: /off, wait two minutes/ },
  { what: 'one stays pending that this client was not sent', state: { routes: [route('10.250.0.0/24', { lifecycleState: 'pending' }), route('161.26.0.0/16')] }, check: 'vpn-routes', says: 'failed vpn.routes-stuck' },
  { what: 'one stays deleting', state: { routes: [route('10.9.0.0/24', { lifecycleState: 'deleting' }), route('161.26.0.0/16')] }, check: 'vpn-routes', says: 'degraded vpn.routes-stuck' },
  { what: 'one is new', state: { routes: [route('10.249.1.0/24', { lifecycleState: 'pending', createdAt: anHourAhead }), route('161.26.0.0/16')] }, check: 'vpn-routes', says: 'degraded vpn.routes-new', command: 'privateConnect.checkAgain' },
  { what: 'the cloud does not tell them', state: { routes: refusal(403) }, check: 'vpn-routes', says: 'degraded vpn.routes-unread' },
  { what: 'the tunnel is up without routes', state: { machine: { routes: () => Promise.resolve([{ range: '0.0.0.0/0', through: 'wlan0' }]) } }, check: 'vpn-routes', says: 'failed vpn.up-without-routes', cause: /route-nopull/ },
  { what: 'a route came after this client connected', state: { routes: [route('10.249.1.0/24'), route('161.26.0.0/16'), route('10.250.0.0/24')] }, check: 'vpn-routes', says: 'failed vpn.old-routes', summary: /missing here: 10\.250\.0\.0\/24/, remedy: /connect it again/ },
  { what: 'the home network has the range of a subnet', state: { machine: { routes: () => Promise.resolve([{ range: '10.249.1.0/24', through: 'wlan0' }, { range: '161.26.0.0/16', through: 'tun0' }]) } }, check: 'vpn-routes', says: 'failed vpn.lan-overlaps', summary: /10\.249\.1\.0\/24 \(wlan0\)/ },
  { what: 'the home network has a part of the range, as the more exact route', state: { machine: partOfRange }, check: 'vpn-routes', says: 'failed vpn.lan-overlaps', summary: /2 of 2 destinations.*10\.249\.1\.4 goes elsewhere: 10\.249\.1\.0\/25 \(wlan0\)/, remedy: /another range/ },
  { what: 'a rule of the system goes before all routes', state: { machine: { sourceTo: () => Promise.resolve('192.168.1.5') } }, check: 'vpn-routes', says: 'failed vpn.lan-overlaps', summary: /161\.26\.0\.7.* goes elsewhere: 192\.168\.1\.5/ },
  { what: 'the kernel knows no way', state: { machine: { sourceTo: silent } }, check: 'vpn-routes', says: 'failed vpn.lan-overlaps', summary: /nothing came back/ },
  { what: 'the home network has a part of the range in which nothing is needed', state: { machine: { ...partOfRange, sourceTo: () => Promise.resolve('172.20.0.2') } }, check: 'vpn-routes', says: 'passed ok' },
  { what: 'the cloud does not tell the gateway', state: { gateway: refusal(403), machine: partOfRange }, check: 'vpn-routes', says: 'passed ok' },
  { what: 'the full tunnel does not take everything', state: { server: { splitTunnel: false } }, check: 'vpn-routes', says: 'failed vpn.up-without-routes', summary: /0\.0\.0\.0\/0/ },
  { what: 'this machine does not tell its routes', state: { machine: { routes: () => Promise.reject(new Error('no netstat')) } }, check: 'vpn-routes', says: 'degraded vpn.own-routes-unread', command: 'privateConnect.checkAgain' },

  // The client as the cloud lists it: never a reason to ask no further.
  { what: 'the list does not have it yet', state: { clients: [] }, check: 'vpn-client', says: 'passed ok', summary: /172\.20\.0\.2 is not among the 0 that are listed: the list lags/ },
  { what: 'the list says that it is gone', state: { clients: [{ ...client, status: 'disconnected' }] }, check: 'vpn-client', says: 'degraded vpn.listed-disconnected' },
  { what: 'the list may not be seen', state: { clients: refusal(403) }, check: 'vpn-client', says: 'passed ok', summary: /Operator/ },
  { what: 'a user is listed without a common name', state: { clients: [{ ...client, commonName: undefined, username: 'anna@example.com' }] }, check: 'vpn-client', says: 'passed ok', summary: /anna@example\.com, from 203\.0\.113\.7/ },

  // Name servers.
  { what: 'the server sends none', state: { server: { dnsServers: [] }, network: { resolve: unknown } }, check: 'vpn-names', says: 'failed vpn.dns-not-pushed', remedy: /161\.26\.0\.7/ },
  { what: 'they do not answer through the tunnel', state: { network: { resolve: unknown }, machine: { askNameServer: silent } }, check: 'vpn-names', says: 'failed vpn.dns-blocked', command: 'privateConnect.planAgain' },
  { what: 'they do not know the names', state: { network: { resolve: unknown }, machine: { askNameServer: unknown } }, check: 'vpn-names', says: 'failed vpn.dns-unknown', command: 'privateConnect.checkAgain', cause: /endpoint gateway/ },
  { what: 'the client leaves them aside', state: ignored, check: 'vpn-names', says: 'failed vpn.dns-ignored', remedy: /resolvectl dns tun0 161\.26\.0\.7 161\.26\.0\.8 && sudo resolvectl domain tun0 '~guid\.private\.example'/ },
  { what: 'the client leaves them aside since it connected, once', state: { ...ignored, log: log(up) }, check: 'vpn-names', says: 'failed vpn.dns-ignored', remedy: /resolvectl/ },
  { what: 'they were lost when it connected again', state: { ...ignored, log: log(up, 'SIGUSR1[soft,ping-restart] received', up) }, check: 'vpn-names', says: 'failed vpn.dns-lost' },
  { what: 'the company\'s are asked first', state: { network: { resolve: unknown }, machine: { nameServers: () => Promise.resolve([{ link: 'wlan0', servers: ['192.168.1.1'], domains: ['~.'], isDefault: true }, { link: 'tun0', servers: ['161.26.0.7'], domains: [], isDefault: false }]) } }, check: 'vpn-names', says: 'failed vpn.dns-leaks', cause: /company/ },
  { what: 'programs are told something else', state: { network: { resolve: () => Promise.resolve(['198.51.100.9']) } }, check: 'vpn-names', says: 'failed vpn.dns-other-answer', remedy: /hosts file/ },
  { what: 'only the hosts file knows them', state: { server: { dnsServers: [] } }, check: 'vpn-names', says: 'passed ok' },
  { what: 'UDP to them gets lost and TCP does not', state: { machine: { askNameServer: ({ over, server }) => over === 'tcp' && server in resolvers ? Promise.resolve([gatewayAddress]) : silent() } }, check: 'vpn-names', says: 'passed ok', summary: /told what the tunnel’s name server knows/ },
];

describe('What is told of a tunnel, by the state of machine and cloud', () => {
  for (const { what, state, check, says, summary, cause, remedy, command } of rows) {
    it(`${says} where ${what}`, async () => {
      const finding = (await looked(state))[check];
      assert.ok(finding !== undefined, 'the check was not asked');
      assert.equal(`${finding.state} ${finding.code}`, says);
      assert.match(finding.summary, summary ?? /\S/);
      assert.equal(finding.remedy?.command, command);
      if (finding.state !== 'passed') {
        assert.match(finding.cause ?? '', cause ?? /\S.*\.$/s);
        assert.match(finding.remedy?.title ?? '', remedy ?? /\S/);
      }
    });
  }

  it('is that all is well where it is', async () => {
    const found = await looked();
    assert.deepEqual(Object.entries(found).map(([id, { state, code }]) => `${id} ${state} ${code}`), [
      'vpn-server passed ok', 'tunnel passed ok', 'vpn-certificates passed ok', 'vpn-routes passed ok', 'vpn-client passed ok', 'vpn-names passed ok',
      'vpn-packet-size passed ok',
    ]);
    assert.match(found['tunnel']?.summary ?? '', /tun0 has 172\.20\.0\.2/);
    assert.match(found['vpn-client']?.summary ?? '', /listed as anna/);
  });

  it('goes on by the plan where the server may not be seen', async () => {
    const found = await looked({ server: refusal(403), choices: { dnsServers: ['161.26.0.7'] } });
    assert.deepEqual(Object.values(found).map(({ state }) => state), ['degraded', 'passed', 'passed', 'passed', 'passed', 'passed', 'passed']);
  });

  it('looks for the tunnel by interface and address, never by a network card', async () => {
    const found = await looked({ machine: { interfaces: () => ({ eth0: card('172.20.0.9', '02:42:ac:11:00:02'), wlan0: wifi, tun3: card('172.20.0.7') }), sourceTo: () => Promise.resolve('172.20.0.7') }, clients: [{ ...client, address: '172.20.0.7' }] });
    assert.match(found['tunnel']?.summary ?? '', /tun3 has 172\.20\.0\.7/);
  });

  it('shows nothing of what the cloud says that moves a cursor, hides or fills the view', async () => {
    const evil = `\u001b[2J\u202e${'x'.repeat(3_000)}`;
    const member = { code: evil, message: evil };
    const hostile: readonly State[] = [
      { server: { name: evil, hostname: evil, healthReasons: [member], clientPool: '172.20.0.0/22' }, routes: [route('10.249.1.0/24'), route('161.26.0.0/16'), route(evil)] },
      { server: { healthState: 'degraded', healthReasons: [member] }, routes: [route('161.26.0.0/16'), route(evil, { lifecycleState: 'failed' })] },
      { server: { dnsServers: [evil] } },
      { clients: [{ ...client, remoteAddress: evil, commonName: evil, username: evil }] },
      { clients: [{ ...client, remoteAddress: evil, status: 'disconnected', commonName: evil }] },
      { server: { hostname: evil }, machine: { ...down, exchange: silent } },
      { server: { certificateCrn: evil } },
    ];
    for (const [at, state] of hostile.entries()) {
      for (const [id, { summary, evidence, cause = '', code }] of Object.entries(await looked(state))) {
        for (const text of [summary, cause, code, ...evidence]) {
          assert.ok(!/[\p{Cc}\u202e]/u.test(text) && text.length < 1_200, `${at} ${id}: ${text.length} ${JSON.stringify(text.slice(0, 200))}`);
        }
      }
    }
  });

  it('ends with whoever cancels it', async () => {
    await assert.rejects(looked({ machine: { routes: () => Promise.reject(new DOMException('stop', 'AbortError')) } }), { name: 'AbortError' });
  });
});
