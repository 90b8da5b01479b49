import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteReader, ByteWriter, GarbageError } from '../../../src/kafka/bytes';

describe('the bytes of a Kafka message', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });

  it('read back what was written', () => {
    const int = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
    fc.assert(fc.property(int(8), int(16), int(32), fc.boolean(), text, fc.array(int(32)), (a, b, c, d, e, list) => {
      const writer = new ByteWriter().int8(a).int16(b).int32(c).boolean(d).text(e).int32(list.length);
      list.forEach((item) => writer.int32(item));
      const reader = new ByteReader(writer.finish());
      const seen = [reader.int8(), reader.int16(), reader.int32(), reader.boolean(), reader.text(), reader.list(() => reader.int32())];
      assert.deepEqual(seen, [a, b, c, d, e, list]);
    }));
  });

  it('are believed no list that is longer than they are, so that a length cannot fill the memory', () => {
    const reader = new ByteReader(new ByteWriter().int32(2_000_000_000).finish());
    assert.throws(() => reader.list(() => reader.int8()), GarbageError);
  });

  it('are garbage where a text is missing, and where one is longer than what is left', () => {
    assert.throws(() => new ByteReader(new ByteWriter().int16(-1).finish()).text(), { name: 'GarbageError', message: 'a text is missing' });
    assert.throws(() => new ByteReader(new ByteWriter().int16(-2).finish()).nullableText(), GarbageError);
    assert.throws(() => new ByteReader(new ByteWriter().int16(5).int8(1).finish()).text(), { message: '5 bytes wanted, 1 left' });
    assert.equal(new ByteReader(new ByteWriter().int16(-1).finish()).nullableText(), undefined);
    assert.throws(() => new ByteReader(Buffer.alloc(0)).int8(), { message: '1 bytes wanted, 0 left' });
  });

  it('hold a list that is not there as an empty one', () => {
    const reader = (count: number) => new ByteReader(new ByteWriter().int32(count).int8(7).finish());
    assert.deepEqual(reader(-1).list(() => 1), []);
    assert.throws(() => reader(-2).list(() => 1), { message: 'a list of -2 items in 1 bytes' });
    const whole = reader(1);
    assert.deepEqual(whole.list(() => whole.int8()), [7]);
  });

  it('are preceded by their length', () => {
    assert.deepEqual([...new ByteWriter().bytes(Buffer.from([1, 2])).text('ü').finish()], [0, 0, 0, 2, 1, 2, 0, 2, 0xc3, 0xbc]);
  });
});
