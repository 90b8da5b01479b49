import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/model/check';
import { tls } from '../../../../src/diagnose/checks/tls';
import { makeAuthority } from '../../kafka/support/certificates';
import { startPeer, type Peer } from '../../kafka/support/kafkaPeer';
import { contextOf, requestFor } from '../support';

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

  it('has nothing to say of nobody', async () => {
    assert.equal((await find()).summary, 'TLS, names and chains verified');
  });
});
