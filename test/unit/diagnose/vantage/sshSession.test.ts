import assert from 'node:assert/strict';
import { answerNames } from '../../../../src/sandbox/network/dnsOverTcp';
import { systemNetwork } from '../../../../src/diagnose/vantage/local';
import { inPieces } from './inPieces';
import { never, SshBench } from './sshBench';
import type { SshPeerOptions } from './sshPeer';

describe('what a server sees over SSH', () => {
  const bench = new SshBench();
  const name = 'kafka-0.private.test';

  describe('of names', () => {
    it('is what the server\'s own resolver says, each IPv4 address once', async () => {
      const server = await bench.peer();
      const session = await bench.signIn(server.port);
      assert.deepEqual(await session.resolve(name, never), ['10.249.1.4', '10.249.65.4']);
      assert.deepEqual(server.commands, [`getent ahostsv4 ${name}`]);
      assert.equal(session.name, 'build-box');
    });

    it('is nothing but IPv4 addresses, whatever is printed', async () => {
      const stdout = '10.0.0.1\tSTREAM x\n::1 STREAM\nrubbish\n\n10.0.0.1 DGRAM\n10.0.0.2\n';
      const session = await bench.signIn((await bench.peer({ run: () => ({ code: 0, stdout }) })).port);
      assert.deepEqual(await session.resolve(name, never), ['10.0.0.1', '10.0.0.2']);
    });

    it('is the address itself where it is one, without asking', async () => {
      const server = await bench.peer();
      const session = await bench.signIn(server.port);
      assert.deepEqual(await session.resolve('10.249.1.4', never), ['10.249.1.4']);
      assert.deepEqual(server.commands, []);
    });

    it('is asked for no text that is not a host name', async () => {
      const server = await bench.peer();
      const session = await bench.signIn(server.port);
      for (const odd of ['a; reboot', '$(id)', '-v', 'a b', 'a\nb', '`id`', '', '::1', 'a'.repeat(254)]) {
        await assert.rejects(session.resolve(odd, never), { code: 'ENOTFOUND', message: 'this is not a host name' });
      }
      assert.deepEqual(server.commands, []);
    });

    it('says in Node\'s own code that a name is not known', async () => {
      const session = await bench.signIn((await bench.peer()).port);
      await assert.rejects(session.resolve('nobody.test', never), { code: 'ENOTFOUND', message: 'build-box does not know nobody.test' });
    });

    describe('where the login runs no commands', () => {
      const nologin = { code: 1, stdout: 'This account is currently not available.\n' };
      const logins: readonly (readonly [string, Partial<SshPeerOptions>, RegExp])[] = [
        ['has no shell', { run: () => nologin }, /^The command ended with code 1: This account is currently not available\.$/],
        ['has a getent that does not know how', { run: () => ({ code: 1, stderr: 'Unknown database: ahostsv4\n' }) }, /Unknown database: ahostsv4$/],
        ['has one command alone, which ends well', { only: true, run: () => ({ code: 0, stdout: 'Welcome to jump.\n' }) }, /ended with code 0: Welcome to jump\.$/],
        ['has one command alone, which ends as getent does that finds nothing', { only: true, run: () => ({ code: 2 }) }, /ended with code 2 and printed nothing\.$/],
        ['has one command alone, which repeats what it refuses',
          { only: true, run: (command) => ({ code: 2, stderr: `not allowed: ${command}\n` }) }, /ended with code 2: not allowed: getent ahostsv4/],
        ['may open no session', { sessions: 0 }, /open failed|Channel open failure|not allowed|refused/i],
      ];
      for (const [how, options, why] of logins) {
        it(`is what the VPC's resolvers say to one that ${how}, and never a fault of DNS where they do not answer`, async () => {
          const port = await bench.listener((socket) => answerNames(socket, (asked) => (asked === name ? ['10.249.1.4'] : [])));
          const session = await bench.signIn((await bench.peer({ ...options, leadsTo: () => port })).port);
          assert.deepEqual(await session.resolve(name, never), ['10.249.1.4']);
          await assert.rejects(session.resolve('nobody.test', never), { code: 'ENOTFOUND' });
          const alone = await bench.signIn((await bench.peer({ ...options, leadsTo: () => 1 })).port);
          await assert.rejects(alone.resolve(name, never), (error: Error & { code?: string; what?: string; why?: string }) =>
            error.code === 'ssh.no-commands' && error.what === 'build-box runs no commands for this login' && why.test(error.why ?? ''));
        });
      }
    });

    it('is no matter of DNS either where what runs instead never ends: what it printed is told', async () => {
      const menu = await bench.peer({ only: true, run: () => 'ends never', leadsTo: () => 1 });
      const session = await bench.signIn(menu.port, { timeoutMs: 1000 });
      await assert.rejects(session.resolve(name, never), {
        code: 'ssh.no-commands', why: 'The command did not end within 1 s. It printed: Choose a host:',
      });
    });

    it('is asked for in vain where commands run and getent never ends, which is the resolvers\' silence', async () => {
      const session = await bench.signIn((await bench.peer({ run: () => undefined, leadsTo: () => 1 })).port, { timeoutMs: 1000 });
      await assert.rejects(session.resolve(name, never), { code: 'ETIMEOUT', message: 'build-box got no answer from its resolvers' });
    });

    it('is asked one after another where the server allows one session at a time', async () => {
      for (const sessions of [1, 2]) {
        const session = await bench.signIn((await bench.peer({ sessions })).port);
        const asked = Array.from({ length: 12 }, () => session.resolve(name, never));
        assert.deepEqual(new Set((await Promise.all(asked)).map((addresses) => addresses.join())), new Set(['10.249.1.4,10.249.65.4']));
      }
    });

    it('tells a resolver that nobody hears from a name that does not exist, though getent says the same of both', async () => {
      const session = await bench.signIn((await bench.peer({ manner: 'no-resolver', names: {} })).port);
      await assert.rejects(session.resolve(name, never), { code: 'ETIMEOUT', message: 'build-box got no answer from its resolvers' });
    });

    /** A resolver that answers every question with this code. */
    const answering = (code: number) => bench.listener((socket) => socket.once('data', (question: Buffer) => {
      const answer = Buffer.from(question);
      answer.writeUInt16BE(0x8180 + code, 4);
      socket.end(answer);
    }));

    it('passes on what the resolvers say themselves where getent found nothing', async () => {
      for (const [code, meaning] of [[5, 'EREFUSED'], [2, 'ESERVFAIL'], [3, 'ENOTFOUND']] as const) {
        const port = await answering(code);
        const session = await bench.signIn((await bench.peer({ leadsTo: () => port })).port);
        await assert.rejects(session.resolve('nobody.test', never), { code: meaning });
      }
    });

    describe('that the VPC\'s resolvers know and the server does not', () => {
      /** A server whose own name servers stand in this file and know nothing, in a VPC that knows all. */
      async function signInWith(files: Readonly<Record<string, string>>, knownAfter = Infinity) {
        const port = await bench.listener((socket) => answerNames(socket, () => ['10.240.0.10']));
        let questions = 0;
        const run = (command: string) => {
          const content = files[command.replace('cat ', '')];
          const isKnown = command.startsWith('getent') && ++questions > knownAfter;
          return content !== undefined ? { code: 0, stdout: content } : isKnown ? { code: 0, stdout: '10.240.0.9 STREAM x\n' } : { code: 2 };
        };
        const server = await bench.peer({ leadsTo: () => port, run });
        return { server, session: await bench.signIn(server.port) };
      }

      it('tells which name servers it asks instead, and what the VPC\'s say', async () => {
        const { session } = await signInWith({ '/etc/resolv.conf': '# by hand\nsearch corp.test\nnameserver 10.9.0.53\nnameserver 10.9.1.53\n' });
        const asks = `^build-box asks 10\\.9\\.0\\.53, 10\\.9\\.1\\.53, which do not know ${name}`;
        const said = new RegExp(`${asks}; 161\\.26\\.0\\.[78] knows it as 10\\.240\\.0\\.10$`);
        await assert.rejects(session.resolve(name, never), (error: Error & { code?: string }) => error.code === 'EOTHERRESOLVER' && said.test(error.message));
      });

      it('finds them behind the resolver of systemd', async () => {
        const { session } = await signInWith({
          '/run/systemd/resolve/resolv.conf': 'nameserver 10.9.0.53\n', '/etc/resolv.conf': 'nameserver 127.0.0.53\n',
        });
        await assert.rejects(session.resolve(name, never), { code: 'EOTHERRESOLVER', message: /^build-box asks 10\.9\.0\.53, which/ });
      });

      it('says so where it cannot learn which they are, and shows nothing else of the file', async () => {
        const { session } = await signInWith({ '/etc/resolv.conf': 'nameserver \u202ewrong; id\noptions edns0' });
        await assert.rejects(session.resolve(name, never), { code: 'EOTHERRESOLVER', message: /^build-box asks other name servers, which/ });
      });

      it('takes it for new where the server asks the VPC\'s: it remembers an answer from before', async () => {
        const { session } = await signInWith({ '/etc/resolv.conf': 'nameserver 161.26.0.7\nnameserver 161.26.0.8\n' });
        await assert.rejects(session.resolve(name, never), {
          code: 'ENOTFOUND', message: /^build-box still remembers that nobody knew .* knows it as 10\.240\.0\.10$/,
        });
      });

      it('is known after all where the server has learnt it meanwhile', async () => {
        const { session } = await signInWith({}, 1);
        assert.deepEqual(await session.resolve(name, never), ['10.240.0.9']);
      });
    });

    it('asks the VPC\'s own resolvers where the server has no getent', async () => {
      const port = await bench.listener((socket) => answerNames(socket, (asked) => (asked === name ? ['10.249.1.4'] : [])));
      const server = await bench.peer({ manner: 'no-getent', leadsTo: () => port });
      const session = await bench.signIn(server.port);
      assert.deepEqual(await session.resolve(name, never), ['10.249.1.4']);
      await assert.rejects(session.resolve('nobody.test', never), { code: 'ENOTFOUND' });
      assert.deepEqual([...new Set(server.forwarded)].sort(), ['161.26.0.7:53', '161.26.0.8:53']);
      const forbidden = await bench.signIn((await bench.peer({ run: () => ({ code: 126 }), leadsTo: () => port })).port);
      assert.deepEqual(await forbidden.resolve(name, never), ['10.249.1.4']);
    });

    it('is asked of one resolver where the other does not answer', async () => {
      const [good, silent] = [await bench.listener((socket) => answerNames(socket, () => ['10.249.1.4'])), await bench.listener(() => undefined)];
      const server = await bench.peer({ manner: 'no-getent', leadsTo: (host) => (host === '161.26.0.8' ? good : silent) });
      assert.deepEqual(await (await bench.signIn(server.port)).resolve(name, never), ['10.249.1.4']);
    });

    it('waits for resolvers no longer than for anything', async () => {
      const silent = await bench.listener(() => undefined);
      const session = await bench.signIn((await bench.peer({ manner: 'no-getent', leadsTo: () => silent })).port, { timeoutMs: 3000 });
      await assert.rejects(session.resolve(name, never), { code: 'ETIMEOUT', message: '161.26.0.7 did not answer' });
    });
  });

  describe('of connections', () => {
    it('is what only the server reaches', async () => {
      const [far, server] = [await bench.peer(), await bench.peer()];
      const session = await bench.signIn(server.port);
      const stream = await session.connect('127.0.0.1', far.port, never);
      const banner = await new Promise<string>((resolve) => stream.once('data', (chunk: Buffer) => resolve(chunk.toString())));
      assert.match(banner, /^SSH-2\.0/);
      assert.deepEqual(server.forwarded, [`127.0.0.1:${far.port}`]);
      stream.destroy();
    });

    it('names a server that does not forward', async () => {
      const session = await bench.signIn((await bench.peer({ manner: 'no-forwarding' })).port);
      await assert.rejects(session.connect('10.249.1.4', 9093, never), {
        code: 'ssh.forwarding-refused', what: 'build-box does not forward to 10.249.1.4:9093',
      });
    });

    it('reads a refused port behind the server as a connection that failed', async () => {
      const session = await bench.signIn((await bench.peer()).port);
      await assert.rejects(session.connect('127.0.0.1', 1, never), { name: 'NetworkError' });
    });

    it('is over for whoever waits when it is cancelled', async () => {
      const session = await bench.signIn((await bench.peer({ manner: 'hanging' })).port);
      for (const work of [(signal: AbortSignal) => session.connect('10.249.1.4', 9093, signal), (signal: AbortSignal) => session.exec('true', signal)]) {
        const controller = new AbortController();
        const waiting = work(controller.signal);
        setImmediate(() => controller.abort());
        await assert.rejects(waiting, { name: 'AbortError' });
        await assert.rejects(work(AbortSignal.abort()), { name: 'AbortError' });
      }
    });

    it('is over for all when the session ends in the middle', async () => {
      const server = await bench.peer({ manner: 'hanging' });
      const session = await bench.signIn(server.port);
      const waiting = session.connect('10.249.1.4', 9093, never);
      setTimeout(() => server.dropAll(), 20);
      await assert.rejects(waiting, { code: 'ssh.closed' });
      await assert.rejects(session.connect('10.249.1.4', 9093, never), {
        code: 'ssh.closed', what: 'The SSH connection to build-box ended', next: 'Check again.',
      });
    });

    it('is over when it is closed', async () => {
      const session = await bench.signIn((await bench.peer()).port);
      session.close();
      await assert.rejects(session.exec('true', never), { code: 'ssh.closed', why: 'It was closed.' });
    });
  });

  describe('of commands', () => {
    it('is what they print and end with', async () => {
      const session = await bench.signIn((await bench.peer({ run: (command) => ({ code: 3, stdout: `ran ${command}`, stderr: 'but' }) })).port);
      assert.deepEqual(await session.exec('uptime', never), { code: 3, stdout: 'ran uptime', stderr: 'but' });
    });

    it('is no more of it than anyone reads', async () => {
      const session = await bench.signIn((await bench.peer({ run: () => ({ code: 0, stdout: 'x'.repeat(300_000), stderr: 'y'.repeat(70_000) }) })).port);
      const { stdout, stderr } = await session.exec('yes', never);
      assert.deepEqual([stdout.length, stderr.length], [64 * 1024, 64 * 1024]);
      assert.match(stdout, /^x+$/);
    });

    it('has an end', async () => {
      const session = await bench.signIn((await bench.peer({ run: () => undefined })).port, { timeoutMs: 3000 });
      await assert.rejects(session.exec('sleep 1000', never), { code: 'ETIMEDOUT', message: 'The command did not end within 3 s.' });
    });

    it('has an end of its own where it is told', async () => {
      const session = await bench.signIn((await bench.peer({ run: () => undefined })).port, { timeoutMs: 300_000 });
      await assert.rejects(session.exec('sleep 1000', never, { limitMs: 50 }), { code: 'ETIMEDOUT', message: 'The command did not end within 0.05 s.' });
    });

    it('tells what ended by itself from what broke off with the connection', async () => {
      const peer = await bench.peer({ run: () => undefined });
      const session = await bench.signIn(peer.port, { timeoutMs: 300_000 });
      const running = session.exec('apt-get install kcat', never);
      while (peer.commands.length === 0) await new Promise((resolve) => setImmediate(resolve));
      peer.dropAll();
      assert.equal((await running).code, -1);
    });

    it('loses no answer that comes in one piece with the command\'s acceptance', async () => {
      const session = await bench.signIn((await bench.peer()).port, { network: inPieces(systemNetwork(), 30) });
      assert.deepEqual(await session.resolve(name, never), ['10.249.1.4', '10.249.65.4']);
      await assert.rejects(session.resolve('nobody.test', never), { code: 'ENOTFOUND' });
    });
  });
});
