import assert from 'node:assert/strict';
import { join } from 'node:path';
import { joinPath } from '../../../src/setup/paths';

describe('A path inside a folder', () => {
  for (const name of ['a', 'Z', '0', 'orders-pc-1a2b.connection.json', 'a..b', 'a.', 'A_b-c.9']) {
    it(`may end in "${name}"`, () => assert.equal(joinPath('/there', name), join('/there', name)));
  }

  for (const name of ['', '.', '..', '.hidden', '-a', '_a', '../a', 'a/b', 'a\\b', 'a b', 'a\n', '\na', 'a\u0000', 'é', 'c:a']) {
    it(`never ends in ${JSON.stringify(name)}`, () => {
      assert.throws(() => joinPath('/there', name), { name: 'RangeError', message: `"${name}" is no file name of ours.` });
    });
  }
});
