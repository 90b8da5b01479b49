import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visible, visibleInMarkdown } from '../../../src/model/text';

describe('text from the cloud', () => {
  it('cannot hide, move the cursor or break the line', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 800 }), (text) => {
      const shown = visible(text);
      assert.doesNotMatch(shown, /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u);
      assert.ok(shown.length <= 500);
    }));
  });

  it('is left as it is when it is harmless', () => {
    for (const text of ['payments-vpc', 'Größe 2 · ok', '東京', 'a b/c:d']) assert.equal(visible(text), text);
  });

  it('shows what it replaced', () => {
    assert.equal(visible('a\u001b[31mred\u202e'), 'a[U+001B][31mred[U+202E]');
  });

  it('is no markup in Markdown: neither link, HTML, icon, table nor emphasis', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(visibleInMarkdown(text).replace(/&#\d+;/g, ''), /[\\`*_{}[\]()#<>|$!~]/);
    }));
    assert.equal(visibleInMarkdown('<b>'), '&#60;b&#62;');
    assert.equal(visibleInMarkdown('https://evil www.evil'), 'https&#58;//evil www&#46;evil');
    assert.equal(visibleInMarkdown('- a'), '&#45; a');
    assert.equal(visibleInMarkdown('1. a'), '1&#46; a');
    assert.equal(visibleInMarkdown('1) a'), '1&#41; a');
    assert.doesNotMatch(visibleInMarkdown('[a](command:b)'), /\]\(/);
  });

  it('stays readable where it is harmless: addresses, ranges and times are as they were', () => {
    assert.equal(visibleInMarkdown('build-box (virtual server), 3 (of 4)'), 'build-box (virtual server), 3 (of 4)');
    for (const text of ['203.0.113.7/32', 'ca-mon', '2026-11-23T14:02:11Z', 'kafka-0.guid.private:9093']) assert.equal(visibleInMarkdown(text), text);
  });
});
