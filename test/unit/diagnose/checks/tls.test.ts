import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/model/check';
import { tls } from '../../../../src/diagnose/checks/tls';
import { makeAuthority } from '../../kafka/support/certificates';
import { startPeer, type Peer } from '../../kafka/support/kafkaPeer';
import { contextOf, from, laptop, look, requestFor, resultOf, twoAddresses } from '../support';

describe('the check of the certificates', () => {
  const never = new AbortController().signal;
  const [first, second] = ['kafka-0.test', 'kafka-1.test'];
  const authority = makeAuthority();
  const peers: Peer[] = [];
  afterEach(async () => { await Promise.all(peers.splice(0).map((peer) => peer.stop())); });

  async function find(...names: readonly string[]): Promise<Finding> {
    for (const name of names) {
      peers.push(await startPeer({ identity: authority.issue([name]), apiKey: 'the-key', advertised: () => [] }));
    }
    const members = peers.map(({ port }, at) => ({ host: [first, second][at] ?? '', port }));
    const { context, lookout } = await contextOf(requestFor(members, { authorities: [authority.pem], timeoutMs: 5_000 }));
    await Promise.all(context.probes.map(async (probe) => { await probe.resolve(never); await probe.connect(never); }));
    const found = await tls.run(context, never);
    lookout.close();
    return found;
  }

  it('hangs on the ports', () => {
    assert.deepEqual([tls.id, tls.title, tls.dependsOn], ['tls', 'TLS, name and chain', ['tcp']]);
  });

  it('passes when every member is who it says it is, and says what is spoken', async () => {
    const found = await find(first, second);
    assert.equal(found.state, 'passed');
    assert.match(found.summary, /^TLSv1\.3 TLS_\w+, names and chains verified$/);
    assert.ok(found.evidence.includes('certificate for DNS:kafka-1.test'));
  });

  it('fails when one is not', async () => {
    const found = await find(first, 'other.test');
    assert.deepEqual([found.state, found.code], ['failed', 'tls.wrong-name']);
    assert.match(found.summary, /^1 of 2 brokers verified: No TLS connection to kafka-1\.test:/);
  });

  it('works only in part where one of the addresses brings up no TLS', async () => {
    const { peer, network } = await twoAddresses(first, authority, 'silent');
    peers.push(peer);
    const gateways = [{ name: 'orders-gateway', addresses: ['127.0.0.1', '127.0.0.2'], zones: { '127.0.0.2': 'ca-mon-2' } }];
    const members = [{ host: first, port: peer.port }];
    const request = requestFor(members, { authorities: [authority.pem], gateways, vantages: from(laptop(network)), timeoutMs: 3_000 });
    const report = await look(request);
    const { state, code, summary, cause, remedy } = resultOf(report, 'tls');
    assert.deepEqual([state, code, summary], ['degraded', 'tls.partial', '1 of 2 addresses brings up no TLS: 127.0.0.2 (ca-mon-2)']);
    assert.match(cause ?? '', /^A client takes the addresses of a name in turn: 1 of 2 new connections ends without TLS before another/);
    assert.match(remedy?.title ?? '', /^Look at the MTU of the way in ca-mon-2 and at what answers at that address/);
    assert.equal(resultOf(report, 'tcp').state, 'passed');
    assert.equal(resultOf(report, 'brokers').code, 'tls.partial');
    assert.deepEqual([report.headline.state, report.headline.code], ['degraded', 'tls.partial']);
    assert.deepEqual(report.hops.at(-1)?.detail, '127.0.0.2 (ca-mon-2) brings up no TLS');
  });

  it('has nothing to say of nobody', async () => {
    assert.equal((await find()).summary, 'TLS, names and chains verified');
  });
});
