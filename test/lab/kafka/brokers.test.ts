import assert from 'node:assert/strict';
import type { Admin } from 'kafkajs';
import { client, kafkaForSuite, names, produce, withKey } from './suite';
import { handshake } from './handshake';

describe('a real Kafka with a broker down', function suite() {
  this.timeout(180_000);
  const kafka = kafkaForSuite('127.0.93.22');
  let admin: Admin;

  before(async () => {
    admin = client(kafka(), withKey('manager-key')).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'strict', numPartitions: 1, replicationFactor: 3, configEntries: [{ name: 'min.insync.replicas', value: '3' }] }] });
    await kafka().stopBroker(2);
  });

  after(() => admin.disconnect());

  /** Replicas in sync of each partition, and who leads. */
  async function partitions(): Promise<{ isr: number[]; leader: number }[]> {
    const { topics } = await admin.fetchTopicMetadata({ topics: ['orders'] });
    return (topics[0]?.partitions ?? []).map(({ isr, leader }) => ({ isr: [...isr].sort(), leader }));
  }

  it('has lost it from the cluster and from the in-sync replicas, and has other leaders in its place', async () => {
    const { brokers } = await admin.describeCluster();
    assert.deepEqual(brokers.map(({ nodeId }) => nodeId).sort(), [0, 1]);
    for (const { isr, leader } of await partitions()) {
      assert.deepEqual(isr, [0, 1]);
      assert.notEqual(leader, 2);
    }
  });

  it('still takes messages that two of three copies are enough for', async () => {
    await produce(client(kafka(), withKey('writer-key')));
  });

  it('refuses messages that need every copy', async () => {
    await assert.rejects(produce(client(kafka(), withKey('writer-key')), 'strict'), { type: 'NOT_ENOUGH_REPLICAS' });
  });

  it('closes connections to the name of that broker, and to no other', async () => {
    await assert.rejects(handshake(kafka(), names[2]), { code: 'ECONNRESET' });
    await handshake(kafka(), names[0]);
  });

  it('says which brokers there are when asked to stop one that is not', async () => {
    await assert.rejects(kafka().stopBroker(3), /no broker 3/);
  });

  it('has all copies in sync again once it is there again', async () => {
    await kafka().startBroker(2);
    const now = await partitions();
    assert.deepEqual(now.map(({ isr }) => isr), now.map(() => [0, 1, 2]));
    await produce(client(kafka(), withKey('writer-key')), 'strict');
  });
});
