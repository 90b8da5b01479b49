import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { withLease } from '../../../../src/setup/engine/lease';

describe('A lease', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lease-'));
    path = join(folder, 'one.working');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('never stands there without its holder, as if that one had died', async () => {
    const seen = new Set<string>();
    const look = { on: true };
    const looking = (async () => {
      while (look.on) {
        seen.add(readOrNothing(path));
        await turn();
      }
    })();
    for (let round = 0; round < 200; round += 1) {
      await withLease(path, 'one', () => turn());
    }
    look.on = false;
    await looking;
    seen.delete('nothing');
    assert.deepEqual([...seen], [String(process.pid)]);
  });

  it('is not taken from a process that lives, whose file stays as it was', async () => {
    await writeFile(path, String(process.ppid));
    await assert.rejects(withLease(path, 'one', () => Promise.resolve()), { code: 'setup.busy-elsewhere' });
    assert.equal(readOrNothing(path), String(process.ppid));
  });

  it('is taken from one that has died, and leaves nothing behind', async () => {
    for (const holder of ['2147483646', '']) {
      await writeFile(path, holder);
      assert.equal(await withLease(path, 'one', () => Promise.resolve(readOrNothing(path))), String(process.pid));
    }
    assert.deepEqual(await readdir(folder), []);
  });
});

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'ENOENT', String(error));
    return 'nothing';
  }
}
