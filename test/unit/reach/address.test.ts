import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inRange, parseAddress } from '../../../src/reach/address';

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));

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
    for (const text of ['', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/x', '10.0.0/8', 'example.com', '::1/0', '256.0.0.0/0', '1.2.3.4.5/0', '+1.2.3.4/0']) {
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
});
