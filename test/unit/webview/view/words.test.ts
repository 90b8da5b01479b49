import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shortened, timeOfDay } from '../../../../src/webview/view/words';

describe('the words of the page', () => {
  it('are shortened in the middle, never beyond the limit, keeping both ends', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 3, max: 40 }), (text, limit) => {
      const short = shortened(text, limit);
      assert.ok(short.length <= Math.max(limit, 0) || short === text);
      assert.equal(short.at(0), text.at(0));
      assert.equal(short.at(-1), text.at(-1));
    }));
    assert.equal(shortened('kafka-0-and-more', 9), 'kafk…more');
    assert.equal(shortened('kafka-0', 7), 'kafka-0');
  });

  it('give a time as the reader writes it, and leave what is none as it is', () => {
    assert.equal(timeOfDay('2026-11-23T14:02:11Z'), new Date('2026-11-23T14:02:11Z').toLocaleTimeString());
    assert.equal(timeOfDay('yesterday'), 'yesterday');
  });
});
