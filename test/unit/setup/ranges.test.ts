import { openToInternet, rangeFrom } from '../../../src/setup/ranges';
import assert from 'node:assert/strict';
import fc from 'fast-check';

describe('A range that a person typed', () => {
  it('may be one address', () => assert.equal(rangeFrom(' 203.0.113.7 '), '203.0.113.7/32'));

  it('loses the bits behind its length, which the cloud refuses', () => {
    assert.equal(rangeFrom('203.0.113.7/24'), '203.0.113.0/24');
    assert.equal(rangeFrom('203.0.113.7/0'), '0.0.0.0/0');
    assert.equal(rangeFrom('10.255.255.255/9'), '10.128.0.0/9');
  });

  for (const text of ['', 'me', '203.0.113', '203.0.113.256', '203.0.113.7/33', '203.0.113.7/', '::1', '1.2.3.4.5']) {
    it(`is not "${text}"`, () => assert.equal(rangeFrom(text), undefined));
  }

  it('is stable: read again it is the same', () => {
    fc.assert(fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, length) => {
      const range = rangeFrom(`${address}/${length}`);
      assert.ok(range !== undefined);
      assert.equal(rangeFrom(range), range);
    }));
  });
});

describe('SSH open to the internet', () => {
  for (const range of ['0.0.0.0/0', '::/0', '128.0.0.0/1', '2.0.0.0/7', '203.0.0.0/8', '203.0.0.0/16', '8.0.0.0/6', '2001::/16', 'everyone', '']) {
    it(`is what "${range}" means`, () => assert.equal(openToInternet(range), true));
  }

  for (const range of ['203.0.113.7/32', '203.0.0.0/17', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '2001:db8::/32', '203.0.113.7']) {
    it(`is not what "${range}" means`, () => assert.equal(openToInternet(range), false));
  }
});
