import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/check';
import { Failure } from '../../../src/model/failure';
import type { Network } from '../../../src/model/network';
import { Secret } from '../../../src/model/secret';
import { runChecks, type CheckRequest } from '../../../src/diagnose/ladder';
import type { ServerSession } from '../../../src/diagnose/vantage/serverSession';
import { makeAuthority, type Authority } from '../kafka/support/certificates';
import { startPeer, type Peer } from '../kafka/support/kafkaPeer';
import { instanceWith, namedNetwork, resultOf, states } from './support';

describe('the ladder from two vantages', () => {
  const hosts = [0, 1, 2].map((id) => `kafka-${id}.guid.private.test`);
  const peers: Peer[] = [];
  let authority: Authority;
  let closed = 0;

  before(async () => {
    authority = makeAuthority();
    for (const host of hosts) {
      peers.push(await startPeer({ identity: authority.issue([host]), apiKey: 'the-key', advertised: () => brokers() }));
    }
  });
  after(() => Promise.all(peers.map((peer) => peer.stop())));
  beforeEach(() => { closed = 0; });

  const brokers = () => peers.map((peer, id) => ({ host: hosts[id] ?? '', port: peer.port }));
  const inside = () => namedNetwork(Object.fromEntries(hosts.map((host) => [host, ['127.0.0.1']])));

  function session(network: Network): ServerSession {
    return { ...network, name: 'build-box', exec: () => Promise.reject(new Error('nothing runs here')), close: () => { closed++; } };
  }

  function look(more: Partial<CheckRequest> = {}, updates: Report[] = []): Promise<Report> {
    return runChecks({
      instance: instanceWith(brokers()), machine: { name: 'this laptop', network: namedNetwork({}) },
      server: { name: 'build-box', open: () => Promise.resolve(session(inside())) },
      gateway: { name: 'orders-gateway', addresses: ['127.0.0.1'] },
      apiKey: new Secret('the-key'), authorities: [authority.pem], timeoutMs: 1500, ...more,
    }, (report) => updates.push(report), new AbortController().signal);
  }

  it('passes from the server while this machine calmly cannot resolve the names', async () => {
    const report = await look();
    assert.equal(states(report, 'server'), 'passed passed passed passed passed passed passed passed passed');
    assert.equal(states(report, 'local'), 'expected not-run not-run not-run not-run not-run not-run not-run');
    assert.equal(report.headline.state, 'passed');
    assert.deepEqual(report.hops.map((hop) => hop.name), ['this laptop', 'build-box', 'orders-gateway', 'kafka-0', 'kafka-1', 'kafka-2']);
    assert.equal(closed, 1);
  });

  it('names the server hop when SSH fails, with what was seen there', async () => {
    const refuse = new Failure({ code: 'ssh.refused-key', what: 'Could not sign in', why: 'no key fits', next: 'Check the key.' });
    const report = await look({ server: { name: 'build-box', open: () => Promise.reject(refuse) } });
    assert.equal(states(report, 'server'), 'failed not-run not-run not-run not-run not-run not-run not-run not-run');
    assert.equal(report.headline.code, 'ssh.refused-key');
    assert.match(report.vantages[1]?.unusable ?? '', /no key fits/);
    assert.match(resultOf(report, 'server', 'server').evidence.join(), /do not use the HTTP proxy/);
  });

  it('finds names that lead past the gateway', async () => {
    const report = await look({ gateway: { name: 'orders-gateway', addresses: ['10.249.1.4'] } });
    assert.equal(report.headline.code, 'dns.wrong-address');
    assert.equal(report.hops.find((hop) => hop.kind === 'gateway')?.state, 'broken');
    assert.match(resultOf(report, 'names', 'server').evidence.join(), /orders-gateway has 10\.249\.1\.4/);
  });

  it('finds the one advertised broker that cannot be used, though every bootstrap server can', async () => {
    const bootstrap = brokers().slice(0, 2);
    const network = inside();
    const without: Network = { ...network, resolve: (name, signal) => network.resolve(name === hosts[2] ? 'gone' : name, signal) };
    const report = await look({ instance: instanceWith(bootstrap), server: { name: 'build-box', open: () => Promise.resolve(session(without)) } });
    const failed = report.results.filter((result) => result.state === 'failed').map((result) => [result.vantage, result.check, result.code]);
    assert.deepEqual(failed, [['server', 'brokers', 'dns.nxdomain']]);
    assert.match(resultOf(report, 'brokers', 'server').summary, /2 of 3/);
    assert.deepEqual(report.hops.slice(-3).map((hop) => hop.state), ['not-reached', 'not-reached', 'broken']);
  });

  it('passes on the next look, in the same process, once the way is up', async () => {
    const names: Record<string, readonly string[]> = {};
    const machine = { name: 'this laptop', network: namedNetwork(names) };
    assert.equal((await look({ machine, server: undefined })).headline.state, 'failed');
    for (const host of hosts) {
      names[host] = ['127.0.0.1'];
    }
    assert.equal((await look({ machine, server: undefined })).headline.state, 'passed');
  });

  it('calls private addresses without a way expected while the way leads through a server', async () => {
    const network: Network = {
      resolve: () => Promise.resolve(['10.249.1.4']),
      connect: () => Promise.reject(Object.assign(new Error('connect EHOSTUNREACH'), { code: 'EHOSTUNREACH' })),
    };
    const gateway = { name: 'orders-gateway', addresses: ['10.249.1.4', '127.0.0.1'] };
    const through = await look({ gateway, machine: { name: 'this laptop', network } });
    assert.equal(resultOf(through, 'tcp').state, 'expected');
    const direct = await look({ gateway, machine: { name: 'this laptop', network }, server: undefined });
    assert.deepEqual([resultOf(direct, 'tcp').state, resultOf(direct, 'tcp').code], ['failed', 'tcp.unreachable']);
  });

  it('keeps the key out of the report, whatever happens', async () => {
    const updates: Report[] = [];
    await look({ apiKey: new Secret('canary-of-the-test') }, updates);
    assert.ok(updates.length > 10);
    assert.doesNotMatch(JSON.stringify(updates), /canary-of-the-test/);
  });
});
