import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contains, freeRange, overlaps, toAddress, toCidr, toNumber, toRange, type Range } from '../../../../src/sandbox/vpc/addresses';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const range = fc.tuple(address, fc.integer({ min: 8, max: 30 })).map(([number, bits]): Range => {
  const size = 2 ** (32 - bits);
  return { first: number - number % size, size };
});

describe('addresses', () => {
  it('are the same as text and as number', () => {
    fc.assert(fc.property(address, (number) => toNumber(toAddress(number)) === number));
    for (const text of ['', '1.2.3', '1.2.3.256', '1.2.3.4.5', 'a.b.c.d', '1.2.3.-4', '0x1.0.0.1']) assert.equal(toNumber(text), undefined, text);
  });

  it('make ranges that read as they are written', () => {
    fc.assert(fc.property(range, (one) => assert.deepEqual(toRange(toCidr(one)), one)));
    for (const text of ['10.0.0.1/24', '10.0.0.0/33', '10.0.0.0', '10.0.0.0/', '10.0.0.0/x']) assert.equal(toRange(text), undefined, text);
  });

  it('hold and overlap as sets do', () => {
    fc.assert(fc.property(range, range, (one, other) => {
      assert.equal(overlaps(one, other), overlaps(other, one));
      if (contains(one, other)) assert.ok(overlaps(one, other));
      // Ranges of powers of two lie inside each other or apart, never across.
      assert.equal(overlaps(one, other), contains(one, other) || contains(other, one));
    }));
  });

  it('give a free range that is inside, of the size, and nobody\'s', () => {
    const outer = { first: 10 * 2 ** 24, size: 4096 };
    const taken = fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom(64, 128, 256)).map(([at, size]) => ({ first: outer.first + at * 256, size })), { maxLength: 20 });
    fc.assert(fc.property(taken, fc.constantFrom(8, 64, 256, 1024), (others, size) => {
      const free = freeRange(outer, size, others);
      if (free === undefined) return others.length > 0;
      assert.ok(contains(outer, free) && free.size === size && free.first % size === outer.first % size);
      return !others.some((other) => overlaps(free, other));
    }));
  });
});
