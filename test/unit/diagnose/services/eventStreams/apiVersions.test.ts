import assert from 'node:assert/strict';
import { apiVersionsCheck } from '../../../../../src/diagnose/services/eventStreams/apiVersions';
import { never, startCluster, type ClusterOptions } from './cluster';

describe('the check of what the brokers speak', () => {
  async function find(options: ClusterOptions = {}) {
    const cluster = await startCluster(options);
    const finding = await apiVersionsCheck(cluster.talk).run(cluster.context, never);
    await cluster.stop();
    return finding;
  }

  it('passes when all know requests, and counts the first one\'s', async () => {
    const found = await find();
    assert.deepEqual([found.state, found.summary, found.evidence], ['passed', '2 kinds of request', ['2 kinds of request']]);
  });

  it('fails where one does not speak Kafka', async () => {
    const found = await find({ manners: ['broker', 'garbage'] });
    assert.deepEqual([found.state, found.code], ['failed', 'kafka.garbage']);
    assert.match(found.summary, /^1 of 2 brokers speak Kafka: /);
    assert.match(found.cause ?? '', /not a Kafka broker/);
  });

  it('has nothing to count of nobody', async () => {
    assert.equal((await find({ manners: [] })).summary, 'Kafka');
  });
});
