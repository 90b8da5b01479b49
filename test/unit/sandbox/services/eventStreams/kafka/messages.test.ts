import assert from 'node:assert/strict';
import { CompressionTypes, type Kafka, type KafkaMessage } from 'kafkajs';
import { client, kafkaForSuite } from './support';

describe('embedded Kafka: messages, with kafkajs', () => {
  const kafka = kafkaForSuite({ partitionBytes: 256 * 1024 });

  it('gives each message an offset of its own, and keeps partitions apart', async () => {
    const producer = client(kafka(), 'writer-key').producer();
    await producer.connect();
    const send = (partition: number, ...values: string[]) => producer.send({ topic: 'orders', messages: values.map((value) => ({ value, partition })) });
    assert.deepEqual((await send(0, 'a', 'b')).map(({ baseOffset, errorCode }) => ({ baseOffset, errorCode })), [{ baseOffset: '0', errorCode: 0 }]);
    assert.equal((await send(0, 'c'))[0]?.baseOffset, '2');
    assert.equal((await send(2, 'd'))[0]?.baseOffset, '0');
    await producer.disconnect();
    const admin = await adminOf('reader-key');
    const offsets = (await admin.fetchTopicOffsets('orders')).map(({ partition, low, high }) => ({ partition, low, high }));
    assert.deepEqual(offsets.sort((one, other) => one.partition - other.partition), [
      { partition: 0, low: '0', high: '3' }, { partition: 1, low: '0', high: '0' }, { partition: 2, low: '0', high: '1' },
    ]);
    await admin.disconnect();
  });

  it('gives back in a group what was sent, with key, headers and compression, and remembers how far it was read', async () => {
    const peer = client(kafka(), 'writer-key');
    const producer = peer.producer({ idempotent: true, maxInFlightRequests: 1, retry: { retries: 1 } });
    await producer.connect();
    const messages = ['one', 'two', 'three'].map((value) => ({ key: 'k', value, headers: { from: 'test' } }));
    await producer.send({ topic: 'payments', compression: CompressionTypes.GZIP, messages });
    const first = await consume(peer, 'readers', 3);
    assert.deepEqual(first.map((message) => message.value?.toString()), ['one', 'two', 'three']);
    assert.deepEqual(first.map((message) => message.offset), ['0', '1', '2']);
    assert.equal(first[0]?.key?.toString(), 'k');
    assert.equal(first[0].headers?.['from']?.toString(), 'test');

    await producer.send({ topic: 'payments', messages: [{ value: 'four' }] });
    const second = await consume(peer, 'readers', 1);
    assert.deepEqual(second.map((message) => message.value?.toString()), ['four'], 'the group goes on where it was');
    await producer.disconnect();
    const admin = await adminOf('reader-key');
    assert.deepEqual((await admin.fetchOffsets({ groupId: 'readers', topics: ['payments'] }))[0]?.partitions.map(({ offset }) => offset), ['4']);
    await admin.disconnect();
  });

  it('shares the partitions of a topic among the members of a group, and hands them on when one leaves', async () => {
    const peers = [client(kafka(), 'manager-key').consumer(fast('sharing')), client(kafka(), 'manager-key').consumer(fast('sharing'))] as const;
    const assigned: number[][] = [[], []];
    peers.forEach((peer, index) => peer.on(peer.events.GROUP_JOIN, ({ payload }) => {
      assigned[index] = payload.memberAssignment['orders'] ?? [];
    }));
    await Promise.all(peers.map(async (peer) => {
      await peer.connect();
      await peer.subscribe({ topic: 'orders' });
      await peer.run({ eachMessage: () => Promise.resolve() });
    }));
    await until(() => assigned.every((partitions) => partitions.length > 0) && assigned.flat().length === 3);
    assert.deepEqual(assigned.flat().sort(), [0, 1, 2]);
    await peers[0].disconnect();
    await until(() => assigned[1]?.length === 3);
    await peers[1].disconnect();
  });

  it('refuses a message that is larger than the service takes', async () => {
    const producer = client(kafka(), 'writer-key').producer();
    await producer.connect();
    const messages = [{ value: Buffer.alloc(1_100_000) }];
    await assert.rejects(producer.send({ topic: 'orders', messages }), { type: 'MESSAGE_TOO_LARGE' });
    await producer.disconnect();
  });

  it('drops the oldest messages of a partition rather than growing without end', async () => {
    const producer = client(kafka(), 'manager-key').producer();
    await producer.connect();
    for (let count = 0; count < 5; count += 1) {
      await producer.send({ topic: 'orders', messages: [{ partition: 1, value: Buffer.alloc(100_000) }] });
    }
    await producer.disconnect();
    const admin = await adminOf('reader-key');
    const offsets = (await admin.fetchTopicOffsets('orders')).find(({ partition }) => partition === 1);
    assert.deepEqual([offsets?.low, offsets?.high], ['3', '5']);
    await admin.disconnect();
  });

  async function adminOf(key: string) {
    const admin = client(kafka(), key).admin();
    await admin.connect();
    return admin;
  }
});

function fast(groupId: string) {
  return { groupId, sessionTimeout: 6000, heartbeatInterval: 100, maxWaitTimeInMs: 50, retry: { retries: 5 } };
}

/** The next messages of `payments` for a group, which then leaves. */
async function consume(peer: Kafka, groupId: string, count: number): Promise<KafkaMessage[]> {
  const consumer = peer.consumer(fast(groupId));
  const found: KafkaMessage[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: 'payments', fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    void consumer.run({
      eachMessage: ({ message }) => {
        found.push(message);
        if (found.length === count) {
          resolve();
        }
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return found;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
