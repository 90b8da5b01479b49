import assert from 'node:assert/strict';
import { allows, authorityOf, topicsForMessages } from '../../../src/kafka/operations';

describe('what a key may do', () => {
  const topic = (operations: number | undefined, error = 0, internal = false) => ({ name: 'orders', error, internal, partitions: 1, operations });
  const cluster = { clusterId: 'c', controllerId: 0, brokers: [] };

  it('is read from Kafka\'s bits, and unknown is not "nothing"', () => {
    assert.deepEqual(authorityOf({ ...cluster, topics: [], operations: undefined }), {
      known: false, createsTopics: false, topics: 0, readable: 0, writable: 0,
    });
    assert.equal(allows(undefined, 'read'), false);
    assert.equal(allows(1 << 3, 'read'), true);
    assert.equal(allows(1 << 3, 'write'), false);
  });

  it('counts neither internal topics nor those that the key may not see', () => {
    const topics = [topic(0b1000), topic(0b10000), topic(0b11000, 29), topic(0b11000, 0, true)];
    assert.deepEqual(authorityOf({ ...cluster, topics, operations: 1 << 5 }), { known: true, createsTopics: true, topics: 2, readable: 1, writable: 1 });
  });

  it('leaves the topics that a message can be written to and read back from, by name', () => {
    const named = (name: string, ...given: Parameters<typeof topic>) => ({ ...topic(...given), name });
    assert.deepEqual(topicsForMessages({ topics: [
      named('z', 0b11000), named('read', 0b1000), named('written', 0b10000), named('hidden', 0b11000, 29), named('inside', 0b11000, 0, true), named('a', undefined),
    ] }), ['a', 'z']);
  });
});
