import assert from 'node:assert/strict';
import { ConfigResourceTypes } from 'kafkajs';
import { client, kafkaForSuite } from './support';

describe('embedded Kafka: topics and what each role may do, with kafkajs', () => {
  const kafka = kafkaForSuite();

  it('has the seeded topics with three replicas, led by all brokers', async () => {
    const admin = await adminOf('reader-key');
    const { topics } = await admin.fetchTopicMetadata({ topics: ['orders', 'payments'] });
    assert.deepEqual(new Map(topics.map(({ name, partitions }) => [name, partitions.length])), new Map([['orders', 3], ['payments', 1]]));
    const orders = topics.find(({ name }) => name === 'orders')?.partitions ?? [];
    assert.deepEqual(orders.map(({ leader }) => leader).sort(), [0, 1, 2]);
    assert.ok(orders.every(({ replicas, isr }) => replicas.length === 3 && isr.length === 3));
    await admin.disconnect();
  });

  it('makes and deletes a topic for a Manager', async () => {
    const admin = await adminOf('manager-key');
    assert.equal(await admin.createTopics({ topics: [{ topic: 'made', numPartitions: 2 }] }), true);
    assert.ok((await admin.listTopics()).includes('made'));
    await admin.deleteTopics({ topics: ['made'] });
    assert.ok(!(await admin.listTopics()).includes('made'));
    await admin.disconnect();
  });

  it('makes nothing when it is only asked whether it could', async () => {
    const admin = await adminOf('manager-key');
    await admin.createTopics({ validateOnly: true, waitForLeaders: false, topics: [{ topic: 'tried' }] });
    assert.ok(!(await admin.listTopics()).includes('tried'));
    await admin.disconnect();
  });

  it('does not make a topic twice', async () => {
    const admin = await adminOf('manager-key');
    assert.equal(await admin.createTopics({ topics: [{ topic: 'orders' }] }), false, 'how kafkajs tells that it exists');
    await admin.disconnect();
  });

  const refusals = [
    ['with a name that Kafka does not take', { topic: 'no spaces' }, 'INVALID_TOPIC_EXCEPTION'],
    ['without partitions', { topic: 'none', numPartitions: 0 }, 'INVALID_PARTITIONS'],
    ['with more replicas than brokers', { topic: 'wide', replicationFactor: 4 }, 'INVALID_REPLICATION_FACTOR'],
    ['with more partitions than the sandbox holds', { topic: 'many', numPartitions: 1001 }, 'POLICY_VIOLATION'],
  ] as const;
  for (const [what, topic, type] of refusals) {
    it(`refuses a topic ${what}`, async () => {
      const admin = await adminOf('manager-key');
      await assert.rejects(admin.createTopics({ topics: [topic] }), (error: unknown) => typesOf(error).includes(type));
      await admin.disconnect();
    });
  }

  for (const key of ['writer-key', 'reader-key']) {
    it(`lets ${key} neither make nor delete a topic`, async () => {
      const admin = await adminOf(key);
      const denied = (error: unknown) => typesOf(error).includes('TOPIC_AUTHORIZATION_FAILED');
      await assert.rejects(admin.createTopics({ topics: [{ topic: 'mine' }] }), denied);
      await assert.rejects(admin.deleteTopics({ topics: ['orders'] }), denied);
      await admin.disconnect();
    });
  }

  it('lets a Reader read and not write', async () => {
    const producer = client(kafka(), 'reader-key').producer();
    await producer.connect();
    await assert.rejects(producer.send({ topic: 'orders', messages: [{ value: 'no' }] }), { type: 'TOPIC_AUTHORIZATION_FAILED' });
    await producer.disconnect();
    const idempotent = client(kafka(), 'reader-key').producer({ idempotent: true, retry: { retries: 1 } });
    await assert.rejects(async () => {
      await idempotent.connect();
      await idempotent.send({ topic: 'orders', messages: [{ value: 'no' }] });
    }, { type: 'CLUSTER_AUTHORIZATION_FAILED' });
    await idempotent.disconnect();
  });

  it('does not make a topic that a producer only names', async () => {
    const producer = client(kafka(), 'manager-key').producer({ allowAutoTopicCreation: true });
    await producer.connect();
    await assert.rejects(producer.send({ topic: 'typo', messages: [{ value: 'lost' }] }), (error: unknown) => typesOf(error).includes('UNKNOWN_TOPIC_OR_PARTITION'));
    await producer.disconnect();
    const admin = await adminOf('reader-key');
    assert.deepEqual(await admin.listTopics(), ['orders', 'payments']);
    await admin.disconnect();
  });

  it('tells the settings of a topic, its own before the defaults', async () => {
    const admin = await adminOf('manager-key');
    await admin.createTopics({ topics: [{ topic: 'short', configEntries: [{ name: 'retention.ms', value: '1000' }] }] });
    const described = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: 'short', configNames: ['retention.ms', 'cleanup.policy'] }],
    });
    const entries = described.resources[0]?.configEntries.map(({ configName, configValue, configSource }) => [configName, configValue, configSource]);
    assert.deepEqual(entries, [['retention.ms', '1000', 1], ['cleanup.policy', 'delete', 5]]);
    await admin.deleteTopics({ topics: ['short'] });
    await admin.disconnect();
  });

  it('lists, describes and deletes groups', async () => {
    const consumer = client(kafka(), 'reader-key').consumer({ groupId: 'empty', maxWaitTimeInMs: 50 });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.connect();
    await consumer.subscribe({ topic: 'payments' });
    await consumer.run({ eachMessage: () => Promise.resolve() });
    await joined;
    const admin = await adminOf('manager-key');
    const [group] = (await admin.describeGroups(['empty'])).groups;
    assert.equal(group?.state, 'Stable');
    assert.equal(group.members[0]?.clientId, 'kafkajs');
    await assert.rejects(admin.deleteGroups(['empty']), 'somebody is in it');
    await consumer.disconnect();
    assert.deepEqual((await admin.listGroups()).groups.map(({ groupId }) => groupId), ['empty']);
    assert.equal((await admin.describeGroups(['empty'])).groups[0]?.state, 'Empty');
    const reader = await adminOf('reader-key');
    await assert.rejects(reader.deleteGroups(['empty']));
    await admin.deleteGroups(['empty']);
    assert.deepEqual((await admin.listGroups()).groups, []);
    await Promise.all([admin.disconnect(), reader.disconnect()]);
  });

  async function adminOf(key: string) {
    const admin = client(kafka(), key).admin();
    await admin.connect();
    return admin;
  }
});

/** The error's type and those of the errors in it and behind it. */
function typesOf(error: unknown): string[] {
  if (!(error instanceof Error)) {
    return [];
  }
  const type = 'type' in error && typeof error.type === 'string' ? [error.type] : [];
  const inner: unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  return [...type, ...[...inner, error.cause].flatMap(typesOf)];
}
