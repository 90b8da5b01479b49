import assert from 'node:assert/strict';
import { Memo } from '../../../src/base/memo';

const { signal } = new AbortController();

describe('memo', () => {
  it('asks once for each key, and forgets failures', async () => {
    const asked: string[] = [];
    const memo = new Memo((key) => {
      asked.push(key);
      return asked.length === 1 ? Promise.reject(new Error('down')) : Promise.resolve(key.toUpperCase());
    });
    await assert.rejects(memo.get('a', signal), /down/);
    assert.deepEqual(await Promise.all([memo.get('a', signal), memo.get('a', signal), memo.get('b', signal)]), ['A', 'A', 'B']);
    assert.equal(await memo.get('a', signal), 'A');
    assert.deepEqual(asked, ['a', 'a', 'b']);
  });
});
