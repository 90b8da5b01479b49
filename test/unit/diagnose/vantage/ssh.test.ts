import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import ssh2 from 'ssh2';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import { openServer } from '../../../../src/diagnose/vantage/ssh';
import { Failure } from '../../../../src/model/failure';
import type { Network } from '../../../../src/model/network';
import type { Passphrases } from '../../../../src/model/passphrases';
import { Secret } from '../../../../src/model/secret';
import { withCode } from '../support';
import { never, SshBench } from './sshBench';
import { makeKey } from './sshPeer';

function newLockedPair(passphrase: string): { readonly private: string; readonly public: string } {
  return ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256, passphrase, cipher: 'aes256-ctr', rounds: 1 });
}

describe('signing in over SSH', () => {
  const bench = new SshBench();

  it('pins a host key at the first contact and takes it again', async () => {
    const server = await bench.peer();
    await bench.signIn(server.port);
    const pinned = await readFile(bench.knownHosts, 'utf8');
    assert.match(pinned, new RegExp(`^\\[127\\.0\\.0\\.1\\]:${server.port} ssh-ed25519 [A-Za-z0-9+/=]+\\n$`));
    await bench.signIn(server.port);
    assert.equal(await readFile(bench.knownHosts, 'utf8'), pinned);
  });

  it('refuses a changed host key, says where the old one stands, and overwrites nothing', async () => {
    const server = await bench.peer();
    const line = `[127.0.0.1]:${server.port} ssh-ed25519 ${makeKey().publicKey.split(' ')[1] ?? ''}\n`;
    await writeFile(bench.knownHosts, line);
    await assert.rejects(bench.signIn(server.port), (error: unknown) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'ssh.host-key-changed');
      assert.match(error.why, /^It shows SHA256:[A-Za-z0-9+/]{43}, which is not the key in /);
      return error.why.includes(bench.knownHosts);
    });
    assert.equal(await readFile(bench.knownHosts, 'utf8'), line);
  });

  it('asks for a key of the pinned type, so that it can be compared', async () => {
    const rsa = makeKey('rsa');
    const server = await bench.peer({ hostKey: [bench.hostKey.privateKey, rsa.privateKey] });
    const line = `[127.0.0.1]:${server.port} ssh-rsa ${rsa.publicKey.split(' ')[1] ?? ''}\n`;
    await writeFile(bench.knownHosts, line);
    await bench.signIn(server.port);
    assert.equal(await readFile(bench.knownHosts, 'utf8'), line);
  });

  it('prefers ed25519 where nothing is pinned', async () => {
    const server = await bench.peer({ hostKey: [makeKey('rsa').privateKey, bench.hostKey.privateKey] });
    await bench.signIn(server.port);
    assert.match(await readFile(bench.knownHosts, 'utf8'), / ssh-ed25519 /);
  });

  it('tells a refused key, a file that is none, and a closed port apart', async () => {
    const server = await bench.peer();
    const key = (name: string) => ({ privateKeyPath: join(bench.folder, name) });
    await writeFile(join(bench.folder, 'other'), makeKey().privateKey, { mode: 0o600 });
    await assert.rejects(bench.signIn(server.port, key('other')), { code: 'ssh.refused-key', why: 'The server accepts none of the offered ways to sign in.' });
    await assert.rejects(bench.signIn(server.port, key('absent')), {
      code: 'ssh.key-unreadable', why: `${join(bench.folder, 'absent')} is not there.`, next: 'Choose the private key that opens the server.',
    });
    await writeFile(join(bench.folder, 'not-a-key'), 'hello');
    await assert.rejects(bench.signIn(server.port, key('not-a-key')), {
      code: 'ssh.key-unreadable', why: `${join(bench.folder, 'not-a-key')} cannot be used: It is no private key.`,
    });
    await server.stop();
    await assert.rejects(bench.signIn(server.port), (error: Error & { code?: string }) =>
      error.code === 'ssh.unreachable' && error.message.includes('ECONNREFUSED'));
  });

  it('asks for the passphrase of a key that has one until it is right, and never shows it', async () => {
    const pair = newLockedPair('right one');
    const server = await bench.peer({ publicKey: pair.public });
    await writeFile(join(bench.folder, 'locked'), pair.private, { mode: 0o600 });
    const given: (string | undefined)[] = [];
    const answers = (...texts: string[]): Passphrases => ({
      get: (path, wrong) => {
        given.push(path, wrong?.reveal());
        const text = texts.shift();
        return Promise.resolve(text === undefined ? undefined : new Secret(text));
      },
    });
    const locked = { privateKeyPath: join(bench.folder, 'locked') };
    await bench.signIn(server.port, locked, { passphrases: answers('wrong one', 'right one') });
    assert.deepEqual(given, [locked.privateKeyPath, undefined, locked.privateKeyPath, 'wrong one']);
    for (const nobody of [undefined, answers(), answers('wrong one')]) {
      await assert.rejects(bench.signIn(server.port, locked, nobody === undefined ? undefined : { passphrases: nobody }), (error: unknown) => {
        assert.ok(error instanceof Failure);
        assert.deepEqual([error.code, error.why], ['ssh.no-passphrase', `${locked.privateKeyPath} is protected by a passphrase, and none was typed.`]);
        assert.doesNotMatch(inspect(error, { depth: 9 }), /wrong one/);
        return true;
      });
    }
  });

  it('takes as long as the server does, whoever long took to type', async () => {
    const pair = newLockedPair('right one');
    const server = await bench.peer({ publicKey: pair.public });
    await writeFile(join(bench.folder, 'locked'), pair.private, { mode: 0o600 });
    let typed = 0;
    const slow: Passphrases = {
      get: async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        typed = performance.now();
        return new Secret('right one');
      },
    };
    const { openedInMs } = await bench.signIn(server.port, { privateKeyPath: join(bench.folder, 'locked') }, { passphrases: slow });
    assert.ok(openedInMs !== undefined && openedInMs >= 1 && openedInMs <= performance.now() - typed + 1, String(openedInMs));
  });

  it('gives up on a server that never answers, on one that hangs up, and on one that speaks another SSH', async () => {
    const silent = await bench.listener((socket) => socket.resume());
    await assert.rejects(bench.signIn(silent, { timeoutMs: 200 }), { code: 'ssh.unreachable', why: 'The SSH handshake did not end within 0.2 s.' });
    const ancient = await bench.listener((socket) => socket.resume().write('SSH-1.0-ancient\r\n'));
    await assert.rejects(bench.signIn(ancient), { code: 'ssh.handshake' });
    const closing = await bench.listener((socket) => socket.end());
    await assert.rejects(bench.signIn(closing), (error: Error & { code?: string }) => /^ssh\.(closed|handshake)$/.test(error.code ?? ''));
  });

  it('gives up on a network that never connects, and closes what it opens too late', async () => {
    const server = await bench.peer();
    const held: (() => void)[] = [];
    const slow: Network = {
      ...systemNetwork(),
      connect: async (host, port, signal) => {
        const stream = await systemNetwork().connect(host, port, signal);
        await new Promise<void>((resolve) => held.push(() => { stream.once('close', resolve); }));
        return stream;
      },
    };
    await assert.rejects(bench.signIn(server.port, { network: { ...slow, connect: () => new Promise(() => undefined) }, timeoutMs: 50 }), {
      code: 'ssh.unreachable', why: 'No answer within 0.05 s.',
    });
    const opened = systemNetwork().connect('127.0.0.1', server.port, never);
    const late: Network = { ...slow, connect: async () => { await new Promise((resolve) => setTimeout(resolve, 60)); return opened; } };
    await assert.rejects(bench.signIn(server.port, { network: late, timeoutMs: 20 }), { code: 'ssh.unreachable' });
    const stream = await opened;
    if (!stream.destroyed) {
      await new Promise((resolve) => stream.once('close', resolve));
    }
    assert.ok(stream.destroyed);
  });

  it('keeps what the network says as its own words, and what was a failure already', async () => {
    const over = (error: Error): Promise<unknown> => bench.signIn(22, { network: { ...systemNetwork(), connect: () => Promise.reject(error) } });
    await assert.rejects(over(withCode('EHOSTUNREACH')), { code: 'ssh.unreachable', why: 'it said EHOSTUNREACH' });
    const known = new Failure({ code: 'proxy.closed', what: 'The proxy', why: 'said no', next: 'Ask.' });
    await assert.rejects(over(known), known);
  });

  it('never goes straight where a way through others was named and cannot be found', async () => {
    const server = await bench.peer();
    const through = { kind: 'bastion', jump: 'me@203.0.113.9' } as const;
    await assert.rejects(bench.signIn(server.port, { through, sshFolder: undefined }), TypeError);
  });

  it('signs in to no text that is not a host', async () => {
    await assert.rejects(bench.signIn(22, { host: '-oProxyCommand=reboot' }), { code: 'ssh.bad-host' });
  });

  it('stops when it is cancelled, before and during the handshake', async () => {
    const silent = await bench.listener((socket) => socket.resume());
    await assert.rejects(openServer(bench.access(silent), AbortSignal.abort()), { name: 'AbortError' });
    const controller = new AbortController();
    const waiting = openServer(bench.access(silent), controller.signal);
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(waiting, { name: 'AbortError' });
  });
});
