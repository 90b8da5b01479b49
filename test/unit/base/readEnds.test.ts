import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEndsIfThere } from '../../../src/base/readEnds';

describe('the two ends of a file', () => {
  let folder: string;
  let path: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ends-'));
    path = join(folder, 'log');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are all of it where it is short', async () => {
    for (const text of ['', 'one line', 'first\nsecond\n', 'x'.repeat(32)]) {
      await writeFile(path, text);
      assert.equal(await readEndsIfThere(path, { head: 16, tail: 16 }), text);
    }
  });

  it('are whole lines where it is long, and never more than was asked for', async () => {
    const lines = Array.from({ length: 1_000 }, (_, at) => `line ${at} «»`);
    await writeFile(path, lines.join('\n') + '\n');
    const read = await readEndsIfThere(path, { head: 40, tail: 60 }) ?? assert.fail();
    assert.ok(Buffer.byteLength(read) <= 100);
    assert.deepEqual(read.trimEnd().split('\n').filter((line) => !lines.includes(line)), []);
    assert.ok(read.startsWith('line 0 ') && read.endsWith('line 999 «»\n'));
  });

  it('are none where there is no file, and what the system says where it may not be read', async () => {
    assert.equal(await readEndsIfThere(join(folder, 'none'), { head: 1, tail: 1 }), undefined);
    await assert.rejects(readEndsIfThere(folder, { head: 1, tail: 1 }), { code: 'EISDIR' });
  });
});
