import assert from 'node:assert/strict';
import fc from 'fast-check';
import { brokenIntoLines, shortened, shortenedTo, timeOfDay } from '../../../../src/webview/view/words';

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

  it('break into lines between words, and end after a whole one where there is no room for more', () => {
    assert.deepEqual(brokenIntoLines('signed in to build-box in 65 ms', 172, 2), ['signed in to build-box in', '65 ms']);
    assert.deepEqual(brokenIntoLines('probes from here', 172, 2), ['probes from here']);
    assert.deepEqual(brokenIntoLines('', 172, 2), []);
    assert.deepEqual(brokenIntoLines('No address for the first of three names, and none for the second', 172, 2), ['No address for the first of', 'three names, and none …']);
    fc.assert(fc.property(fc.lorem({ mode: 'sentences', maxCount: 4 }), (text) => {
      const lines = brokenIntoLines(text, 172, 2);
      assert.ok(lines.length <= 2);
      for (const word of lines.join(' ').split(' ')) assert.ok(word === '…' || text.includes(word), word);
    }));
  });

  it('are shortened to a width, both ends kept', () => {
    assert.equal(shortenedTo('kafka-0', 170), 'kafka-0');
    assert.match(shortenedTo('kafka-0-mh-pwmrcyshtnvkzqfd-and-more', 170), /^kafka-0-.*….*more$/);
    assert.ok(shortenedTo('W'.repeat(60), 170).length < shortenedTo('i'.repeat(60), 170).length);
  });

  it('give a time as the reader writes it, and leave what is none as it is', () => {
    assert.equal(timeOfDay('2026-11-23T14:02:11Z'), new Date('2026-11-23T14:02:11Z').toLocaleTimeString());
    assert.equal(timeOfDay('yesterday'), 'yesterday');
  });
});
