import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/check';
import { Secret } from '../../../src/model/secret';
import { runChecks } from '../../../src/diagnose/ladder';
import type { CheckRequest } from '../../../src/diagnose/request';
import { makeAuthority, type Authority } from '../kafka/support/certificates';
import { startPeer, type Manner, type Peer } from '../kafka/support/kafkaPeer';
import { from, laptop, look, namedNetwork, requestFor, resultOf, states } from './support';

describe('the ladder from this machine', () => {
  const host = 'kafka-0.guid.private.test';
  const open: Peer[] = [];
  let authority: Authority;
  // One list, so that the system's authorities are read once: on a busy machine that takes longer than a short limit.
  let authorities: readonly string[];
  before(() => {
    authority = makeAuthority();
    authorities = [authority.pem];
  });
  afterEach(async () => { await Promise.all(open.splice(0).map((peer) => peer.stop())); });

  async function peerNamed(name: string, manner: Manner = 'broker', age = 0): Promise<Peer> {
    const identity = authority.issue([name], age);
    const peer: Peer = await startPeer({ identity, apiKey: 'the-key', manner, advertised: () => [{ host, port: peer.port }] });
    open.push(peer);
    return peer;
  }

  function requestOf(peer: Peer, more: Partial<CheckRequest> = {}): CheckRequest {
    return requestFor([{ host, port: peer.port }], { authorities, ...more });
  }

  it('passes every rung on a broker that answers, and says so in one sentence', async () => {
    const report = await look(requestOf(await peerNamed(host)));
    assert.equal(states(report), 'passed passed passed passed passed passed passed passed');
    assert.deepEqual(report.identity, { label: 'Cluster', value: 'cluster-of-the-test' });
    assert.match(report.headline.text, /^orders works from this laptop; the slowest broker, kafka-0, took \d+ ms\.$/);
    assert.match(resultOf(report, 'authority').summary, /may create topics, may write 1 and read 1 of 1 topics/);
    assert.deepEqual(report.hops.map((hop) => hop.state), ['ok', 'ok', 'ok']);
    assert.ok(report.results.every(({ milliseconds }) => milliseconds !== undefined && milliseconds >= 0));
  });

  it('leaves no connection open', async () => {
    const peer = await peerNamed(host);
    await look(requestOf(peer));
    for (let tries = 0; peer.open() > 0 && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(peer.open(), 0);
  });

  it('tells of every check from the start, always in the same order', async () => {
    const updates: Report[] = [];
    await look(requestOf(await peerNamed(host)), updates);
    const order = updates.map((report) => report.results.map((result) => result.check).join());
    assert.equal(new Set(order).size, 1);
    assert.ok(updates[0]?.results.every((result) => result.state === 'waiting'));
    assert.ok(updates.some((report) => report.results.some((result) => result.state === 'running')));
    assert.deepEqual(updates.at(-1)?.checks.map(({ title }) => title), [
      'Names of the brokers', 'TCP connection', 'TLS, name and chain', 'Sign-in (SASL PLAIN)', 'Kafka API versions',
      'Metadata and cluster id', 'Every advertised broker', 'What the key may do',
    ]);
  });

  const misbehaviours: readonly [Manner, string, string][] = [
    ['plain-text', 'tls', 'tls.not-tls'], ['silent', 'tls', 'tls.timeout'], ['closing', 'tls', 'tls.closed'],
    ['resetting', 'tls', 'tls.closed'], ['mute', 'sasl', 'kafka.timeout'], ['garbage', 'sasl', 'kafka.garbage'],
    ['token-only', 'sasl', 'sasl.mechanism'],
  ];
  for (const [manner, rung, code] of misbehaviours) {
    it(`names a ${manner} peer ${code}, and runs nothing behind it`, async () => {
      const report = await look(requestOf(await peerNamed(host, manner), { timeoutMs: 1000 }));
      const failed = report.results.filter((result) => result.state === 'failed');
      assert.deepEqual(failed.map((result) => [result.check, result.code]), [[rung, code]]);
      assert.equal(report.headline.code, code);
      assert.match(states(report), /failed( not-run)+$/);
    });
  }

  it('tells a wrong name, an expired certificate and a foreign authority apart', async () => {
    const codes = await Promise.all([
      peerNamed('other.private.test').then((peer) => look(requestOf(peer))),
      peerNamed(host, 'broker', 900).then((peer) => look(requestOf(peer))),
      peerNamed(host).then((peer) => look(requestOf(peer, { authorities: [] }))),
    ]);
    assert.deepEqual(codes.map((report) => resultOf(report, 'tls').code), ['tls.wrong-name', 'tls.expired', 'tls.untrusted']);
  });

  it('tells a wrong key from a dropped packet', async () => {
    const peer = await peerNamed(host);
    const wrongKey = await look(requestOf(peer, { secret: new Secret('another-key') }));
    const never = { ...namedNetwork({ [host]: ['10.249.1.4'] }), connect: () => new Promise<never>(() => undefined) };
    const dropped = await look(requestOf(peer, { vantages: from(laptop(never)), timeoutMs: 100 }));
    assert.equal(wrongKey.headline.code, 'sasl.rejected');
    assert.equal(dropped.headline.code, 'tcp.timeout');
    assert.match(resultOf(wrongKey, 'sasl').evidence.join(), /Invalid username or password/);
  });

  it('stops before sign-in without a key, and calls that neither passed nor failed', async () => {
    const report = await look(requestOf(await peerNamed(host), { secret: undefined }));
    assert.equal(states(report), 'passed passed passed not-run not-run not-run not-run not-run');
    assert.equal(report.headline.state, 'unknown');
    assert.equal(report.headline.code, 'sasl.no-key');
    assert.deepEqual(report.results.slice(4).map(({ code, summary }) => [code, summary]), [
      ['not-run', 'needs "Sign-in (SASL PLAIN)"'], ['not-run', 'needs "Kafka API versions"'],
      ['not-run', 'needs "Metadata and cluster id"'], ['not-run', 'needs "Metadata and cluster id"'],
    ]);
  });

  it('says calmly that private names do not resolve here', async () => {
    const report = await look(requestOf(await peerNamed(host), { vantages: from(laptop(namedNetwork({}))) }));
    assert.equal(states(report), 'expected not-run not-run not-run not-run not-run not-run not-run');
    assert.equal(report.headline.remedy?.command, 'privateConnect.connectPrivately');
  });

  it('rejects with AbortError when it is cancelled, and the socket is gone', async () => {
    const peer = await peerNamed(host, 'silent');
    const controller = new AbortController();
    const running = runChecks(requestOf(peer, { timeoutMs: 60_000 }), (report) => {
      if (resultOf(report, 'tls').state === 'running') {
        controller.abort();
      }
    }, controller.signal);
    await assert.rejects(running, { name: 'AbortError' });
    for (let tries = 0; peer.open() > 0 && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal(peer.open(), 0);
  });

  it('asks many members at once without being taken for a leak', async () => {
    const warned: Error[] = [];
    const listen = (warning: Error) => warned.push(warning);
    process.on('warning', listen);
    const members = Array.from({ length: 15 }, (_, id) => ({ host: `kafka-${id}.test`, port: 9093 }));
    await look(requestFor(members, { vantages: from(laptop(namedNetwork({}))) }));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    assert.deepEqual(warned, []);
  });

  it('does not begin when it is cancelled before', async () => {
    const updates: Report[] = [];
    const here = laptop(namedNetwork({}));
    const request = requestFor([{ host, port: 9093 }], { vantages: from(here) });
    await assert.rejects(runChecks(request, (report) => updates.push(report), AbortSignal.abort()), { name: 'AbortError' });
    assert.deepEqual([updates.length, here.closed], [0, 0]);
  });
});
