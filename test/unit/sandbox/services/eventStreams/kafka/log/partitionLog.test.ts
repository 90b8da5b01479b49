import assert from 'node:assert/strict';
import fc from 'fast-check';
import { crc32c } from '../../../../../../../src/sandbox/services/eventStreams/kafka/log/crc32c';
import { PartitionLog } from '../../../../../../../src/sandbox/services/eventStreams/kafka/log/partitionLog';
import { readBatch, type RecordBatch } from '../../../../../../../src/sandbox/services/eventStreams/kafka/log/recordBatch';
import { batchBytes, sealed } from '../batches';

describe('a record batch', () => {
  it('is read for its count and its newest time', () => {
    assert.deepEqual(pick(readBatch(batchBytes(3, 1234))), { count: 3, maxTimestamp: 1234 });
  });

  const broken: readonly (readonly [string, Buffer, number])[] = [
    ['of the older message format', changed((bytes) => bytes.writeInt8(1, 16)), 43],
    ['of the older message format that is shorter than a head', Buffer.concat([Buffer.alloc(16), Buffer.from([1, 0])]), 43],
    ['with a wrong checksum', changed((bytes) => bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60)), 2],
    ['that ends too early', batchBytes(1, 0).subarray(0, -1), 2],
    ['with another one behind it', Buffer.concat([batchBytes(1, 0), batchBytes(1, 0)]), 2],
    ['of nothing', Buffer.alloc(0), 2],
    ['without records', batchBytes(0, 0), 87],
    ['that counts other than it numbers', sealed(changed((bytes) => bytes.writeInt32BE(7, 57))), 87],
    ['from a time that no clock has', sealed(changed((bytes) => bytes.writeBigInt64BE(2n ** 63n - 1n, 35))), 32],
    ['larger than a message may be', batchBytes(1, 0, 1_048_588), 10],
  ];
  for (const [what, bytes, code] of broken) {
    it(`${what} is refused with code ${code}`, () => {
      assert.equal(readBatch(bytes), code);
    });
  }

  it('of any bytes is read or refused, and nothing worse', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      assert.equal(typeof readBatch(Buffer.from(bytes)), 'number');
    }));
  });

  it('has the checksum of RFC 3720', () => {
    assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
    assert.equal(crc32c(Buffer.alloc(32)), 0x8a9136aa);
  });
});

describe('a partition', () => {
  it('gives offsets without a gap, and reads from the batch that holds an offset', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (counts) => {
      const log = new PartitionLog(1_000_000);
      const offsets = counts.map((count) => log.append(batch(count)));
      assert.deepEqual(offsets, counts.map((_, index) => counts.slice(0, index).reduce((sum, count) => sum + count, 0)));
      assert.equal(log.end, counts.reduce((sum, count) => sum + count, 0));
      for (let offset = 0; offset < log.end; offset += 1) {
        const base = Number(log.read(offset, 1).readBigInt64BE());
        assert.ok(base <= offset && offset < base + (counts[offsets.indexOf(base)] ?? 0));
      }
      assert.equal(log.read(log.end, 1000).length, 0);
    }));
  });

  it('keeps the checksum of a batch that it gives an offset', () => {
    const log = new PartitionLog(1_000_000);
    log.append(batch(2));
    log.append(batch(1));
    assert.deepEqual(pick(readBatch(log.read(2, 1000))), { count: 1, maxTimestamp: 0 });
  });

  it('puts its own epoch in a batch, whatever the producer wrote there', () => {
    const bytes = batchBytes(1, 0);
    bytes.writeInt32BE(77, 12);
    const read = readBatch(bytes);
    assert.ok(typeof read !== 'number');
    const log = new PartitionLog(1_000_000);
    log.append(read);
    assert.equal(log.read(0, 1000).readInt32BE(12), 0);
    assert.equal(bytes.readInt32BE(12), 77, 'what came is left as it was');
  });

  it('gives whole batches within the wish of the client, and one at least', () => {
    const log = new PartitionLog(1_000_000);
    const size = batchBytes(1, 0).length;
    [1, 2, 3].forEach(() => log.append(batch(1)));
    assert.equal(log.read(0, 1).length, size);
    assert.equal(log.read(0, 2 * size + 1).length, 2 * size);
    assert.equal(log.read(0, 100 * size).length, 3 * size);
  });

  it('drops the oldest batches, never the newest', () => {
    const log = new PartitionLog(3 * (batchBytes(1, 0).length + 200));
    [1, 2, 3, 4, 5].forEach(() => log.append(batch(1)));
    assert.deepEqual([log.start, log.end], [2, 5]);
    const small = new PartitionLog(1);
    small.append(batch(1));
    small.append(batch(1));
    assert.deepEqual([small.start, small.end], [1, 2]);
  });

  it('finds the first batch that is not older than a time', () => {
    const log = new PartitionLog(1_000_000);
    log.append(batch(2, 100));
    log.append(batch(1, 200));
    assert.deepEqual(log.findTime(50), { offset: 0, timestamp: 100 });
    assert.deepEqual(log.findTime(101), { offset: 2, timestamp: 200 });
    assert.equal(log.findTime(201), undefined);
  });

  it('tells whoever waits of each message and of its end, until they stop', () => {
    const log = new PartitionLog(1_000_000);
    let told = 0;
    const stop = log.onNews(() => {
      told += 1;
    });
    log.append(batch(1));
    log.close();
    assert.equal(told, 2);
    stop();
    log.append(batch(1));
    assert.equal(told, 2);
  });
});

function batch(count: number, maxTimestamp = 0): RecordBatch {
  const read = readBatch(batchBytes(count, maxTimestamp));
  assert.ok(typeof read !== 'number');
  return read;
}

function pick(read: RecordBatch | number): unknown {
  return typeof read === 'number' ? read : { count: read.count, maxTimestamp: read.maxTimestamp };
}

function changed(change: (bytes: Buffer) => unknown): Buffer {
  const bytes = batchBytes(1, 0);
  change(bytes);
  return bytes;
}
