import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { newAuthority } from '../../../src/certificates/authority';
import { issueClient } from '../../../src/certificates/issue';
import type { NameSetup } from '../../../src/model/nameSetup';
import { readProfile } from '../../../src/openvpn/profile';
import { noHistory } from '../../../src/setup/journal/history';
import type { Setup } from '../../../src/setup/setup';
import { identitiesOf, keepIdentities } from '../../../src/setup/vpnIdentities';
import { domainsOf, profileFor, type VpnProfile } from '../../../src/setup/vpnProfile';
import { freePort, OpenVpn, skipWithoutOpenVpn } from '../certificates/realOpenVpn';
import { Openssl } from '../certificates/openssl';
import { madeBy, vpnConnection } from './routes/clientVpn/vpnPeer';
import { MemoryVault, never, Peer } from './support';

describe('The profile of a connection’s VPN', function suite() {
  this.timeout(120_000);
  let peer: Peer;
  let setup: Setup;
  before(async () => {
    peer = await Peer.start();
    setup = peer.setup();
  });
  after(() => peer.stop());

  async function made(id: string, more: Parameters<typeof vpnConnection>[2] = {}): Promise<VpnProfile> {
    await madeBy(setup, await vpnConnection(peer, id, more));
    return await setup.vpnProfile(id, {}, never);
  }
  /** What the machine resolves with plays no part in it, and what a profile says is looked at without that. */
  const notesOf = ({ notes }: VpnProfile): readonly string[] => notes.filter((note) => !/openvpn needs|hosts file|company network/.test(note));
  const textOf = ({ profile }: VpnProfile): string => profile.reveal();

  it('has the first person’s certificate and key where they were made here, and shows them to nobody', async () => {
    const profile = await made('orders-pc-0001');
    const client = (await identitiesOf(peer.vault, 'orders-pc-0001'))?.client ?? assert.fail('none is kept');
    assert.deepEqual([profile.holdsKey, profile.signsIn, notesOf(profile), profile.server.name], [true, false, [], 'orders-pc-0001-vpn']);
    const read = readProfile(textOf(profile));
    assert.deepEqual([read.certificate, read.asksForUser, read.warnings], ['inside', false, []]);
    assert.ok(textOf(profile).includes(client.key.reveal().trim()));
    assert.doesNotMatch(textOf(profile), /^\s*(route|dhcp-option DNS|route-nopull)/m, 'routes and name servers are sent by the server');
    const shown = inspect(profile, { depth: 9 }) + JSON.stringify(profile);
    assert.doesNotMatch(shown, /PRIVATE KEY|BEGIN/);
    assert.equal([...await peer.files()].some(([, text]) => text.includes('PRIVATE KEY') && text.includes('remote-cert-tls')), false, 'nothing of it is kept');
  });

  it('has the key that Secrets Manager made, where the certificate is a private one', async () => {
    const profile = await made('orders-pc-0002', { certificates: { kind: 'private', person: 'anna' }, authentication: ['certificate', 'username'] });
    assert.deepEqual([profile.holdsKey, profile.signsIn, notesOf(profile)], [true, true, []]);
    assert.equal(readProfile(textOf(profile)).asksForUser, true);
  });

  it('has no key where people sign in with a passcode alone', async () => {
    const profile = await made('orders-pc-0003', { authentication: ['username'] });
    assert.deepEqual([profile.holdsKey, profile.signsIn, notesOf(profile)], [false, true, []]);
    assert.doesNotMatch(textOf(profile), /PRIVATE KEY/);
    assert.match(textOf(profile), /^auth-user-pass$/m);
  });

  it('says that a certificate is missing where the VPN server is somebody else’s', async () => {
    const [server] = (await peer.cloud.vpc('ca-mon').listVpnServers({}, never)).filter(({ name }) => name === 'orders-pc-0001-vpn');
    assert.ok(server !== undefined);
    const profile = await made('orders-pc-0004', {
      vpc: { kind: 'existing', ...server.vpc }, server: { kind: 'existing', id: server.id, name: server.name }, certificates: undefined, secretsManager: undefined,
      extraRoutes: [{ destination: '10.77.0.0/16', action: 'translate' }],
    });
    assert.deepEqual([profile.holdsKey, notesOf(profile)], [false, ['The profile lacks a certificate and its key: put yours in, in place of its lines #cert and #key.']]);
  });

  it('is somebody else’s where theirs is given, and says that a certificate is over', async () => {
    const authority = await newAuthority({ name: 'orders CA' });
    const { certificate, key } = await issueClient(authority, { name: 'bob', now: new Date('2020-01-01') });
    const profile = await setup.vpnProfile('orders-pc-0001', { identity: { certificate, above: authority.certificate, key } }, never);
    assert.ok(textOf(profile).includes(key.reveal().trim()));
    assert.match(notesOf(profile).join(), /^The certificate in it ended on 20/);
  });

  it('says what there is not: a VPN, its server, what was kept', async () => {
    const planned = await vpnConnection(peer, 'orders-pc-0005');
    await setup.plan(planned, never);
    await assert.rejects(setup.vpnProfile(planned.id, {}, never), { code: 'setup.no-vpn-server', next: 'Run the plan first.' });
    const other = await peer.connection('orders-pc-0006');
    await setup.plan(other, never);
    await assert.rejects(setup.vpnProfile(other.id, {}, never), { code: 'setup.no-vpn' });
    const elsewhere = peer.setup({ secrets: new MemoryVault() });
    await elsewhere.load();
    await assert.rejects(elsewhere.vpnProfile('orders-pc-0001', {}, never), { code: 'setup.no-identity' });
  });

  it('goes with the connection, and so do keys that were brought for it', async () => {
    const { id } = await vpnConnection(peer, 'orders-pc-0007');
    const authority = await newAuthority({ name: 'CA' });
    const pair = { certificate: authority.certificate, above: '', key: authority.key };
    for (const forget of [() => setup.forget(id), () => setup.keepAndForget(id)]) {
      await setup.save(await vpnConnection(peer, id, { certificates: { kind: 'brought' } }));
      await keepIdentities(peer.vault, id, { origin: 'brought', authority: pair, server: pair });
      await forget();
      assert.deepEqual([...peer.vault.secrets.keys()].filter((key) => key.includes(id)), []);
    }
  });

  it('holds the lines that fit the machine, and smaller packets where these are wanted', async () => {
    const { connection, tools, vpn } = direct('orders-pc-0001');
    const on = async (names: NameSetup | undefined, smallPackets?: 'mssfix' | 'tun-mtu') =>
      await profileFor({ connection, vpn, history: noHistory }, { ...tools, names: () => Promise.resolve(names) }, { smallPackets }, never);
    const domain = domainsOf(await peer.cloud.resources.getInstance(connection.instance.crn, never)).join();
    const resolved = textOf(await on({ resolver: 'systemd-resolved', script: '/etc/openvpn/update-systemd-resolved' }));
    assert.deepEqual(resolved.match(/^(?:up|dhcp-option) .*$/gm), ['up /etc/openvpn/update-systemd-resolved', `dhcp-option DOMAIN-ROUTE ${domain}`]);
    const bare = await on({ resolver: 'systemd-resolved' });
    assert.match(bare.notes.join(), /install update-systemd-resolved/);
    assert.deepEqual((await on(undefined)).notes, []);
    assert.match(textOf(await on(undefined, 'mssfix')), /^mssfix 1360$/m);
    assert.match(textOf(await on(undefined, 'tun-mtu')), /^tun-mtu 1320$/m);
  });

  function direct(id: string) {
    const connection = setup.connections().find((each) => each.id === id) ?? assert.fail('it is not there');
    return { connection, tools: { cloud: peer.cloud, secrets: peer.vault }, vpn: setup.way(id).vpn };
  }

  describe('with the real openvpn', () => {
    const files = new Openssl();
    let running: OpenVpn[];
    before(skipWithoutOpenVpn);
    beforeEach(() => { running = []; });
    afterEach(() => Promise.all(running.map((each) => each.stop())));
    after(() => files.remove());
    const start = (args: readonly string[]): OpenVpn => {
      running.push(new OpenVpn(args));
      return running.at(-1) ?? assert.fail('it did not start');
    };

    for (const [kind, id] of [['made here', 'orders-pc-0001'], ['of Secrets Manager', 'orders-pc-0002']] as const) {
      it(`connects to a server with the certificates that the VPN server was made with: ${kind}`, async () => {
        const { certificateCrn } = await peer.cloud.vpc('ca-mon').getVpnServer(setup.way(id).vpn?.server?.id ?? '', never);
        const [instanceCrn, secretId] = [`${certificateCrn.split(':').slice(0, 8).join(':')}::`, certificateCrn.split(':').at(-1) ?? ''];
        const { data } = await peer.cloud.secretsManagers.open(await peer.cloud.secretsManagers.get(instanceCrn, never)).getCertificate(secretId, never);
        const port = String(await freePort());
        const server = start(['--local', '127.0.0.1', '--port', port, '--tls-server', '--dh', 'none', '--remote-cert-tls', 'client',
          '--ca', files.write('ca.pem', data.chain.join('\n')), '--cert', files.write('s.pem', [data.certificate, ...data.chain].join('\n')),
          '--key', files.write('s.key', data.privateKey?.reveal() ?? '')]);
        await server.says(/UDPv4 link local \(bound\)/);
        const { tools, ...of } = direct(id);
        const served = textOf(await profileFor({ ...of, history: noHistoryBut(id) }, { ...tools, names: () => Promise.resolve(undefined) }, {}, never));
        // What leads elsewhere than to this machine, or asks a person.
        const here = served.replace(/^(remote|port|proto|client|dev|auth-user-pass)\b.*$/gm, '');
        const client = start(['--config', files.write('client.ovpn', here), '--tls-client', '--remote', '127.0.0.1', port]);
        await Promise.all([server.says(/Initialization Sequence Completed/), client.says(/Initialization Sequence Completed/)]);
        assert.match(server.said, /VERIFY OK: depth=0, CN=anna/);
      });
    }
  });

  /** What the journal has of the private certificate, as a view shows it. */
  function noHistoryBut(id: string) {
    const step = setup.views().find(({ connectionId }) => connectionId === id)?.steps.find((each) => each.id === 'client-certificate');
    return step?.resource === undefined ? noHistory : {
      ...noHistory, steps: { 'client-certificate': { lost: [], resources: [{ ...step.resource, kind: 'certificate-secret' }] } },
    };
  }
});

describe('the domains of an instance', () => {
  const of = (privateNames: readonly string[], members: readonly string[] = []): readonly string[] =>
    domainsOf({ privateNames, members: members.map((host) => ({ host, port: 9093 })) });

  it('are as few as hold its names', () => {
    assert.deepEqual(of(['*.a.example', 'b.a.example', 'A.EXAMPLE']), ['a.example']);
    assert.deepEqual(of(['x.example', 'y.example']), ['x.example', 'y.example']);
    assert.deepEqual(of([], ['kafka-0.example', 'kafka-1.example']), ['kafka-0.example', 'kafka-1.example']);
  });
});
