import assert from 'node:assert/strict';
import { metadataCheck, mostBrokers, mostTopics } from '../../../../../src/diagnose/services/eventStreams/metadata';
import { never, startCluster, type ClusterOptions } from './cluster';

describe('the check of who is there', () => {
  async function find(options: ClusterOptions = {}) {
    const cluster = await startCluster(options);
    const finding = await metadataCheck(cluster.talk).run(cluster.context, never);
    await cluster.stop();
    return { finding, ...cluster };
  }

  it('asks one broker, and tells cluster, brokers and controller', async () => {
    const { finding, peers, heard, talk } = await find();
    const members = peers.map(({ port }, id) => ({ host: `kafka-${id}.test`, port }));
    assert.deepEqual(finding, {
      state: 'passed', code: 'ok', summary: 'cluster cluster-of-the-test, 2 brokers',
      evidence: [...members.map(({ host, port }, id) => `broker ${id} at ${host}:${port}`), 'controller 0'],
    });
    assert.deepEqual(peers.map(({ requests }) => requests.join()), ['3', '']);
    assert.deepEqual(heard, [{ identity: { label: 'Cluster', value: 'cluster-of-the-test' }, members, holds: ['orders'] }]);
    assert.equal(talk.metadata?.brokers.length, 2);
  });

  it('tells which topics a message can go to, as many as one chooses from, and shows none of them', async () => {
    const { finding, heard } = await find({ answers: { clusterId: 'c', topicOperations: [0b1000, ...Array.from({ length: 300 }, () => 0b11000)] } });
    assert.equal(heard[0]?.holds?.length, mostTopics);
    assert.equal(mostTopics, 200);
    assert.doesNotMatch(JSON.stringify(finding), /orders/);
  });

  it('fails where the cluster names nobody, and shows that nobody is there', async () => {
    const { finding, heard } = await find({ advertised: () => [] });
    assert.deepEqual([finding.state, finding.code, finding.summary, finding.evidence], ['failed', 'kafka.no-brokers', 'the cluster names no broker', []]);
    assert.match(finding.cause ?? '', /starting/);
    assert.equal(finding.remedy?.title, 'Check Again');
    assert.deepEqual(heard[0]?.members, []);
  });

  it('fails where that broker does not answer, and hears nothing', async () => {
    const { finding, heard } = await find({ manners: ['garbage', 'broker'] });
    assert.deepEqual([finding.state, finding.code], ['failed', 'kafka.garbage']);
    assert.match(finding.summary, /^none of 1 brokers told: /);
    assert.equal(finding.members?.length, 1);
    assert.deepEqual(heard, []);
  });

  it('knows a cluster without an id', async () => {
    const { finding, heard } = await find({ answers: { clusterId: undefined } });
    assert.equal(finding.summary, 'cluster without an id, 2 brokers');
    assert.equal(heard[0]?.identity, undefined);
  });

  it('shows what the cluster calls itself as text, and no more brokers than any plan has', async () => {
    const { finding, heard } = await find({
      advertised: () => Array.from({ length: 60 }, (_, id) => ({ host: `\u202ehost-${id}`, port: 9093 })), answers: { clusterId: `\u202e${'c'.repeat(200)}` },
    });
    assert.match(finding.summary, /^cluster \[U\+202E\]c{71}…, 60 brokers$/);
    assert.equal(finding.evidence.length, mostBrokers + 1);
    assert.equal(finding.evidence[0], 'broker 0 at [U+202E]host-0:9093');
    assert.equal(heard[0]?.members.length, mostBrokers);
    assert.equal(mostBrokers, 50);
  });
});
