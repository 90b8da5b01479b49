import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import type { ServerSession } from '../../../../src/diagnose/vantage/serverSession';
import { openServer } from '../../../../src/diagnose/vantage/ssh';
import { readPrivateKey } from '../../../../src/ssh/privateKey';
import { portOf } from '../../kafka/support/kafkaPeer';
import { RealSshd, type SshdOptions } from './realSshd';
import { never } from './sshBench';
import { makeKey } from './sshPeer';

setMaxListeners(0, never);

/** A name that every machine knows by its own files. */
const known = 'localhost';

describe('what OpenSSH\'s own server lets a login do', () => {
  let folder = '';
  let line = '';
  const ends: (() => unknown)[] = [];

  before(async function () {
    if (process.platform === 'win32' || RealSshd.program() === undefined || !RealSshd.hasShell()) {
      console.log('      sshd, or somebody with a shell who may sign in, is not here');
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'openssh-logins-'));
    const key = makeKey();
    await writeFile(join(folder, 'key'), key.privateKey, { mode: 0o600 });
    const read = readPrivateKey(key.privateKey);
    assert.ok(read.kind === 'key');
    line = read.publicKey.line;
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) {
      await end();
    }
    await rm(join(folder, 'known-hosts'), { force: true });
  });
  after(() => folder === '' ? undefined : rm(folder, { recursive: true }));

  async function signIn(lines: SshdOptions['lines'], { options = '', timeoutMs = 3000 } = {}): Promise<ServerSession> {
    const sshd = await RealSshd.start(RealSshd.program() ?? '', [`${options}${line}`], { lines: lines ?? [], shell: true });
    ends.push(() => sshd.stop());
    const session = await openServer({
      network: systemNetwork(), host: '127.0.0.1', port: sshd.port, username: sshd.username, name: 'box', privateKeyPath: join(folder, 'key'),
      knownHostsPath: join(folder, 'known-hosts'), timeoutMs,
    }, never);
    ends.push(() => session.close());
    return session;
  }

  /** A port on loopback where something listens. */
  async function listener(): Promise<number> {
    const server = createServer((socket) => socket.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(() => server.close());
    return portOf(server);
  }

  it('answers names, runs commands and forwards where nothing is closed', async () => {
    const session = await signIn([]);
    assert.deepEqual(await session.resolve(known, never), ['127.0.0.1']);
    await assert.rejects(session.resolve('nobody.private.invalid', never), (error: Error & { code?: string }) => /^E(NOTFOUND|TIMEOUT|REFUSED|SERVFAIL)$/.test(error.code ?? ''));
    (await session.connect('127.0.0.1', await listener(), never)).destroy();
  });

  for (const sessions of [1, 2]) {
    it(`answers all names where it allows ${sessions} session${sessions === 1 ? '' : 's'} a connection`, async () => {
      const session = await signIn([`MaxSessions ${sessions}`]);
      const asked = await Promise.all(Array.from({ length: 12 }, () => session.resolve(known, never)));
      assert.deepEqual(new Set(asked.map((addresses) => addresses.join())), new Set(['127.0.0.1']));
      (await session.connect('127.0.0.1', await listener(), never)).destroy();
    });
  }

  const forced = [
    ['prints a message and ends well', 'echo Welcome to the jump host.', /ended with code 0: Welcome to the jump host\.$/],
    ['ends as getent does that finds nothing', 'exit 2', /ended with code 2 and printed nothing\.$/],
    ['waits for somebody to type', 'echo Choose a host:; cat', /ended with code 0: Choose a host:$/],
    ['never ends', 'echo Choose a host:; exec sleep 30', /did not end within 1 s\. It printed: Choose a host:$/],
    ['repeats what it refuses', 'echo "refused: $SSH_ORIGINAL_COMMAND"; exit 1', /ended with code 1: refused: getent ahostsv4 localhost$/],
  ] as const;
  for (const [how, command, why] of forced) {
    it(`is told in its own words where a forced command ${how}, and is no fault of DNS`, async () => {
      for (const session of [
        await signIn([`ForceCommand ${command}`], { timeoutMs: 1000 }),
        await signIn([], { timeoutMs: 1000, options: `command="${command.replaceAll('"', '\\"')}" ` }),
      ]) {
        await assert.rejects(session.resolve(known, never), (error: Error & { code?: string; why?: string }) =>
          error.code === 'ssh.no-commands' && why.test(error.why ?? ''));
      }
    });
  }

  it('is said to run nothing where it allows no session, and still forwards', async () => {
    const session = await signIn(['MaxSessions 0']);
    await assert.rejects(session.resolve(known, never), { code: 'ssh.no-commands' });
    (await session.connect('127.0.0.1', await listener(), never)).destroy();
  });

  it('is said not to forward, by the server and by the key alike', async () => {
    const port = await listener();
    for (const session of [await signIn(['AllowTcpForwarding no']), await signIn([], { options: 'restrict ' }), await signIn(['PermitOpen none'])]) {
      await assert.rejects(session.connect('127.0.0.1', port, never), {
        code: 'ssh.forwarding-refused', what: `box does not forward to 127.0.0.1:${port}`, next: /AllowTcpForwarding yes.*restrict/,
      });
      assert.deepEqual(await session.resolve(known, never), ['127.0.0.1'], 'what can be asked is asked');
    }
  });

  it('is told what is wanted beside the key', async () => {
    await assert.rejects(signIn(['AuthenticationMethods publickey,publickey']), { code: 'ssh.more-wanted', why: /also wants: another key\.$/ });
    await assert.rejects(signIn(['PasswordAuthentication yes', 'AuthenticationMethods publickey,password']), { code: 'ssh.more-wanted', why: /also wants: a password\.$/ });
  });
});
