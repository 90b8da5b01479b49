import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerSession } from '../../../../src/diagnose/vantage/serverSession';
import { SharedServers } from '../../../../src/diagnose/vantage/sharedServers';
import { openServer } from '../../../../src/diagnose/vantage/ssh';
import type { SecondFactors } from '../../../../src/model/secondFactors';
import { Secret } from '../../../../src/model/secret';
import { never, SshBench } from './sshBench';
import type { SshPeer } from './sshPeer';

const code = { prompts: [{ prompt: 'Code:', echo: false }], answers: ['1'] };

describe('sign-ins that are shared', () => {
  const bench = new SshBench();
  let asked = 0;
  let sessions: ServerSession[] = [];
  let servers: SharedServers;
  const factors: SecondFactors = { answer: () => {
    asked += 1;
    return Promise.resolve([new Secret('1')]);
  } };

  beforeEach(() => {
    [asked, sessions] = [0, []];
    servers = new SharedServers(async (access, signal) => {
      const session = await openServer(access, signal, { factors });
      sessions.push(session);
      return session;
    });
  });
  afterEach(() => servers.close());

  const asking = (): Promise<SshPeer> => bench.peer({ wants: { rounds: [code] } });

  it('ask a person once for a run, its checks and a test message, one after another and at once', async () => {
    const access = bench.access((await asking()).port);
    (await servers.open(access, never)).close();
    const both = await Promise.all([servers.open(access, never), servers.open(access, never)]);
    assert.deepEqual(await both[0].resolve('kafka-0.private.test', never), ['10.249.1.4', '10.249.65.4']);
    both[0].close();
    both[0].close();
    assert.deepEqual(await both[1].resolve('kafka-0.private.test', never), ['10.249.1.4', '10.249.65.4'], 'another one\'s end is not this one\'s');
    both[1].close();
    assert.deepEqual([asked, sessions.length], [1, 1]);
  });

  it('ask once where several want in before the first has answered', async () => {
    const access = bench.access((await asking()).port);
    const all = await Promise.all(Array.from({ length: 5 }, () => servers.open(access, never)));
    assert.equal(asked, 1);
    all.forEach((each) => each.close());
  });

  it('are forgotten when the last who used them is gone, and when nobody got in', async () => {
    const plain = bench.access((await bench.peer()).port);
    const [one, other] = await Promise.all([servers.open(plain, never), servers.open({ ...plain, timeoutMs: 9_000 }, never)]);
    assert.equal(sessions.length, 1, 'who would wait longer signs in with the others');
    one.close();
    other.close();
    await assert.rejects(servers.open({ ...plain, username: 'nobody', privateKeyPath: `${plain.privateKeyPath ?? ''}.gone` }, never));
    const kept = bench.access((await asking()).port);
    (await servers.open(kept, never)).close();
    assert.equal(servers.size, 1, 'what a person answered for is kept');
    servers.close();
    assert.equal(servers.size, 0);
  });

  it('are those of one login at one server', async () => {
    const access = bench.access((await asking()).port);
    await servers.open(access, never);
    await servers.open({ ...access, username: 'other' }, never);
    await servers.open(bench.access((await asking()).port), never);
    assert.equal(asked, 3);
  });

  it('are made anew where nobody had to answer, and where the server has ended them', async () => {
    const plain = bench.access((await bench.peer()).port);
    (await servers.open(plain, never)).close();
    assert.equal(sessions[0]?.isOpen, false, 'nothing is kept that costs nobody anything');
    (await servers.open(plain, never)).close();
    assert.equal(sessions.length, 2);
    const peer = await asking();
    const access = bench.access(peer.port);
    (await servers.open(access, never)).close();
    peer.dropAll();
    while (sessions[2]?.isOpen === true) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    (await servers.open(access, never)).close();
    assert.equal(asked, 2);
  });

  it('end with whoever opened something over them, and with the account', async () => {
    const far = await bench.peer();
    const access = bench.access((await asking()).port);
    const [one, other] = [await servers.open(access, never), await servers.open(access, never)];
    const [stream, kept] = [await one.connect('127.0.0.1', far.port, never), await other.connect('127.0.0.1', far.port, never)];
    const ended = once(stream.resume(), 'close');
    one.close();
    await ended;
    assert.equal(kept.destroyed, false);
    servers.close();
    assert.equal(sessions[0]?.isOpen, false);
  });

  it('are not left behind by one who gives up meanwhile', async () => {
    const controller = new AbortController();
    const access = bench.access((await bench.peer()).port);
    const waiting = servers.open(access, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    (await servers.open(access, never)).close();
  });
});
