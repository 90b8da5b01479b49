import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLock, whileHeld } from '../../../src/base/fileLock';
import { breakLock, lockOfOthers } from '../../../src/base/othersLock';

describe('a lock that another holds', () => {
  let folder: string;
  let lock: string;
  let other: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-others-'));
    lock = join(folder, 'a.lock');
  });
  afterEach(async () => {
    other?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  /** Another process takes it and lives on. */
  async function heldElsewhere(): Promise<number> {
    const code = `require('./src/base/fileLock.ts').takeLock(${JSON.stringify(lock)}).then(() => { console.log('held'); setInterval(() => 0, 1000); })`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    other = child;
    await once(child.stdout, 'data');
    return child.pid ?? 0;
  }

  it('is told with process, machine, when it was taken and its last sign of life', async () => {
    const pid = await heldElsewhere();
    const seen = await lockOfOthers(lock);
    assert.ok(seen?.holder !== undefined && 'host' in seen.holder);
    assert.deepEqual([seen.holder.pid, seen.holder.host], [pid, hostname()]);
    assert.ok(!Number.isNaN(Date.parse(seen.holder.since ?? '')));
    assert.ok(seen.touched > 0);
  }).timeout(20_000);

  it('is not one that nobody holds, that a dead one held, or that this very process holds', async () => {
    assert.equal(await lockOfOthers(lock), undefined);
    const held = await takeLock(lock);
    assert.equal(await lockOfOthers(lock), undefined);
    await held?.release();
    await writeFile(lock, JSON.stringify({ pid: 7, host: 'another-machine', id: 'a' }));
    await utimes(lock, 0, 0);
    assert.equal(await lockOfOthers(lock), undefined);
  });

  it('is broken as it was seen and can be taken then; a later one is left alone', async () => {
    await writeFile(lock, JSON.stringify({ pid: 7, host: 'another-machine', id: 'a' }));
    const seen = await lockOfOthers(lock);
    assert.ok(seen !== undefined);
    assert.equal(await takeLock(lock), undefined);
    assert.equal(await breakLock(lock, seen), true);
    const ours = await takeLock(lock);
    assert.ok(ours !== undefined);
    const text = await readFile(lock, 'utf8');
    assert.equal(await breakLock(lock, seen), false);
    assert.equal(await readFile(lock, 'utf8'), text);
    await ours.release();
    assert.deepEqual(await readdir(folder), []);
  });

  it('that was broken makes whoever held it end its work, and is not given back by that one', async () => {
    const taken = await whileHeld(lock, { milliseconds: 0 }, async (lost) => {
      const text = await readFile(lock, 'utf8');
      assert.equal(await breakLock(lock, { text, holder: undefined, touched: 0 }), true);
      const next = await takeLock(lock);
      await new Promise((resolve) => lost.addEventListener('abort', resolve));
      assert.equal(lost.reason instanceof DOMException && lost.reason.name, 'AbortError');
      return next;
    }, () => Promise.reject(new Error('it was free')));
    assert.ok((await readdir(folder)).includes('a.lock'));
    await taken?.release();
  }).timeout(30_000);
});
