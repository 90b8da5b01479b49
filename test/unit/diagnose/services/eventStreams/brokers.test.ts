import assert from 'node:assert/strict';
import { Secret } from '../../../../../src/model/secret';
import { brokersCheck } from '../../../../../src/diagnose/services/eventStreams/brokers';
import { readMetadata } from '../../../../../src/kafka/session';
import { never, startCluster, type ClusterOptions } from './cluster';

describe('the check of every broker under its own name', () => {
  async function find(options: ClusterOptions = {}, asksMetadata = true) {
    const cluster = await startCluster(options);
    const { context, talk, peers } = cluster;
    const [first] = context.probes;
    if (asksMetadata && first !== undefined) {
      talk.metadata = await readMetadata(talk.wire(first, context), never);
    }
    const finding = await brokersCheck(talk).run(context, never);
    await cluster.stop();
    return { finding, peers };
  }

  it('passes when each can be used from its name on, anew', async () => {
    const { finding, peers } = await find();
    assert.deepEqual([finding.state, finding.summary], ['passed', '2 of 2 brokers, each under its own name']);
    assert.deepEqual(finding.evidence, peers.map(({ port }, id) => `kafka-${id}.test:${port}: name, TCP, TLS and sign-in passed`));
    assert.deepEqual(finding.members?.map(({ member }) => member), peers.map(({ port }, id) => ({ host: `kafka-${id}.test`, port })));
    assert.deepEqual(peers.map(({ requests }) => requests.join()), ['3,17,36', '17,36']);
  });

  it('finds the one whose name is not known', async () => {
    const { finding } = await find({ advertised: (all) => [...all, { host: 'gone.test', port: 9093 }] });
    assert.deepEqual([finding.state, finding.code], ['failed', 'dns.nxdomain']);
    assert.match(finding.summary, /^2 of 3 brokers can be used: No address for gone\.test/);
  });

  it('finds the one that does not take the key', async () => {
    const { finding } = await find({ manners: ['broker', 'token-only'] });
    assert.deepEqual([finding.code, finding.members?.map(({ passed }) => passed)], ['sasl.mechanism', [true, false]]);
  });

  it('finds a certificate for another name', async () => {
    const { finding } = await find({ advertised: ([first, second]) => [{ host: 'kafka-0.test', port: second?.port ?? 0 }, first ?? { host: '', port: 0 }] });
    assert.deepEqual([finding.state, finding.code], ['failed', 'tls.wrong-name']);
  });

  it('tries no more brokers than any plan has', async () => {
    const { finding } = await find({ advertised: () => Array.from({ length: 60 }, (_, id) => ({ host: `gone-${id}.test`, port: 9093 })) });
    assert.match(finding.summary, /^none of 50 brokers can be used/);
  });

  it('has nothing to go on without a key or without having heard of any', async () => {
    const notRun = { state: 'not-run', code: 'not-run', summary: '', evidence: [] };
    assert.deepEqual((await find({ request: { secret: undefined } })).finding, notRun);
    assert.deepEqual((await find({ request: { secret: new Secret('the-key') } }, false)).finding, notRun);
  });
});
