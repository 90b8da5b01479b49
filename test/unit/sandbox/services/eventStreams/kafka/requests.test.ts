import assert from 'node:assert/strict';
import type { Writer } from '../../../../../../src/sandbox/services/eventStreams/kafka/wire/writer';
import { batchBytes } from './batches';
import { RawClient } from './rawClient';
import { brokerNames, kafkaForSuite } from './support';

const [produceKey, fetchKey, offsetCommitKey, offsetFetchKey, findCoordinatorKey, initProducerKey] = [0, 1, 8, 9, 10, 22];

describe('embedded Kafka: requests that libraries send seldom', () => {
  const kafka = kafkaForSuite();
  /** Connections to the leader of payments, and to the coordinator of the group. */
  let leader: RawClient;
  let coordinator: RawClient;
  let reader: RawClient;

  before(async () => {
    const [leaderId, coordinatorId] = await where();
    leader = await RawClient.signedIn(kafka(), 'manager-key', leaderId);
    reader = await RawClient.signedIn(kafka(), 'reader-key', leaderId);
    coordinator = await RawClient.signedIn(kafka(), 'manager-key', coordinatorId);
  });
  after(() => [leader, reader, coordinator].forEach((client) => client.close()));

  it('answers a fetch as soon as a message comes, however long it would wait', async () => {
    const waiting = reader.ask(fetchKey, 4, fetch({ offset: 0, maxWaitMs: 60_000 }));
    assert.equal((await produce(batchBytes(2, 5))).code, 0);
    const answer = await waiting;
    answer.int32();
    const partition = answer.array(() => [answer.string(), answer.array(() => [answer.int32(), answer.int16(), answer.int64(), answer.int64()])]);
    assert.deepEqual(partition, [['payments', [[0, 0, 2, 2]]]]);
  });

  it('answers a fetch without messages when the wait is over', async () => {
    const answer = await reader.ask(fetchKey, 4, fetch({ offset: 2, maxWaitMs: 20 }));
    assert.deepEqual(codesOfFetch(answer.remaining), 0);
  });

  it('answers at once where an offset is out of range', async () => {
    const answer = await reader.ask(fetchKey, 4, fetch({ offset: 99, maxWaitMs: 60_000 }));
    answer.int32();
    answer.int32();
    answer.string();
    answer.int32();
    assert.deepEqual([answer.int32(), answer.int16()], [0, 1]);
  });

  it('keeps no fetch sessions, and says so', async () => {
    const answer = await reader.ask(fetchKey, 7, (body) => body
      .int32(-1).int32(0).int32(1).int32(1000).int8(0).int32(1234).int32(1).array([], () => undefined).array([], () => undefined));
    answer.int32();
    assert.equal(answer.int16(), 70);
  });

  it('refuses acknowledgements that Kafka does not have, transactions, and older batches', async () => {
    assert.equal((await produce(batchBytes(1, 0), { acks: 2 })).code, 21);
    assert.equal((await produce(batchBytes(1, 0), { transactionalId: 'tx' })).code, 53);
    assert.equal((await produce(Buffer.alloc(0))).code, 2);
    assert.equal((await produce(batchBytes(1, 0), { topic: 'unknown' })).code, 3);
  });

  it('takes and gives messages at the leader alone', async () => {
    const other = await RawClient.signedIn(kafka(), 'manager-key', 2);
    const produced = await other.ask(produceKey, 3, produceBody(batchBytes(1, 0), {}));
    const sent = produced.array(() => [produced.string(), produced.array(() => [produced.int32(), produced.int16(), produced.int64(), produced.int64()])]);
    assert.deepEqual(sent, [['payments', [[0, 6, -1, -1]]]]);
    const fetched = await other.ask(fetchKey, 4, fetch({ offset: 0, maxWaitMs: 60_000 }));
    fetched.int32();
    fetched.int32();
    fetched.string();
    fetched.int32();
    assert.deepEqual([fetched.int32(), fetched.int16()], [0, 6]);
    other.close();
  });

  it('takes messages without an answer from who wants none', async () => {
    leader.send(produceKey, 3, produceBody(batchBytes(1, 0), { acks: 0 }));
    assert.equal((await produce(batchBytes(1, 0))).offset, 3);
  });

  it('gives each counting producer a number of its own, and none for transactions', async () => {
    const number = async (transactionalId: string | null) => {
      const answer = await leader.ask(initProducerKey, 1, (body) => body.string(transactionalId).int32(1000));
      answer.int32();
      return { code: answer.int16(), id: answer.int64(), epoch: answer.int16() };
    };
    const [one, two, transactional] = [await number(null), await number(null), await number('tx')];
    assert.notEqual(one.id, two.id);
    assert.deepEqual([one.code, one.epoch], [0, 0]);
    assert.deepEqual(transactional, { code: 53, id: -1, epoch: -1 });
  });

  it('keeps offsets with what was said to them, and tells all of a group', async () => {
    const committed = await coordinator.ask(offsetCommitKey, 6, (body) => body.string('group').int32(-1).string('')
      .array(['payments', 'unknown'], (writer, topic) => writer.string(topic).array([0], (_, index) => writer.int32(index).int64(7).int32(0).string('note'))));
    committed.int32();
    assert.deepEqual(committed.array(() => [committed.string(), committed.array(() => [committed.int32(), committed.int16()])]), [
      ['payments', [[0, 0]]], ['unknown', [[0, 3]]],
    ]);
    const fetched = await coordinator.ask(offsetFetchKey, 5, (body) => body.string('group').array(null, () => undefined));
    fetched.int32();
    const offsets = fetched.array(() => [fetched.string(), fetched.array(() => [fetched.int32(), fetched.int64(), fetched.int32(), fetched.string(), fetched.int16()])]);
    assert.deepEqual(offsets, [['payments', [[0, 7, 0, 'note', 0]]]]);
    const none = await coordinator.ask(offsetFetchKey, 1, (body) => body.string('group')
      .array(['orders'], (writer, topic) => writer.string(topic).array([1], (_, index) => writer.int32(index))));
    assert.deepEqual(none.array(() => [none.string(), none.array(() => [none.int32(), none.int64(), none.string(), none.int16()])]), [['orders', [[1, -1, '', 0]]]]);
  });

  it('refuses a note to an offset that is too long', async () => {
    const committed = await coordinator.ask(offsetCommitKey, 6, (body) => body.string('group').int32(-1).string('')
      .array(['payments'], (writer, topic) => writer.string(topic).array([0], (_, index) => writer.int32(index).int64(7).int32(0).string('n'.repeat(4097)))));
    committed.int32();
    assert.deepEqual(committed.array(() => [committed.string(), committed.array(() => [committed.int32(), committed.int16()])]), [['payments', [[0, 12]]]]);
  });

  it('has no coordinator for a transaction or for a group without a name', async () => {
    for (const [name, kind, code] of [['tx', 1, 42], ['', 0, 24]] as const) {
      const answer = await leader.ask(findCoordinatorKey, 1, (body) => body.string(name).int8(kind));
      answer.int32();
      assert.equal(answer.int16(), code);
    }
  });

  it('describes its brokers in the flexible form', async () => {
    const answer = await leader.ask(60, 0, (body) => body.unsignedVarint(0).boolean(true).unsignedVarint(0));
    answer.flexible = true;
    answer.tags();
    assert.deepEqual([answer.int32(), answer.int16(), answer.nullableString()], [0, 0, null]);
    assert.match(answer.string(), /^[\w-]{22}$/);
    assert.equal(answer.int32(), 0);
    const brokers = answer.array(() => {
      const broker = [answer.int32(), answer.string(), answer.int32(), answer.nullableString()];
      answer.tags();
      return broker;
    });
    assert.deepEqual(brokers, brokerNames.map((name, id) => [id, name, 9093, null]));
  });

  it('names a topic that does not exist with its code, in the flexible form too', async () => {
    const answer = await leader.ask(3, 9, (body) => body.unsignedVarint(0).unsignedVarint(2).unsignedVarint(5).int8(110).int8(111).int8(110).int8(101)
      .unsignedVarint(0).boolean(true).boolean(false).boolean(false).unsignedVarint(0));
    answer.flexible = true;
    answer.tags();
    answer.int32();
    answer.array(() => {
      const broker = [answer.int32(), answer.string(), answer.int32(), answer.nullableString()];
      answer.tags();
      return broker;
    });
    answer.string();
    answer.int32();
    const topics = answer.array(() => {
      const topic = [answer.int16(), answer.string(), answer.boolean(), answer.array(() => 0).length];
      answer.int32();
      answer.tags();
      return topic;
    });
    assert.deepEqual(topics, [[3, 'none', false, 0]]);
  });

  interface ProduceWish { readonly acks?: number; readonly transactionalId?: string; readonly topic?: string }

  function produceBody(batch: Buffer, { acks = -1, transactionalId, topic = 'payments' }: ProduceWish): (body: Writer) => unknown {
    return (body) => body.string(transactionalId ?? null).int16(acks).int32(1000)
      .array([topic], (writer, name) => writer.string(name).array([0], (_, index) => writer.int32(index).bytes(batch)));
  }

  async function produce(batch: Buffer, wishes: ProduceWish = {}): Promise<{ code: number; offset: number }> {
    const answer = await leader.ask(produceKey, 3, produceBody(batch, wishes));
    answer.int32();
    answer.string();
    answer.int32();
    answer.int32();
    return { code: answer.int16(), offset: answer.int64() };
  }

  function fetch({ offset, maxWaitMs }: { offset: number; maxWaitMs: number }): (body: Writer) => unknown {
    return (body) => body.int32(-1).int32(maxWaitMs).int32(1).int32(100_000).int8(0)
      .array(['payments'], (writer, name) => writer.string(name).array([0], (_, index) => writer.int32(index).int64(offset).int32(100_000)));
  }

  /** How many bytes of records stand in a fetch's answer about payments. */
  function codesOfFetch(remaining: number): number {
    const withoutRecords = 4 + 4 + 2 + 'payments'.length + 4 + 4 + 2 + 8 + 8 + 4 + 4;
    return remaining - withoutRecords;
  }

  /** Ids of the brokers that lead payments, and that keep the group "group". */
  async function where(): Promise<readonly [number, number]> {
    const client = await RawClient.signedIn(kafka(), 'manager-key');
    const metadata = await client.ask(3, 1, (body) => body.array(['payments'], (writer, name) => writer.string(name)));
    metadata.array(() => [metadata.int32(), metadata.string(), metadata.int32(), metadata.nullableString()]);
    metadata.int32();
    const [leaders] = metadata.array(() => {
      metadata.int16();
      metadata.string();
      metadata.boolean();
      return metadata.array(() => {
        metadata.int16();
        metadata.int32();
        const id = metadata.int32();
        metadata.array(() => metadata.int32());
        metadata.array(() => metadata.int32());
        return id;
      });
    });
    const found = await client.ask(findCoordinatorKey, 0, (body) => body.string('group'));
    found.int16();
    client.close();
    return [leaders?.[0] ?? -1, found.int32()];
  }
});
