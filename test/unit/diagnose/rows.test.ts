import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowsOf } from '../../../src/diagnose/rows';

describe('the rows of a report', () => {
  const row = (id: string) => ({ id, title: `Title of ${id}` });
  const rows = (...lists: readonly string[]) => rowsOf(lists.map((list) => Array.from(list, row))).map(({ id }) => id).join('');

  it('are one vantage\'s own where there is only one', () => {
    assert.equal(rows('abc'), 'abc');
    assert.deepEqual(rowsOf([]), []);
    assert.deepEqual(rowsOf([[row('a')]]), [{ id: 'a', title: 'Title of a' }]);
  });

  it('have what one vantage alone asks before what it adds it to', () => {
    assert.equal(rows('ntk', 'sntk'), 'sntk');
    assert.equal(rows('pntk', 'sntk'), 'spntk');
    assert.equal(rows('sntk', 'ntk'), 'sntk');
    assert.equal(rows('nk', 'ntk'), 'ntk');
    assert.equal(rows('ab', 'abc'), 'abc');
    assert.equal(rows('ab', 'cd'), 'cdab');
  });

  it('have every check once, in an order that each vantage keeps', () => {
    const common = 'ntlk';
    const own = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 4 }).map((list) => `${list.sort().join('')}${common}`);
    fc.assert(fc.property(fc.array(own, { minLength: 1, maxLength: 4 }), (lists) => {
      const all = rows(...lists);
      assert.equal(new Set(all).size, all.length);
      assert.deepEqual(new Set(all), new Set(lists.join('')));
      assert.ok(all.endsWith(common));
    }));
  });

  it('are no list of anyone else\'s, and carry nothing but id and title', () => {
    const own = [{ ...row('a'), run: () => undefined }];
    assert.deepEqual(rowsOf([own]), [row('a')]);
  });
});
