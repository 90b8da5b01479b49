import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/check';
import { Failure } from '../../../src/model/failure';
import type { Network } from '../../../src/model/network';
import { Secret } from '../../../src/model/secret';
import type { CheckRequest } from '../../../src/diagnose/request';
import { makeAuthority } from '../kafka/support/certificates';
import { startPeer, type Peer } from '../kafka/support/kafkaPeer';
import { from, laptop, look, namedNetwork, requestFor, resultOf, server, serverPath, states, type TestVantage, withDead } from './support';

describe('the ladder from two vantages', () => {
  const hosts = [0, 1, 2].map((id) => `kafka-${id}.guid.private.test`);
  const peers: Peer[] = [];
  let authorities: readonly string[];

  before(async () => {
    const authority = makeAuthority();
    authorities = [authority.pem];
    for (const host of hosts) {
      peers.push(await startPeer({ identity: authority.issue([host]), apiKey: 'the-key', advertised: () => brokers() }));
    }
  });
  after(() => Promise.all(peers.map((peer) => peer.stop())));

  const brokers = () => peers.map((peer, id) => ({ host: hosts[id] ?? '', port: peer.port }));
  const inside = () => namedNetwork(Object.fromEntries(hosts.map((host) => [host, ['127.0.0.1']])));
  const outside = () => laptop(namedNetwork({}));

  /** Through a server that sees the private names, while this laptop does not. */
  function through(more: Partial<CheckRequest> = {}, there: TestVantage = server(inside()), here = outside()): CheckRequest {
    return requestFor(brokers(), {
      vantages: from(here, there), path: serverPath, gateways: [{ name: 'orders-gateway', addresses: ['127.0.0.1'] }], authorities, ...more,
    });
  }
  const direct = (here: TestVantage, more: Partial<CheckRequest> = {}) => requestFor(brokers(), {
    vantages: from(here), gateways: [{ name: 'orders-gateway', addresses: ['127.0.0.1'] }], authorities, ...more,
  });

  it('passes from the server while this machine calmly cannot resolve the names', async () => {
    const there = server(inside());
    const report = await look(through({}, there));
    assert.equal(states(report, 'server'), 'passed passed passed passed passed passed passed passed passed');
    assert.equal(states(report, 'local'), 'expected not-run not-run not-run not-run not-run not-run not-run');
    assert.equal(report.headline.state, 'passed');
    assert.deepEqual(report.hops.map((hop) => hop.name), ['this laptop', 'build-box', 'orders-gateway', 'kafka-0', 'kafka-1', 'kafka-2']);
    assert.deepEqual(report.checks.map(({ id }) => id), ['server', 'names', 'tcp', 'tls', 'sasl', 'api-versions', 'metadata', 'brokers', 'authority']);
    assert.equal(there.closed, 1);
  });

  it('names the server hop when SSH fails, with what was seen there', async () => {
    const refuse = new Failure({ code: 'ssh.refused-key', what: 'Could not sign in', why: 'no key fits', next: 'Check the key.' });
    const there = server(inside(), { open: () => Promise.reject(refuse) });
    const report = await look(through({}, there));
    assert.equal(states(report, 'server'), 'failed not-run not-run not-run not-run not-run not-run not-run not-run');
    assert.equal(report.headline.code, 'ssh.refused-key');
    assert.match(report.vantages[1]?.unusable ?? '', /no key fits/);
    assert.equal(report.vantages[0]?.unusable, undefined);
    assert.match(resultOf(report, 'server', 'server').evidence.join(), /do not use the HTTP proxy/);
    assert.equal(resultOf(report, 'names', 'server').summary, 'needs "SSH sign-in"');
    assert.equal(there.closed, 0);
  });

  it('finds names that lead past the gateway', async () => {
    const report = await look(through({ gateways: [{ name: 'orders-gateway', addresses: ['10.249.1.4'] }] }));
    assert.equal(report.headline.code, 'dns.wrong-address');
    assert.equal(report.hops.find((hop) => hop.kind === 'endpoint-gateway')?.state, 'broken');
    assert.match(resultOf(report, 'names', 'server').evidence.join(), /orders-gateway has 10\.249\.1\.4/);
  });

  it('finds the one advertised broker that cannot be used, though every bootstrap server can', async () => {
    const network = inside();
    const without: Network = { ...network, resolve: (name, signal) => network.resolve(name === hosts[2] ? 'gone' : name, signal) };
    const request = through({}, server(without));
    const report = await look({ ...request, instance: { ...request.instance, members: brokers().slice(0, 2) } });
    const failed = report.results.filter((result) => result.state === 'failed').map((result) => [result.vantage, result.check, result.code]);
    assert.deepEqual(failed, [['server', 'brokers', 'dns.nxdomain']]);
    assert.match(resultOf(report, 'brokers', 'server').summary, /2 of 3/);
    assert.deepEqual(report.hops.slice(-3).map((hop) => hop.state), ['not-reached', 'not-reached', 'broken']);
  });

  it('passes on the next look, in the same process, once the way is up', async () => {
    const names: Record<string, readonly string[]> = {};
    const here = laptop(namedNetwork(names));
    assert.equal((await look(direct(here))).headline.state, 'unknown');
    for (const host of hosts) {
      names[host] = ['127.0.0.1'];
    }
    assert.equal((await look(direct(here))).headline.state, 'passed');
  });

  it('calls an instance degraded, with address, zone and cost, of which one address of each name is dead', async () => {
    for (const dead of [['127.0.9.2'], ['127.0.9.2', '127.0.9.3']]) {
      const network = withDead(namedNetwork(Object.fromEntries(hosts.map((host) => [host, ['127.0.0.1', ...dead]]))), ...dead);
      const zones = { '127.0.9.2': 'ca-mon-2', '127.0.9.3': 'ca-mon-3' };
      const report = await look(direct(laptop(network), { gateways: [{ name: 'orders-gateway', addresses: ['127.0.0.1', ...dead], zones }] }));
      const { state, text, cause, code } = report.headline;
      assert.deepEqual([state, code], ['degraded', 'tcp.partial']);
      assert.match(text, dead.length === 1 ? /in part from this laptop: 1 of 2 addresses does not answer: 127\.0\.9\.2 \(ca-mon-2\)\.$/
        : /2 of 3 addresses do not answer: 127\.0\.9\.2 \(ca-mon-2\), 127\.0\.9\.3 \(ca-mon-3\)\.$/);
      assert.match(cause ?? '', new RegExp(`${dead.length} of ${dead.length + 1} new connections wait(?:s for its time-out| for their time-outs) `));
      assert.deepEqual(report.hops.map((hop) => hop.state), ['ok', 'degraded', 'degraded', 'degraded', 'degraded']);
      assert.equal(states(report), 'passed degraded passed passed passed passed degraded passed');
    }
  });

  it('calls private addresses without a way expected while the way leads through a server', async () => {
    const network: Network = {
      resolve: () => Promise.resolve(['10.249.1.4']),
      connect: () => Promise.reject(Object.assign(new Error('connect EHOSTUNREACH'), { code: 'EHOSTUNREACH' })),
    };
    const gateways = [{ name: 'orders-gateway', addresses: ['10.249.1.4', '127.0.0.1'] }];
    const report = await look(through({ gateways }, server(inside()), laptop(network)));
    assert.equal(resultOf(report, 'tcp').state, 'expected');
    const alone = await look(direct(laptop(network), { gateways }));
    assert.deepEqual([resultOf(alone, 'tcp').state, resultOf(alone, 'tcp').code], ['failed', 'tcp.unreachable']);
  });

  it('keeps the key out of the report, whatever happens', async () => {
    const updates: Report[] = [];
    await look(through({ secret: new Secret('canary-of-the-test') }), updates);
    assert.ok(updates.length > 10);
    assert.doesNotMatch(JSON.stringify(updates), /canary-of-the-test/);
  });
});
