import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Malformed, Reader } from '../../../../../../../src/sandbox/services/eventStreams/kafka/wire/reader';
import { Writer } from '../../../../../../../src/sandbox/services/eventStreams/kafka/wire/writer';

/** A value of each primitive with how it is written and read. */
const fields = fc.oneof(
  fc.integer({ min: -128, max: 127 }).map((value) => field(value, (writer) => writer.int8(value), (reader) => reader.int8())),
  fc.integer({ min: -32768, max: 32767 }).map((value) => field(value, (writer) => writer.int16(value), (reader) => reader.int16())),
  fc.integer().map((value) => field(value, (writer) => writer.int32(value), (reader) => reader.int32())),
  fc.maxSafeInteger().map((value) => field(value, (writer) => writer.int64(value), (reader) => reader.int64())),
  fc.boolean().map((value) => field(value, (writer) => writer.boolean(value), (reader) => reader.boolean())),
  fc.nat({ max: 0xffffffff }).map((value) => field(value, (writer) => writer.unsignedVarint(value), (reader) => reader.unsignedVarint())),
  fc.option(fc.string({ unit: 'grapheme' })).map((value) => field(value, (writer) => writer.string(value), (reader) => reader.nullableString())),
  fc.option(fc.uint8Array()).map((value) => {
    const bytes = value === null ? null : Buffer.from(value);
    return field(bytes, (writer) => writer.bytes(bytes), (reader) => reader.nullableBytes());
  }),
  fc.option(fc.array(fc.integer())).map((value) => field(
    value, (writer) => writer.array(value, (inner, item) => inner.int32(item).tags()),
    (reader) => reader.nullableArray(() => {
      const item = reader.int32();
      reader.tags();
      return item;
    }),
  )),
);

function field(value: unknown, write: (writer: Writer) => unknown, read: (reader: Reader) => unknown) {
  return { value, write, read };
}

describe('Kafka primitives', () => {
  for (const flexible of [false, true]) {
    it(`are read as they were written, in the ${flexible ? 'flexible' : 'older'} form`, () => {
      fc.assert(fc.property(fc.array(fields, { maxLength: 12 }), (all) => {
        const writer = new Writer(flexible);
        all.forEach((one) => one.write(writer));
        const reader = new Reader(writer.toBuffer(), flexible);
        assert.deepEqual(all.map((one) => one.read(reader)), all.map((one) => one.value));
        assert.equal(reader.remaining, 0);
      }));
    });

    it(`are malformed, and nothing worse, when the bytes end too early, in the ${flexible ? 'flexible' : 'older'} form`, () => {
      fc.assert(fc.property(fields, fc.nat(), (one, cut) => {
        const writer = new Writer(flexible);
        one.write(writer);
        const whole = writer.toBuffer();
        const reader = new Reader(whole.subarray(0, cut % whole.length), flexible);
        assert.throws(() => one.read(reader), Malformed);
      }));
    });
  }

  it('have the bytes that the protocol guide says', () => {
    assert.equal(new Writer().int16(18).int32(-1).string('ab').string(null).bytes(null).toBuffer().toString('hex'), '0012ffffffff00026162ffffffffffff');
    assert.equal(new Writer(true).string('ab').string(null).array([1], (writer, item) => writer.int8(item).tags()).tags().toBuffer().toString('hex'), '036162000201' + '0000');
    assert.equal(new Writer().unsignedVarint(300).toBuffer().toString('hex'), 'ac02');
  });

  it('refuse null where a value must be', () => {
    assert.throws(() => new Reader(new Writer().string(null).toBuffer()).string(), Malformed);
    assert.throws(() => new Reader(new Writer().bytes(null).toBuffer()).bytes(), Malformed);
    assert.throws(() => new Reader(new Writer().array(null, () => undefined).toBuffer()).array(() => 0), Malformed);
  });

  it('refuse an array that claims more items than there are bytes, before memory is taken for it', () => {
    const reader = new Reader(new Writer().int32(0x7fffffff).int32(1).toBuffer());
    assert.throws(() => reader.array(() => reader.int8()), Malformed);
  });

  it('refuse a string that is longer than any name', () => {
    const of = (length: number) => new Reader(new Writer().string('a'.repeat(length)).toBuffer());
    assert.equal(of(10_000).string().length, 10_000);
    assert.throws(() => of(10_001).string(), Malformed);
  });

  it('refuse a varint that does not end and a number that no double holds', () => {
    assert.throws(() => new Reader(Buffer.alloc(10, 0xff)).unsignedVarint(), Malformed);
    assert.throws(() => new Reader(Buffer.from('7fffffffffffffff', 'hex')).int64(), Malformed);
  });

  it('skip tagged fields that are not known', () => {
    const reader = new Reader(Buffer.from('02' + '00' + '02' + 'aabb' + '05' + '00' + '07', 'hex'), true);
    reader.tags();
    assert.equal(reader.int8(), 7);
  });

  it('are written only in the versions that have them', () => {
    assert.equal(new Writer().when(false, (writer) => writer.int8(1)).when(true, (writer) => writer.int8(2)).toBuffer().toString('hex'), '02');
  });
});
