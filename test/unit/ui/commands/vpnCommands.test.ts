import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../../src/model/connection';
import { Failure } from '../../../../src/model/failure';
import { readProfile } from '../../../../src/openvpn/profile';
import { runTags } from '../../../../src/ui/activity/runNode';
import { installing, signingIn, terminalName } from '../../../../src/ui/commands/connectVpn';
import { freePath } from '../../../../src/ui/commands/saveVpnProfile';
import { importing } from '../../../../src/ui/commands/vpnInConnect';
import { vpnConnection } from '../../setup/routes/clientVpn/vpnPeer';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();

describe('the commands for a connection by VPN', function () {
  this.timeout(120_000);
  let bench: CommandBench;
  let connection: Connection;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profiles-'));
    bench = await CommandBench.start();
    assert.equal((await bench.fail('privateConnect.saveVpnProfile')).what, 'There is no VPN to dial');
    connection = await vpnConnection({ cloud: bench.session.cloud, sandbox: bench.product.sandbox }, 'orders-pc-0001', { authentication: ['certificate', 'username'] });
    await bench.session.setup.plan(connection, signal);
    const refused = await bench.fail('privateConnect.saveVpnProfile', { kind: 'connection', connection });
    assert.deepEqual([refused.code, refused.next], ['ui.not-in-state', 'Run its plan to the end first.']);
    assert.equal((await bench.session.setup.run(connection.id, signal)).state, 'done');
  });
  beforeEach(() => {
    bench.done.length = 0;
    bench.said.length = 0;
    bench.offered.length = 0;
  });
  after(async () => {
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('save the profile where the person says, for them alone, and show it nowhere', async () => {
    const path = join(folder, 'orders.ovpn');
    bench.newFile = () => path;
    await bench.succeed('privateConnect.saveVpnProfile', undefined, 'enter');
    const text = await readFile(path, 'utf8');
    assert.deepEqual([readProfile(text).certificate, readProfile(text).asksForUser], ['inside', true]);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.deepEqual(bench.done, ['new file orders-pc-0001-vpn.ovpn']);
    assert.deepEqual(bench.offered.map(({ title }) => title), ['Check Connectivity'], 'no client of this machine gets to the sandbox');
    const [said = ''] = bench.said;
    assert.ok(said.startsWith(`The VPN profile is in ${path}, on `), said);
    assert.match(said, /only you may read it\. The key is in it: whoever has the file connects as you\. It asks for your IBM Cloud user name and a new one-time passcode/);
    assert.doesNotMatch([...bench.said, ...bench.logged, ...bench.done].join(), /PRIVATE KEY|remote-cert-tls/);
  });

  it('offer to dial with the profile that was saved, where a client can', async () => {
    bench.newFile = () => join(folder, 'dialled.ovpn');
    bench.reachable = true;
    await bench.run('privateConnect.saveVpnProfile', { kind: 'connection', connection }, 'enter');
    bench.reachable = false;
    assert.deepEqual(bench.offered.map(({ title }) => title), ['Connect VPN in Terminal', 'Check Connectivity']);
    for (const { run } of bench.offered) await run();
    assert.deepEqual(bench.done.slice(1), ['run privateConnect.connectVpn connection', 'run privateConnect.checkConnectivity connection']);
  });

  it('never save it over another file', async () => {
    const path = join(folder, 'there.ovpn');
    await writeFile(path, 'mine');
    bench.newFile = () => path;
    const failure = await bench.fail('privateConnect.saveVpnProfile', { kind: 'connection', connection }, 'enter');
    assert.deepEqual([failure.code, failure.why], ['openvpn.profile-exists', `${path} exists already, and is never overwritten.`]);
    assert.equal(await readFile(path, 'utf8'), 'mine');
  });

  it('save nothing where the person changes their mind', async () => {
    bench.newFile = () => undefined;
    await bench.succeed('privateConnect.saveVpnProfile', { kind: 'connection', connection }, 'enter');
    await bench.succeed('privateConnect.saveVpnProfile', { kind: 'connection', connection }, 'escape');
    assert.deepEqual(bench.said, []);
  });

  it('save one with smaller packets where large ones get lost', async () => {
    const path = join(folder, 'small.ovpn');
    bench.newFile = () => path;
    await bench.succeed('privateConnect.saveVpnProfile', { kind: 'connection', connection }, { take: /mssfix/ });
    assert.match(await readFile(path, 'utf8'), /^mssfix 1360$/m);
  });

  it('know the connection by its instance\'s row, and say where that has none', async () => {
    bench.newFile = () => join(folder, 'by-instance.ovpn');
    await bench.succeed('privateConnect.saveVpnProfile', { kind: 'instance', instance: await bench.instance('telemetry') }, 'enter');
    const failure = await bench.fail('privateConnect.saveVpnProfile', { kind: 'instance', instance: await bench.instance('orders') });
    assert.deepEqual([failure.code, failure.why], ['ui.no-vpn', 'None leads to "orders".']);
  });

  it('are offered on the rows of what leads by a VPN, and on no other', async () => {
    const { setup } = bench.session;
    const view = setup.views().find(({ connectionId }) => connectionId === connection.id);
    assert.ok(view !== undefined && runTags(view).includes('dialable'));
    const other = await bench.connected();
    const others = setup.views().find(({ connectionId }) => connectionId === other.id);
    assert.ok(others !== undefined && !runTags(others).includes('dialable'));
    const failure = await bench.fail('privateConnect.saveVpnProfile', { kind: 'connection', connection: other });
    assert.deepEqual([failure.code, failure.why], ['ui.no-vpn', `The connection to "${other.instance.name}" leads through none.`]);
  });

  it('run openvpn in a terminal with a profile and a log of the connection\'s, and open the page of passcodes', async function () {
    const failure = await bench.fail('privateConnect.connectVpn', { kind: 'connection', connection });
    assert.equal(failure.code, 'ui.made-up-vpn');
    bench.reachable = true;
    try {
      await bench.run('privateConnect.connectVpn', { kind: 'connection', connection });
    } finally {
      bench.reachable = false;
    }
    const [refused] = bench.failures.splice(0);
    if (refused?.error instanceof Failure && ['ui.no-openvpn', 'ui.no-tunnel'].includes(refused.error.code)) {
      console.log(`      ${refused.error.why}`);
      this.skip();
    }
    assert.equal(refused, undefined);
    const { files, server = assert.fail() } = bench.session.setup.way(connection.id).vpn ?? assert.fail();
    const [page = '', terminal = ''] = bench.done;
    assert.equal(page, `page ${bench.session.environment.endpoints.passcodePage}`);
    assert.ok(terminal.startsWith(`/bin/sh ${terminalName(server)}: -c `) && terminal.endsWith(`--config ${files.profile}`), terminal);
    assert.equal(readProfile(await readFile(files.profile, 'utf8')).certificate, 'inside');
    assert.equal((await stat(files.profile)).mode & 0o777, 0o600);
    assert.match(bench.said.join(), /^openvpn runs in the terminal "VPN orders-pc-0001-vpn \([0-9a-f]{8}\)"; Ctrl\+C there disconnects\. Give .* as user name.*one-time passcode/);
    assert.deepEqual(bench.offered.map(({ title }) => title), ['Check Connectivity']);
    assert.doesNotMatch([...bench.said, ...bench.logged, ...bench.done].join(), /PRIVATE KEY|remote-cert-tls/);
  });

  it('send no test message through a VPN of the sandbox, and say so before a topic is asked for', async () => {
    const failure = await bench.fail('privateConnect.sendTestMessage', { kind: 'connection', connection });
    assert.deepEqual([failure.code, failure.what], ['ui.made-up-vpn', 'Could not send the test message']);
  });

  it('show the terminal that is there instead of a second one', async () => {
    const { server = assert.fail() } = bench.session.setup.way(connection.id).vpn ?? assert.fail();
    bench.terminals = [terminalName(server)];
    await bench.succeed('privateConnect.connectVpn', { kind: 'connection', connection });
    assert.deepEqual([bench.done, bench.said], [[], []]);
    bench.terminals = [];
  });

  it('take no terminal for theirs in which a VPN server of that name runs in another VPC', async () => {
    const { server = assert.fail() } = bench.session.setup.way(connection.id).vpn ?? assert.fail();
    bench.terminals = [`VPN ${server.name}`, terminalName({ id: 'r134-6e42b27d-7f2a-4c1e-9a3b-2c49787a00ff', name: server.name })];
    assert.equal((await bench.fail('privateConnect.connectVpn', { kind: 'connection', connection })).code, 'ui.made-up-vpn', 'it went on to dial');
    bench.terminals = [];
  });

  it('copy what helps where the names do not resolve: the commands of this system, or lines for the hosts file', async () => {
    await bench.succeed('privateConnect.copyVpnHosts', { kind: 'connection', connection }, { take: /hosts file/ });
    const instance = await bench.instance('telemetry');
    const gateways = await bench.session.cloud.vpc('ca-mon').listEndpointGateways({}, signal);
    const addresses = gateways.find(({ targetCrn }) => targetCrn === instance.crn)?.addresses.map(({ address }) => address) ?? [];
    assert.equal(addresses.length, 2);
    for (const { host } of instance.members) {
      for (const address of addresses) assert.ok(bench.last?.includes(`\n${address} ${host}\n`), bench.last);
    }
    if (process.platform === 'linux') {
      await bench.succeed('privateConnect.copyVpnHosts', { kind: 'connection', connection }, { take: /systemd-resolved/ });
      assert.match(bench.last ?? '', /^copy # Once the tunnel is up.*\nsudo resolvectl dns tun0 161\.26\.0\.7 161\.26\.0\.8\nsudo resolvectl domain tun0 '~/);
    }
  });

  it('say where OpenVPN Connect is not installed, and what to take instead', async function () {
    if (process.platform !== 'linux') this.skip();
    assert.equal((await bench.fail('privateConnect.openVpnInConnect', { kind: 'connection', connection })).code, 'ui.made-up-vpn');
    bench.reachable = true;
    const failure = await bench.fail('privateConnect.openVpnInConnect', { kind: 'connection', connection });
    bench.reachable = false;
    assert.equal(failure.code, 'ui.no-openvpn-connect');
    assert.deepEqual(bench.done, [], 'nothing was asked or written before');
  });

  it('leave nothing of it on disk once the connection is forgotten', async () => {
    const { files } = bench.session.setup.way(connection.id).vpn ?? assert.fail();
    await Promise.all([writeFile(files.log, 'log'), writeFile(files.profile, 'key')]);
    await bench.session.setup.undo(connection.id, signal);
    await bench.session.setup.forget(connection.id);
    for (const path of [files.log, files.profile]) await assert.rejects(stat(path), { code: 'ENOENT' });
  });

  it('propose a name that is free', async () => {
    assert.equal(await freePath(folder, 'orders vpn/../x'), join(folder, 'orders-vpn-..-x.ovpn'));
    assert.equal(await freePath(folder, 'orders'), join(folder, 'orders-2.ovpn'));
    assert.equal(await freePath(folder, '..'), join(folder, 'vpn.ovpn'));
  });
});

describe('where a VPN is dialled from', () => {
  it('a program that is there is proposed before one that would be installed', () => {
    assert.match(installing([{ kind: 'connect' }], 'darwin'), /Open VPN Profile in OpenVPN Connect/);
    assert.match(installing([{ kind: 'tunnelblick' }], 'darwin'), /open the file with Tunnelblick/);
    assert.match(installing([], 'darwin'), /brew install openvpn/);
    assert.match(installing([], 'win32'), /OpenVPN Connect/);
    assert.match(installing([], 'linux'), /apt install openvpn openvpn-systemd-resolved/);
  });

  it('OpenVPN Connect is told which file to import', () => {
    assert.deepEqual(importing('/Applications/OpenVPN Connect.app', '/a b/p.ovpn', 'darwin'), { program: '/usr/bin/open', words: ['-a', '/Applications/OpenVPN Connect.app', '/a b/p.ovpn'] });
    assert.deepEqual(importing('C:\\C.exe', 'C:\\p.ovpn', 'win32'), { program: 'C:\\C.exe', words: ['--import-profile=C:\\p.ovpn'] });
  });

  it('whoever signed in with a user is proposed as the one who signs in there', () => {
    assert.match(signingIn({ signsIn: true }, { label: 'ann@example.com, account 12345678' }).join(), /^Give ann@example\.com as user name/);
    assert.match(signingIn({ signsIn: true }, { label: 'my key, account 12345678' }).join(), /^Give the e-mail address of your IBM Cloud user/);
    assert.deepEqual(signingIn({ signsIn: false }, { label: 'ann@example.com' }), []);
  });
});
