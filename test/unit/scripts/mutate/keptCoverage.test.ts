import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptCoverage } from '../../../../scripts/mutate/keptCoverage';

describe('what is kept of a test file', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'pc-kept-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  const covered = (file: string, ...reached: string[]) => ({ file, ms: 7, reached: new Set(reached) });

  it('is known in the next run, and of no other', () => {
    const loads = () => ['a', 'b'];
    new KeptCoverage(folder, loads).write(covered('test/unit/a.test.ts', 'src/a.ts', 'src/a.ts#1-2'));
    const next = new KeptCoverage(folder, loads);
    assert.deepEqual(next.read('test/unit/a.test.ts'), covered('test/unit/a.test.ts', 'src/a.ts', 'src/a.ts#1-2'));
    assert.equal(next.read('test/unit/b.test.ts'), undefined);
  });

  it('is forgotten when anything that it loads has changed', () => {
    new KeptCoverage(folder, () => ['ab', 'c']).write(covered('a.test.ts'));
    for (const loads of [['ab', 'd'], ['ab'], ['a', 'bc'], ['ab', 'c', '']]) assert.equal(new KeptCoverage(folder, () => loads).read('a.test.ts'), undefined);
  });
});
