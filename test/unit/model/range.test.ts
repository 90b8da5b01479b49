import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressText, canonicalRange, contains, freeBlock, hasFreeBlock, inRange, overlaps, parseAddress, parseRange, rangeOfMask } from '../../../src/model/range';

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));
const cidr = fc.tuple(address, fc.nat(32)).map(([base, bits]) => `${base}/${bits}`);

describe('an IPv4 range', () => {
  it('holds its first and its last address and not the ones beside it', () => {
    for (const [first, last, before, after, range] of [
      ['10.240.0.0', '10.240.63.255', '10.239.255.255', '10.240.64.0', '10.240.0.0/18'],
      ['147.235.219.206', '147.235.219.207', '147.235.219.205', '147.235.219.208', '147.235.219.206/31'],
      ['192.0.2.7', '192.0.2.7', '192.0.2.6', '192.0.2.8', '192.0.2.7/32'],
    ] as const) {
      assert.deepEqual([first, last, before, after].map((each) => inRange(each, range)), [true, true, false, false]);
    }
  });

  it('may be one address, or everything', () => {
    fc.assert(fc.property(address, address, (one, other) => {
      assert.ok(inRange(one, one));
      assert.equal(inRange(one, other), one === other);
      assert.ok(inRange(one, '0.0.0.0/0'));
    }));
  });

  it('is the same whichever of its addresses it is written with', () => {
    fc.assert(fc.property(address, address, fc.nat(32), (one, other, bits) => {
      assert.equal(inRange(one, `${other}/${bits}`), inRange(other, `${one}/${bits}`));
    }));
  });

  it('holds nothing when it is not one, whatever the text', () => {
    for (const text of ['', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/x', '10.0.0/8', 'example.com', '::1/0', '256.0.0.0/0', '1.2.3.4.5/0', '+1.2.3.4/0', '10.0.0.0/08', '10.0.0.0/', '10.0.0.0/8/8', '010.0.0.1/8']) {
      assert.equal(inRange('10.0.0.1', text), false, text);
    }
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => typeof inRange(one, other) === 'boolean'));
  });

  it('is read from dotted decimals alone', () => {
    assert.equal(parseAddress('255.255.255.255'), 2 ** 32 - 1);
    assert.equal(parseAddress('0.0.0.0'), 0);
    assert.equal(parseAddress('1.2.3'), undefined);
    assert.equal(parseAddress('0x1.2.3.4'), undefined);
    assert.equal(parseAddress(' 1.2.3.4'), undefined);
  });

  it('is not read from a text that others read as octal', () => {
    for (const text of ['010.0.0.1', '10.00.0.1', '10.0.0.01', '000.0.0.0']) {
      assert.equal(parseAddress(text), undefined, text);
      assert.equal(canonicalRange(text), undefined, text);
    }
  });

  it('is written as it was read', () => {
    fc.assert(fc.property(address, (text) => assert.equal(addressText(parseAddress(text) ?? -1), text)));
  });

  it('is read from an address with a mask, and not where the mask has gaps', () => {
    assert.deepEqual(
      [['10.1.2.3', '255.255.0.0'], ['0.0.0.0', '0.0.0.0'], ['10.0.0.1', '255.255.255.255']].map(([at = '', mask = '']) => rangeOfMask(at, mask)),
      ['10.1.0.0/16', '0.0.0.0/0', '10.0.0.1/32'],
    );
    for (const [at, mask] of [['10.0.0.0', '255.0.255.0'], ['10.0.0.0', 'net'], ['vpn_gateway', '255.0.0.0']] as const) {
      assert.equal(rangeOfMask(at, mask), undefined, `${at} ${mask}`);
    }
  });

  it('has one text, which begins with its first address', () => {
    fc.assert(fc.property(cidr, (text) => {
      const canonical = canonicalRange(text);
      assert.ok(canonical !== undefined);
      assert.equal(canonicalRange(canonical), canonical);
      assert.deepEqual(parseRange(canonical), parseRange(text));
      assert.equal(parseAddress(canonical.split('/')[0] ?? ''), parseRange(text)?.first);
    }));
    assert.equal(canonicalRange('203.0.113.7/24'), '203.0.113.0/24');
    assert.equal(canonicalRange('203.0.113.7'), '203.0.113.7/32');
  });
});

describe('two ranges', () => {
  const range = cidr.map((text) => parseRange(text) ?? assert.fail(text));

  it('are one inside the other or have nothing in common, as CIDRs', () => {
    fc.assert(fc.property(range, range, (one, other) => {
      assert.equal(overlaps(one, other), contains(one, other) || contains(other, one));
      assert.equal(overlaps(one, other), overlaps(other, one));
    }));
  });

  it('have in common what lies in both', () => {
    fc.assert(fc.property(cidr, cidr, (one, other) => {
      const [first, second] = [parseRange(one), parseRange(other)];
      assert.ok(first !== undefined && second !== undefined);
      const shared = [first.first, first.last, second.first, second.last].some((each) => inRange(addressText(each), one) && inRange(addressText(each), other));
      assert.equal(overlaps(first, second), shared);
    }));
  });
});

describe('a free block', () => {
  const size = fc.constantFrom(8, 16, 32);
  const outer = fc.tuple(fc.nat(2 ** 12), fc.integer({ min: 0, max: 400 })).map(([first, length]) => ({ first, last: first + length }));
  const taken = fc.array(fc.tuple(fc.nat(2 ** 12 + 400), fc.nat(60)).map(([first, length]) => ({ first, last: first + length })), { maxLength: 12 });

  it('is the first one of all that fit', () => {
    fc.assert(fc.property(outer, taken, size, (range, others, addresses) => {
      const all = Array.from({ length: 600 }, (_, at) => at * addresses)
        .map((first) => ({ first, last: first + addresses - 1 }))
        .filter((block) => contains(range, block) && !others.some((other) => overlaps(other, block)));
      assert.deepEqual(freeBlock(range, addresses, others), all[0]);
    }));
  });

  it('may be looked for among texts', () => {
    assert.equal(hasFreeBlock('10.0.0.0/27', ['10.0.0.0/28'], 16), true);
    assert.equal(hasFreeBlock('10.0.0.0/27', ['10.0.0.0/28', '10.0.0.16/29'], 16), false);
    assert.equal(hasFreeBlock('10.0.0.0/27', [], 64), false);
    assert.equal(hasFreeBlock('nothing', [], 16), false);
  });

});
