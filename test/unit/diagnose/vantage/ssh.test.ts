import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import { openServer } from '../../../../src/diagnose/vantage/ssh';
import type { ServerSession } from '../../../../src/diagnose/vantage/serverSession';
import { inPieces } from './inPieces';
import { answerNames } from '../../../../src/sandbox/network/dnsOverTcp';
import { portOf } from '../../kafka/support/kafkaPeer';
import { makeKey, startSshPeer, type ServerManner, type SshPeer } from './sshPeer';

describe('the vantage over SSH', () => {
  const hostKey = makeKey();
  const userKey = makeKey();
  const open: (SshPeer | ServerSession)[] = [];
  let folder = '';
  const never = new AbortController().signal;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-ssh-'));
    await writeFile(join(folder, 'key'), userKey.privateKey, { mode: 0o600 });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).reverse().map(async (each) => { if ('stop' in each) { await each.stop(); } else { each.close(); } }));
    await rm(join(folder, 'hosts'), { force: true });
  });
  after(() => rm(folder, { recursive: true }));

  async function peer(manner: ServerManner = 'good', shown = hostKey.privateKey): Promise<SshPeer> {
    const started = await startSshPeer({
      hostKey: shown, publicKey: userKey.publicKey, manner, names: { 'kafka-0.private.test': ['10.249.1.4', '10.249.65.4'] },
    });
    open.push(started);
    return started;
  }

  async function signIn(port: number, key = 'key', timeoutMs = 3000): Promise<ServerSession> {
    const session = await openServer({
      network: systemNetwork(), host: '127.0.0.1', port, username: 'ubuntu', name: 'build-box', timeoutMs,
      privateKeyPath: join(folder, key), knownHostsPath: join(folder, 'hosts'),
    }, never);
    open.push(session);
    return session;
  }

  it('asks the server for names and reaches what only the server reaches', async () => {
    const [far, server] = [await startSshPeer({ hostKey: hostKey.privateKey, publicKey: userKey.publicKey }), await peer()];
    open.push(far);
    const session = await signIn(server.port);
    assert.deepEqual(await session.resolve('kafka-0.private.test', never), ['10.249.1.4', '10.249.65.4']);
    const stream = await session.connect('127.0.0.1', far.port, never);
    const banner = await new Promise<string>((resolve) => stream.once('data', (chunk: Buffer) => resolve(chunk.toString())));
    assert.match(banner, /^SSH-2\.0/);
    assert.deepEqual(server.forwarded, [`127.0.0.1:${far.port}`]);
    stream.destroy();
  });

  it('says in Node\'s own code that a name is not known', async () => {
    const session = await signIn((await peer()).port);
    await assert.rejects(session.resolve('nobody.test', never), { code: 'ENOTFOUND' });
  });

  it('tells a resolver that nobody hears from a name that does not exist, though getent says the same of both', async () => {
    const server = await startSshPeer({ hostKey: hostKey.privateKey, publicKey: userKey.publicKey, manner: 'no-resolver' });
    open.push(server);
    await assert.rejects((await signIn(server.port)).resolve('kafka-0.private.test', never), { code: 'ETIMEOUT' });
  });

  it('passes on what the resolvers say themselves where getent found nothing', async () => {
    const { createServer } = await import('node:net');
    const refusing = createServer((socket) => socket.once('data', (question: Buffer) => {
      const answer = Buffer.from(question);
      answer.writeUInt16BE(0x8185, 4);
      socket.end(answer);
    }));
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    const server = await startSshPeer({ hostKey: hostKey.privateKey, publicKey: userKey.publicKey, leadsTo: () => portOf(refusing) });
    open.push(server);
    await assert.rejects((await signIn(server.port)).resolve('nobody.test', never), { code: 'EREFUSED' });
    await new Promise<void>((resolve) => refusing.close(() => resolve()));
  });

  it('loses no answer that comes in one piece with the command\'s acceptance', async () => {
    const server = await peer();
    const session = await openServer({
      network: inPieces(systemNetwork(), 30), host: '127.0.0.1', port: server.port, username: 'ubuntu', name: 'build-box', timeoutMs: 3000,
      privateKeyPath: join(folder, 'key'), knownHostsPath: join(folder, 'hosts'),
    }, never);
    open.push(session);
    assert.deepEqual(await session.resolve('kafka-0.private.test', never), ['10.249.1.4', '10.249.65.4']);
    await assert.rejects(session.resolve('nobody.test', never), { code: 'ENOTFOUND' });
  });

  it('asks the VPC\'s own resolvers where the server has no getent', async () => {
    const { createServer } = await import('node:net');
    const resolver = createServer((socket) => answerNames(socket, (name) => (name === 'kafka-0.private.test' ? ['10.249.1.4'] : [])));
    await new Promise<void>((resolve) => resolver.listen(0, '127.0.0.1', resolve));
    const server = await startSshPeer({
      hostKey: hostKey.privateKey, publicKey: userKey.publicKey, manner: 'no-getent', leadsTo: () => portOf(resolver),
    });
    open.push(server);
    const session = await signIn(server.port);
    assert.deepEqual(await session.resolve('kafka-0.private.test', never), ['10.249.1.4']);
    await assert.rejects(session.resolve('nobody.test', never), { code: 'ENOTFOUND' });
    assert.deepEqual([...new Set(server.forwarded)].sort(), ['161.26.0.7:53', '161.26.0.8:53']);
    await new Promise<void>((resolve) => resolver.close(() => resolve()));
  });

  it('puts no text into a command line that is not a host name', async () => {
    const server = await peer();
    const session = await signIn(server.port);
    for (const name of ['a; reboot', '$(id)', '-v', 'a b', 'a\nb', '`id`', '']) {
      await assert.rejects(session.resolve(name, never), { code: 'ENOTFOUND' });
    }
    assert.deepEqual(server.commands, []);
  });

  it('pins a host key at the first contact and takes it again', async () => {
    const server = await peer();
    await signIn(server.port);
    const pinned = await readFile(join(folder, 'hosts'), 'utf8');
    assert.match(pinned, new RegExp(`^\\[127\\.0\\.0\\.1\\]:${server.port} ssh-ed25519 [A-Za-z0-9+/=]+\\n$`));
    await signIn(server.port);
    assert.equal(await readFile(join(folder, 'hosts'), 'utf8'), pinned);
  });

  it('refuses a changed host key, says where the old one stands, and overwrites nothing', async () => {
    const server = await peer();
    const line = `[127.0.0.1]:${server.port} ssh-ed25519 ${makeKey().publicKey.split(' ')[1] ?? ''}\n`;
    await writeFile(join(folder, 'hosts'), line);
    await assert.rejects(signIn(server.port), (error: Error & { code?: string; why?: string }) =>
      error.code === 'ssh.host-key-changed' && error.why?.includes(join(folder, 'hosts')) === true);
    assert.equal(await readFile(join(folder, 'hosts'), 'utf8'), line);
  });

  it('tells a refused key, a closed port and a silent one apart', async () => {
    const server = await peer();
    await writeFile(join(folder, 'other'), makeKey().privateKey, { mode: 0o600 });
    await assert.rejects(signIn(server.port, 'other'), { code: 'ssh.refused-key' });
    await assert.rejects(signIn(server.port, 'absent'), { code: 'ssh.key-unreadable' });
    await writeFile(join(folder, 'not-a-key'), 'hello');
    await assert.rejects(signIn(server.port, 'not-a-key'), { code: 'ssh.key-unreadable' });
    await server.stop();
    await assert.rejects(signIn(server.port), { code: 'ssh.unreachable' });
  });

  it('gives up on a server that never answers, and on one that speaks another SSH', async () => {
    const { createServer } = await import('node:net');
    for (const [words, code] of [['', 'ssh.unreachable'], ['SSH-1.0-ancient\r\n', 'ssh.handshake']] as const) {
      const listener = createServer((socket) => { socket.on('error', () => socket.destroy()); socket.resume(); socket.write(words); });
      await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
      const address = listener.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      listener.unref();
      await assert.rejects(signIn(port, 'key', 200), { code });
      await new Promise((resolve) => listener.close(resolve));
    }
  });

  it('names a server that does not forward', async () => {
    const session = await signIn((await peer('no-forwarding')).port);
    await assert.rejects(session.connect('10.249.1.4', 9093, never), { code: 'ssh.forwarding-refused' });
  });

  it('reads a refused port behind the server as a refused port', async () => {
    const session = await signIn((await peer()).port);
    await assert.rejects(session.connect('127.0.0.1', 1, never));
  });

  it('stops waiting when it is cancelled', async () => {
    const session = await signIn((await peer('hanging')).port);
    for (const work of [(signal: AbortSignal) => session.connect('10.249.1.4', 9093, signal), (signal: AbortSignal) => session.exec('true', signal)]) {
      const controller = new AbortController();
      const waiting = work(controller.signal);
      setImmediate(() => controller.abort());
      await assert.rejects(waiting, { name: 'AbortError' });
    }
  });

  it('says so when the connection ends in the middle', async () => {
    const server = await peer('hanging');
    const session = await signIn(server.port);
    const waiting = session.connect('10.249.1.4', 9093, never);
    setTimeout(() => server.dropAll(), 20);
    await assert.rejects(waiting);
    await assert.rejects(session.connect('10.249.1.4', 9093, never), { code: 'ssh.closed' });
  });
});
