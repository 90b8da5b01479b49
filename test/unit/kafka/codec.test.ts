import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteReader, ByteWriter, GarbageError } from '../../../src/kafka/bytes';
import { FrameBuffer } from '../../../src/kafka/frames';
import { allMetadata, apiVersions, saslAuthenticate, saslHandshake } from '../../../src/kafka/messages';
import { allows, authorityOf } from '../../../src/kafka/operations';

describe('the Kafka codec', () => {
  const readers = [apiVersions.read, saslHandshake('PLAIN').read, saslAuthenticate(Buffer.alloc(0)).read, allMetadata.read];
  const bytes = (longest: number) => fc.uint8Array({ maxLength: longest }).map((array) => Buffer.from(array));
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });

  it('reads any bytes as an answer or as garbage, and nothing else happens', () => {
    fc.assert(fc.property(bytes(200), (answer) => {
      for (const read of readers) {
        try {
          read(answer);
        } catch (error) {
          assert.ok(error instanceof GarbageError, String(error));
        }
      }
    }));
  });

  it('reads back what was written', () => {
    const int = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
    fc.assert(fc.property(int(8), int(16), int(32), fc.boolean(), text, fc.array(int(32)), (a, b, c, d, e, list) => {
      const writer = new ByteWriter().int8(a).int16(b).int32(c).boolean(d).text(e).int32(list.length);
      list.forEach((item) => writer.int32(item));
      const reader = new ByteReader(writer.finish());
      const seen = [reader.int8(), reader.int16(), reader.int32(), reader.boolean(), reader.text(), reader.list(() => reader.int32())];
      assert.deepEqual(seen, [a, b, c, d, e, list]);
    }));
  });

  it('believes no list that is longer than its bytes, so that a length cannot fill the memory', () => {
    const reader = new ByteReader(new ByteWriter().int32(2_000_000_000).finish());
    assert.throws(() => reader.list(() => reader.int8()), GarbageError);
  });

  it('puts frames together however they were chopped up', () => {
    fc.assert(fc.property(fc.array(bytes(60), { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (bodies, cuts) => {
      const frames = bodies.map((body) => Buffer.concat([Buffer.alloc(4), body]));
      let rest = Buffer.concat(frames.map((frame) => new ByteWriter().bytes(frame).finish()));
      const buffer = new FrameBuffer();
      const seen: Buffer[] = [];
      for (let turn = 0; rest.length > 0; turn++) {
        const size = cuts[turn % cuts.length] ?? 1;
        seen.push(...buffer.take(rest.subarray(0, size)));
        rest = rest.subarray(size);
      }
      assert.deepEqual(seen, frames);
    }));
  });

  it('refuses a frame of a size that no answer has', () => {
    for (const size of [-1, 0, 3, 100_000_000, 0x48545450]) {
      assert.throws(() => new FrameBuffer().take(new ByteWriter().int32(size).finish()), GarbageError);
    }
  });

  it('refuses a broker at an impossible port', () => {
    const answer = (port: number) => new ByteWriter().int32(0).int32(1).int32(7).text('broker').int32(port).int16(-1).int16(-1).int32(0).int32(0).int32(0).finish();
    assert.deepEqual(allMetadata.read(answer(9093)).brokers, [{ id: 7, host: 'broker', port: 9093 }]);
    for (const port of [0, -1, 65_536]) {
      assert.throws(() => allMetadata.read(answer(port)), GarbageError);
    }
  });
});

describe('what a key may do', () => {
  const topic = (operations: number | undefined, error = 0, internal = false) => ({ name: 'orders', error, internal, partitions: 1, operations });
  const cluster = { clusterId: 'c', controllerId: 0, brokers: [] };

  it('is read from Kafka\'s bits, and unknown is not "nothing"', () => {
    assert.deepEqual(authorityOf({ ...cluster, topics: [], operations: undefined }), { known: false, createsTopics: false, topics: 0, readable: 0, writable: 0 });
    assert.equal(allows(undefined, 'read'), false);
    assert.equal(allows(1 << 3, 'read'), true);
    assert.equal(allows(1 << 3, 'write'), false);
  });

  it('counts neither internal topics nor those that the key may not see', () => {
    const topics = [topic(0b1000), topic(0b10000), topic(0b11000, 29), topic(0b11000, 0, true)];
    assert.deepEqual(authorityOf({ ...cluster, topics, operations: 1 << 5 }), { known: true, createsTopics: true, topics: 2, readable: 1, writable: 1 });
  });
});
