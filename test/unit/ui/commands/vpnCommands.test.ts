import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../../src/model/connection';
import { readProfile } from '../../../../src/openvpn/profile';
import { runTags } from '../../../../src/ui/activity/runNode';
import { freePath } from '../../../../src/ui/commands/vpnCommands';
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
    const [said = ''] = bench.said;
    assert.ok(said.startsWith(`The VPN profile is in ${path}, on `), said);
    assert.match(said, /only you may read it\. The key is in it: whoever has the file connects as you\. It asks for your IBM Cloud user name and a new one-time passcode/);
    assert.doesNotMatch([...bench.said, ...bench.logged, ...bench.done].join(), /PRIVATE KEY|remote-cert-tls/);
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

  it('propose a name that is free', async () => {
    assert.equal(await freePath(folder, 'orders vpn/../x'), join(folder, 'orders-vpn-..-x.ovpn'));
    assert.equal(await freePath(folder, 'orders'), join(folder, 'orders-2.ovpn'));
    assert.equal(await freePath(folder, '..'), join(folder, 'vpn.ovpn'));
  });
});
