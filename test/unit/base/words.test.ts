import assert from 'node:assert/strict';
import { at, seconds, wordsOf } from '../../../src/base/words';

describe('parts of a sentence', () => {
  it('are an error\'s own words, whatever was thrown, as text', () => {
    assert.deepEqual([new Error('no\u202e way'), 'odd', undefined, 7].map(wordsOf), ['no[U+202E] way', 'odd', 'undefined', '7']);
  });

  it('are a name and a port, as text and not endless', () => {
    assert.equal(at({ host: 'kafka-0.test', port: 9093 }), 'kafka-0.test:9093');
    assert.equal(at({ host: `\u202e${'a'.repeat(500)}`, port: 1 }), `[U+202E]${'a'.repeat(246)}…:1`);
  });

  it('are a time limit in seconds, to a tenth', () => {
    assert.deepEqual([10_000, 1_500, 200, 49, 50].map(seconds), ['10 s', '1.5 s', '0.2 s', '0 s', '0.1 s']);
  });
});
