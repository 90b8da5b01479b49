import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import type { ServerSession } from '../../../../src/diagnose/vantage/serverSession';
import { openServer, type SignInHelp } from '../../../../src/diagnose/vantage/ssh';
import type { Network } from '../../../../src/model/network';
import { Secret } from '../../../../src/model/secret';
import type { ServerAccess, Through } from '../../../../src/model/serverAccess';
import { readPrivateKey } from '../../../../src/ssh/privateKey';
import { RealSshd, type SshdOptions } from './realSshd';
import { never } from './sshBench';
import { makeKey } from './sshPeer';

describe('the way through OpenSSH\'s own servers', () => {
  let folder = '';
  /** Public halves of the keys in the folder. */
  const lines: Record<string, string> = {};
  const ends: (() => unknown)[] = [];

  before(async function () {
    if (process.platform === 'win32' || RealSshd.program() === undefined) {
      console.log('      sshd is not here');
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'openssh-ways-'));
    await mkdir(join(folder, 'private-connect'));
    for (const name of ['server', 'bastion']) {
      const key = makeKey();
      await writeFile(join(folder, name), key.privateKey, { mode: 0o600 });
      const read = readPrivateKey(key.privateKey);
      assert.ok(read.kind === 'key');
      lines[name] = read.publicKey.line;
    }
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) {
      await end();
    }
    await rm(knownHosts(), { force: true });
    await rm(join(folder, 'config'), { force: true });
  });
  after(() => folder === '' ? undefined : rm(folder, { recursive: true }));

  const knownHosts = (): string => join(folder, 'private-connect', 'known_hosts');

  async function sshd(key: string, options?: SshdOptions): Promise<RealSshd> {
    const started = await RealSshd.start(RealSshd.program() ?? '', [lines[key] ?? ''], options);
    ends.push(() => started.stop());
    return started;
  }

  const dialled: number[] = [];

  /** This machine, which gets to those ports alone. */
  function network(...ports: readonly number[]): Network {
    dialled.splice(0);
    return { ...systemNetwork(), connect: (host, port, signal) => {
      dialled.push(port);
      return ports.includes(port) ? systemNetwork().connect(host, port, signal) : Promise.reject(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }));
    } };
  }

  async function open(server: RealSshd, through: Through, from: Network, more: Partial<ServerAccess> = {}, help?: SignInHelp): Promise<ServerSession> {
    const session = await openServer({
      network: from, host: '127.0.0.1', port: server.port, username: server.username, name: 'box', privateKeyPath: join(folder, 'server'),
      knownHostsPath: knownHosts(), sshFolder: folder, through, ...more,
    }, never, help);
    ends.push(() => session.close());
    return session;
  }

  const alias = (name: string, { port, username }: RealSshd, ...more: string[]): string[] =>
    [`Host ${name}`, '  HostName 127.0.0.1', `  Port ${port}`, `  User ${username}`, `  IdentityFile ${join(folder, 'bastion')}`, ...more];
  const configure = (...text: string[]): Promise<void> => writeFile(join(folder, 'config'), `${text.join('\n')}\n`);

  it('is a ProxyJump of the SSH configuration, whose key opens the bastion, and whose host key is pinned beside the server\'s', async () => {
    const [bastion, server] = [await sshd('bastion'), await sshd('server')];
    await configure(...alias('bastion', bastion), 'Host 127.0.0.*', '  ProxyJump bastion');
    const session = await open(server, { kind: 'ssh-config', name: '127.0.0.1' }, network(bastion.port));
    (await session.connect('127.0.0.1', server.port, never)).destroy();
    assert.deepEqual(dialled, [bastion.port]);
    const pinned = (await readFile(knownHosts(), 'utf8')).split('\n').map((line) => line.split(' ')[0]);
    assert.deepEqual(pinned, [`[127.0.0.1]:${bastion.port}`, `[127.0.0.1]:${server.port}`, '']);
  });

  it('is a chain of hosts, each of which is signed in to from the one before', async () => {
    const [first, second, server] = [await sshd('bastion'), await sshd('bastion'), await sshd('server')];
    await configure(...alias('first', first), ...alias('second', second, '  ProxyJump first'), 'Host 127.0.0.*', '  ProxyJump second');
    const session = await open(server, { kind: 'ssh-config', name: '127.0.0.1' }, network(first.port));
    (await session.connect('127.0.0.1', server.port, never)).destroy();
    assert.deepEqual(dialled, [first.port]);
    assert.ok((session.openedInMs ?? 0) > 0);
    const named = await open(server, { kind: 'bastion', jump: 'first,second' }, network(first.port));
    named.close();
    await assert.rejects(named.connect('127.0.0.1', server.port, never), { code: 'ssh.closed' });
  });

  it('is a bastion that is named, which the server\'s own key opens where the configuration knows no other', async () => {
    const [bastion, server] = [await sshd('server'), await sshd('server')];
    await open(server, { kind: 'bastion', jump: `${bastion.username}@127.0.0.1:${bastion.port}` }, network(bastion.port));
    assert.deepEqual(dialled, [bastion.port]);
  });

  it('is a ProxyCommand, as it stands', async function () {
    const server = await sshd('server');
    const relay = `${process.execPath} -e "const s=require('net').connect(%p,'%h');process.stdin.pipe(s).pipe(process.stdout)"`;
    await configure('Host 127.0.0.*', `  ProxyCommand ${relay}`);
    const through: Through = { kind: 'ssh-config', name: '127.0.0.1' };
    const session = await open(server, through, network());
    (await session.connect('127.0.0.1', server.port, never)).destroy();
    assert.deepEqual(dialled, []);
    await configure('Host 127.0.0.*', '  ProxyCommand sh -c "echo no way >&2; exit 1"');
    await assert.rejects(open(server, through, network()), { code: 'ssh.unreachable-behind', why: /^The ProxyCommand of your SSH configuration does not lead to box .*: ProxyCommand failed: it ended with 1: no way$/ });
    await configure('Host 127.0.0.*', '  ProxyCommand sleep 30');
    await assert.rejects(open(server, through, network(), { timeoutMs: 500 }), { code: 'ssh.unreachable-behind', why: /: No answer within 0\.5 s\.$/ });
  });

  const onTheWay = 'the bastion 127.0.0.1 on the way to box';

  describe('says at which host it ends:', () => {
    let server: RealSshd;
    beforeEach(async () => { server = await sshd('server'); });
    const jumpOver = async (bastion: RealSshd, more: Partial<ServerAccess> = {}, help?: SignInHelp): Promise<unknown> => {
      await configure(...alias('bastion', bastion));
      return await open(server, { kind: 'bastion', jump: 'bastion' }, network(bastion.port), more, help);
    };
    const said = (why: string): RegExp => new RegExp(`^The bastion 127\\.0\\.0\\.1 on the way to box ${why}`);

    it('a bastion that takes no key', async () => {
      await assert.rejects(jumpOver(await sshd('server'), { privateKeyPath: join(folder, 'bastion') }), {
        code: 'ssh.bastion-refused-key', what: new RegExp(`^Could not sign in to ${onTheWay} `), why: said('takes none of the keys for '), next: /on the bastion/,
      });
    });

    it('a bastion that forwards to nobody', async () => {
      await assert.rejects(jumpOver(await sshd('bastion', { lines: ['AllowTcpForwarding no'] })), {
        code: 'ssh.bastion-forwarding-refused', what: `${onTheWay} does not forward to 127.0.0.1:${server.port}`,
        why: /^The bastion's SSH service does not allow forwarding for this login: /,
      });
    });

    it('a bastion that is another than before', async () => {
      const bastion = await sshd('bastion');
      await writeFile(knownHosts(), `[127.0.0.1]:${bastion.port} ssh-ed25519 ${Buffer.from('another').toString('base64')}\n`);
      await assert.rejects(jumpOver(bastion), { code: 'ssh.bastion-host-key-changed', why: said('shows SHA256:'), next: /^If the bastion was made anew/ });
    });

    it('a bastion that does not answer', async () => {
      const gone = await sshd('bastion');
      await gone.stop();
      await assert.rejects(jumpOver(gone), { code: 'ssh.bastion-unreachable', why: said('did not answer: .*ECONNREFUSED') });
    });

    it('a bastion that wants more than the key', async () => {
      await assert.rejects(jumpOver(await sshd('bastion', { lines: ['AuthenticationMethods publickey,publickey'] })), {
        code: 'ssh.bastion-more-wanted', why: said('takes the key and also wants: another key'), next: /on the bastion by the key alone/,
      });
    });

    it('a bastion that hangs up', async () => {
      const bastion = await sshd('bastion', { lines: ['MaxStartups 1:100:1', 'LoginGraceTime 30'] });
      const first = await systemNetwork().connect('127.0.0.1', bastion.port, never);
      ends.push(() => first.destroy());
      await new Promise((resolve) => first.once('data', resolve));
      await assert.rejects(jumpOver(bastion), { code: /^ssh\.bastion-(?:closed|handshake)$/, why: /bastion 127\.0\.0\.1 on the way to box/ });
    });

    it('the server, which the bastion does not get to', async () => {
      await assert.rejects(jumpOver(await sshd('bastion'), { port: 1 }), {
        code: 'ssh.unreachable-behind', what: /^Could not sign in to box /, why: /^box \(127\.0\.0\.1:1\) did not answer to the bastion 127\.0\.0\.1, which leads there: /,
        next: /admits the bastion/,
      });
    });

    it('the server, which takes no key', async () => {
      await assert.rejects(jumpOver(await sshd('bastion'), { privateKeyPath: join(folder, 'bastion') }), { code: 'ssh.refused-key', what: /^Could not sign in to box / });
    });

    it('the agent, in which the key is not any more', async () => {
      const agentKey = { socket: undefined, fingerprint: 'SHA256:x', comment: 'mine' };
      await assert.rejects(jumpOver(await sshd('bastion'), { privateKeyPath: undefined, agentKey }), { code: /^ssh\.agent-/ });
    });
  });

  describe('asks for the passphrase of the server\'s key', () => {
    const asked: string[] = [];
    let path = '';
    const help: SignInHelp = { passphrases: { get: (of) => {
      asked.push(of);
      return Promise.resolve(new Secret('secret'));
    } } };
    before(async () => {
      path = join(folder, 'locked');
      await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-a', '1', '-N', 'secret', '-f', path]);
      lines['locked'] = (await readFile(`${path}.pub`, 'utf8')).trim();
    });
    beforeEach(() => { asked.splice(0); });

    it('not for a bastion that another key opens, and not where the bastion is not to be had', async () => {
      const [bastion, server] = [await sshd('bastion'), await sshd('locked')];
      await configure(...alias('bastion', bastion));
      await open(server, { kind: 'bastion', jump: 'bastion' }, network(bastion.port), { privateKeyPath: path }, help);
      assert.deepEqual(asked, [path]);
      await bastion.stop();
      await assert.rejects(open(server, { kind: 'bastion', jump: 'bastion' }, network(bastion.port), { privateKeyPath: path }, help), { code: 'ssh.bastion-unreachable' });
      assert.deepEqual(asked, [path]);
    });

    it('where the bastion takes none of the others', async () => {
      const [bastion, server] = [await sshd('locked'), await sshd('locked')];
      await configure(...alias('bastion', bastion));
      await open(server, { kind: 'bastion', jump: 'bastion' }, network(bastion.port), { privateKeyPath: path }, help);
      assert.deepEqual(asked, [path, path], 'whoever is asked knows it from the first time on');
    });
  });

  it('tries the keys that the configuration has in turn, and asks for no passphrase of those', async () => {
    const [bastion, server] = [await sshd('server'), await sshd('server')];
    await configure(...alias('bastion', bastion));
    await open(server, { kind: 'bastion', jump: 'bastion' }, network(bastion.port));
  });
});
