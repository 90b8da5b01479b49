import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/check';
import { Secret } from '../../../src/model/secret';
import { runChecks, type CheckRequest } from '../../../src/diagnose/ladder';
import { makeAuthority, type Authority } from '../kafka/support/certificates';
import { startPeer, type Manner, type Peer } from '../kafka/support/kafkaPeer';
import { instanceWith, namedNetwork, resultOf, states } from './support';

describe('the ladder from this machine', () => {
  const host = 'kafka-0.guid.private.test';
  const open: Peer[] = [];
  let authority: Authority;
  before(() => { authority = makeAuthority(); });
  afterEach(async () => { await Promise.all(open.splice(0).map((peer) => peer.stop())); });

  async function peerNamed(name: string, manner: Manner = 'broker', age = 0): Promise<Peer> {
    const identity = authority.issue([name], age);
    const peer: Peer = await startPeer({ identity, apiKey: 'the-key', manner, advertised: () => [{ host, port: peer.port }] });
    open.push(peer);
    return peer;
  }

  async function look(peer: Peer, more: Partial<CheckRequest> = {}, updates: Report[] = []): Promise<Report> {
    const request: CheckRequest = {
      instance: instanceWith([{ host, port: peer.port }]), machine: { name: 'this laptop', network: namedNetwork({ [host]: ['127.0.0.1'] }) },
      apiKey: new Secret('the-key'), authorities: [authority.pem], timeoutMs: 1500, ...more,
    };
    return runChecks(request, (report) => updates.push(report), new AbortController().signal);
  }

  it('passes every rung on a broker that answers, and says so in one sentence', async () => {
    const report = await look(await peerNamed(host));
    assert.equal(states(report), 'passed passed passed passed passed passed passed passed');
    assert.equal(report.clusterId, 'cluster-of-the-test');
    assert.match(report.headline.text, /^orders is cluster cluster-of-the-test and works from this laptop; the slowest broker, kafka-0, took \d+ ms\.$/);
    assert.match(resultOf(report, 'authority').summary, /may create topics, may write 1 and read 1 of 1 topics/);
    assert.deepEqual(report.hops.map((hop) => hop.state), ['ok', 'ok', 'ok']);
  });

  it('leaves no connection open', async () => {
    const peer = await peerNamed(host);
    await look(peer);
    for (let tries = 0; peer.open() > 0 && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(peer.open(), 0);
  });

  it('tells of every check from the start, always in the same order', async () => {
    const updates: Report[] = [];
    await look(await peerNamed(host), {}, updates);
    const order = updates.map((report) => report.results.map((result) => result.check).join());
    assert.equal(new Set(order).size, 1);
    assert.ok(updates[0]?.results.every((result) => result.state === 'waiting'));
    assert.ok(updates.some((report) => report.results.some((result) => result.state === 'running')));
  });

  const misbehaviours: readonly [Manner, string, string][] = [
    ['plain-text', 'tls', 'tls.not-tls'], ['silent', 'tls', 'tls.timeout'], ['closing', 'tls', 'tls.closed'],
    ['resetting', 'tls', 'tls.closed'], ['mute', 'sasl', 'kafka.timeout'], ['garbage', 'sasl', 'kafka.garbage'],
    ['token-only', 'sasl', 'sasl.mechanism'],
  ];
  for (const [manner, rung, code] of misbehaviours) {
    it(`names a ${manner} peer ${code}, and runs nothing behind it`, async () => {
      const report = await look(await peerNamed(host, manner), { timeoutMs: 300 });
      const failed = report.results.filter((result) => result.state === 'failed');
      assert.deepEqual(failed.map((result) => [result.check, result.code]), [[rung, code]]);
      assert.equal(report.headline.code, code);
      assert.match(states(report), /failed( not-run)+$/);
    });
  }

  it('tells a wrong name, an expired certificate and a foreign authority apart', async () => {
    const codes = await Promise.all([
      peerNamed('other.private.test').then((peer) => look(peer)),
      peerNamed(host, 'broker', 900).then((peer) => look(peer)),
      peerNamed(host).then((peer) => look(peer, { authorities: [] })),
    ]);
    assert.deepEqual(codes.map((report) => resultOf(report, 'tls').code), ['tls.wrong-name', 'tls.expired', 'tls.untrusted']);
  });

  it('tells a wrong key from a dropped packet', async () => {
    const peer = await peerNamed(host);
    const wrongKey = await look(peer, { apiKey: new Secret('another-key') });
    const never = { ...namedNetwork({ [host]: ['10.249.1.4'] }), connect: () => new Promise<never>(() => undefined) };
    const dropped = await look(peer, { machine: { name: 'this laptop', network: never }, timeoutMs: 100 });
    assert.equal(wrongKey.headline.code, 'sasl.rejected');
    assert.equal(dropped.headline.code, 'tcp.timeout');
    assert.match(resultOf(wrongKey, 'sasl').evidence.join(), /Invalid username or password/);
  });

  it('stops before sign-in without a key, and calls that neither passed nor failed', async () => {
    const report = await look(await peerNamed(host), { apiKey: undefined });
    assert.equal(states(report), 'passed passed passed not-run not-run not-run not-run not-run');
    assert.equal(report.headline.state, 'unknown');
    assert.equal(report.headline.code, 'sasl.no-key');
  });

  it('says calmly that private names do not resolve here', async () => {
    const report = await look(await peerNamed(host), { machine: { name: 'this laptop', network: namedNetwork({}) } });
    assert.equal(states(report), 'expected not-run not-run not-run not-run not-run not-run not-run');
    assert.equal(report.headline.remedy?.command, 'privateConnect.connectPrivately');
  });

  it('rejects with AbortError when it is cancelled, and the socket is gone', async () => {
    const peer = await peerNamed(host, 'silent');
    const controller = new AbortController();
    const request: CheckRequest = {
      instance: instanceWith([{ host, port: peer.port }]), machine: { name: 'this laptop', network: namedNetwork({ [host]: ['127.0.0.1'] }) },
      authorities: [], timeoutMs: 60_000,
    };
    const running = runChecks(request, (report) => {
      if (resultOf(report, 'tls').state === 'running') {
        controller.abort();
      }
    }, controller.signal);
    await assert.rejects(running, { name: 'AbortError' });
  });
});
