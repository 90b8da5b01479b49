import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../../../src/base/codes';
import { newAuthority } from '../../../src/certificates/authority';
import { issueClient } from '../../../src/certificates/issue';
import { completeProfile } from '../../../src/openvpn/completeProfile';
import { openvpnInTerminal } from '../../../src/openvpn/inTerminal';
import { skipWithoutOpenVpn } from '../certificates/realOpenVpn';
import { servedProfile } from './servedProfile';

const ended = 'It\'s over. Press Enter.';

describe('openvpn in a terminal', function () {
  this.timeout(30_000);
  let folder: string;
  let running: ChildProcess | undefined;
  let said = '';
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'a folder with \'quotes\' $HOME '));
    said = '';
  });
  afterEach(async () => {
    if (running !== undefined) endAll(running.pid);
    running = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  /** Something that behaves as openvpn does with SIGINT, and says how it was started. */
  async function start(body: string, text = 'client'): Promise<ChildProcess> {
    const [openvpn, profile, log] = ['openvpn', 'p.ovpn', 'p.log'].map((name) => join(folder, name));
    assert.ok(openvpn !== undefined && profile !== undefined && log !== undefined);
    await writeFile(openvpn, `#!/bin/sh\n${body}\n`, { mode: 0o700 });
    await writeFile(profile, text, { mode: 0o600 });
    const { program, words } = openvpnInTerminal({ openvpn, profile, log, sudo: false, ended });
    // A group of its own, as a terminal's: Ctrl+C goes to all of it.
    running = spawn(program, [...words], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [running.stdout, running.stderr]) stream?.on('data', (data: Buffer) => { said += data.toString(); });
    return running;
  }
  const until = async (isSo: () => boolean): Promise<void> => { while (!isSo()) await pause(10); };
  const log = (): Promise<string> => readFile(join(folder, 'p.log'), 'utf8');
  const isProfileThere = (): Promise<boolean> => access(join(folder, 'p.ovpn')).then(() => true, () => false);

  it('is given its profile, and what it says stands in the terminal and in a log that its owner alone reads', async () => {
    const shell = await start('echo "with $2: $(cat "$2")"; echo trouble >&2');
    await until(() => said.includes(ended));
    assert.match(said, /with .*p\.ovpn: client\ntrouble\n/);
    assert.equal(await log(), said.slice(0, said.indexOf('\nIt\'s')));
    assert.equal((await stat(join(folder, 'p.log'))).mode & 0o777, 0o600);
    assert.equal(await isProfileThere(), false, 'the key is on no disk once the tunnel is down');
    shell.stdin?.end('\n');
    await once(shell, 'exit');
  });

  it('ends by Ctrl+C with what it takes back, and the terminal stays until Enter', async () => {
    const shell = await start('trap "echo routes taken back; exit 0" INT; echo up; while :; do sleep 0.05; done');
    await until(() => said.includes('up'));
    assert.equal(await isProfileThere(), true);
    process.kill(-(shell.pid ?? 0), 'SIGINT');
    await until(() => said.includes(ended));
    assert.match(await log(), /up\nroutes taken back\n/);
    assert.equal(await isProfileThere(), false);
    assert.equal(shell.exitCode, null);
  });

  it('has its profile deleted once it has read it', async () => {
    await start('echo "WARNING: of an option"; sleep 0.1; echo "2026-11-28 OpenVPN 2.6.14 x86_64"; while :; do sleep 0.05; done');
    await until(() => said.includes('WARNING'));
    assert.equal(await isProfileThere(), true);
    while (await isProfileThere()) await pause(10);
    assert.doesNotMatch(said, /over/);
  });

  it('ends where the terminal is closed, with the real openvpn, which would start again', async function () {
    skipWithoutOpenVpn.call(this);
    const authority = await newAuthority({ name: 'CA' });
    const { certificate, key } = await issueClient(authority, { name: 'ann' });
    const served = servedProfile().replace(/remote .*/, 'remote 127.0.0.1').replace('dev tun', 'dev null').replace(/<ca>[^]*<.ca>/, `<ca>\n${authority.certificate}</ca>`);
    const shell = await start('exec openvpn "$@"', completeProfile(served, { identity: { kind: 'inside', certificate, key }, signsIn: false }).reveal());
    await until(() => said.includes('UDPv4 link remote') || shell.exitCode !== null);
    assert.equal(await isProfileThere(), false, said);
    process.kill(-(shell.pid ?? 0), 'SIGHUP');
    await once(shell, 'exit');
  });

  it('leaves no profile where the terminal is closed', async () => {
    const shell = await start('echo up; while :; do sleep 0.05; done');
    await until(() => said.includes('up'));
    process.kill(-(shell.pid ?? 0), 'SIGHUP');
    await once(shell, 'exit');
    assert.equal(await isProfileThere(), false);
  });

  it('asks for an administrator by sudo itself, and is started with nothing that a shell would read', () => {
    const { words } = openvpnInTerminal({ openvpn: '/usr/sbin/openvpn', profile: '/a b/p', log: '/a b/l', sudo: true, ended: 'e' }, 'linux');
    assert.deepEqual(words.slice(2), ['connect-vpn', '/a b/p', '/a b/l', 'e', 'sudo', '--', '/usr/sbin/openvpn', '--config', '/a b/p']);
  });

  it('is quoted on Windows as PowerShell reads it', () => {
    const { program, words } = openvpnInTerminal({
      openvpn: 'C:\\Program Files\\OpenVPN\\bin\\openvpn.exe', profile: 'C:\\O\'Neil’s $x\\p.ovpn', log: 'C:\\l.log', sudo: true, ended: 'It\'s over',
    }, 'win32');
    assert.equal(program, 'powershell.exe');
    const line = words.at(-1) ?? '';
    assert.ok(line.includes('& \'C:\\Program Files\\OpenVPN\\bin\\openvpn.exe\' --config \'C:\\O\'\'Neil’’s $x\\p.ovpn\''), line);
    assert.ok(line.includes('Write-Host \'It\'\'s over\''));
    assert.doesNotMatch(line, /sudo/);
  });
});

/** What the shell started too: it would hold its output open. */
function endAll(group: number | undefined): void {
  try {
    process.kill(-(group ?? assert.fail('it was not started')), 'SIGKILL');
  } catch (error) {
    assert.equal(codeOf(error), 'ESRCH');
  }
}
