import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { withLease } from '../../../../src/setup/engine/lease';

describe('A lease', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lease-'));
    path = join(folder, 'one.working');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is not taken from a process that lives, which is named, and whose file stays as it was', async () => {
    await writeFile(path, String(process.ppid));
    await assert.rejects(withLease(path, 'one', () => Promise.resolve()), {
      code: 'setup.busy-elsewhere', what: 'Could not start: one is being worked at', why: `Another window works at it (process ${process.ppid}).`,
      next: 'Wait until it ends, cancel it in that window, or close that window; Take Over… shows who it is, and ends it where that helps no more.',
    });
    assert.equal(await readFile(path, 'utf8'), String(process.ppid));
  });

  it('names the machine of a window that is elsewhere, and no process where none is known', async () => {
    const busy = (why: string) => assert.rejects(withLease(path, 'one', () => Promise.resolve()), { code: 'setup.busy-elsewhere', why });
    await writeFile(path, JSON.stringify({ pid: 7, host: 'desk\u202e', id: 'a' }));
    await busy('Another window on desk[U+202E] works at it (process 7).');
    await writeFile(path, '');
    await busy('Another window works at it.');
  });

  it('lets one of two in the same window work, and leaves nothing behind', async () => {
    await withLease(path, 'one', () => assert.rejects(withLease(path, 'one', () => Promise.resolve()), { code: 'setup.busy-elsewhere' }));
    assert.equal(await withLease(path, 'one', () => Promise.resolve('done')), 'done');
    assert.deepEqual(await readdir(folder), []);
  });
});
