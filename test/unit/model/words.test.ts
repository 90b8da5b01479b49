import assert from 'node:assert/strict';
import { duration, measured, money, sentence } from '../../../src/model/words';

describe('a sentence', () => {
  it('ends once', () => {
    assert.deepEqual(['No answer within 10 s.', 'It works', 'Why?', 'Cut off…'].map(sentence), ['No answer within 10 s.', 'It works.', 'Why?', 'Cut off…']);
  });
});

describe('an amount in words', () => {
  it('has its currency\'s sign and two places', () => assert.equal(money(1234.5, 'USD'), '$1,234.50'));

  it('is a number with its letters where nobody knows the currency', () => {
    assert.equal(money(1, 'nonsense'), '1.00 nonsense');
    assert.equal(money(3, 'no such'), '3.00 no such');
    assert.doesNotMatch(money(3, 'a\u202eb\n'), /[\u202e\n]/);
  });
});

describe('a time in words', () => {
  it('uses the largest units that fit', () => {
    assert.deepEqual([0, 59_999, 130_000, 3_840_000, -5].map(duration), ['0 s', '59 s', '2 min 10 s', '1 h 4 min', '0 s']);
  });

  it('has the unit of a machine where a machine took it', () => {
    assert.deepEqual([0.42, 22.4, 1300].map(measured), ['0.4 ms', '22 ms', '1.3 s']);
  });
});
