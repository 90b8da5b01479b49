import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, mkdir, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { mock } from 'node:test';
import { promisify } from 'node:util';
import { takeLock, waitForLock, whileHeld } from '../../../src/base/fileLock';
import { holderIn } from '../../../src/base/holder';
import { readIfThere } from '../../../src/base/readFile';

const run = promisify(execFile);
const patient = { milliseconds: 60_000 };
const never = (): Promise<never> => Promise.reject(new Error('the lock was not to be had'));

function signalOf(error: unknown): unknown {
  return error instanceof Error && 'signal' in error && error.signal !== null ? error.signal : error;
}

/** The id of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

describe('a file that one holds at a time', () => {
  let folder: string;
  let lock: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-lock-'));
    lock = join(folder, 'a.lock');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A holder's text that this process could have written, but for what is given. */
  async function writtenBy(other: Readonly<Record<string, unknown>>): Promise<void> {
    const held = await takeLock(lock);
    const own: unknown = JSON.parse(await readFile(lock, 'utf8'));
    assert.ok(typeof own === 'object');
    await held?.release();
    await writeFile(lock, JSON.stringify({ ...own, id: 'another', ...other }));
  }

  async function isFree(): Promise<boolean> {
    const held = await takeLock(lock);
    await held?.release();
    return held !== undefined;
  }

  it('is held by one of many in a process, and by each of them in the end', async () => {
    let inside = 0;
    let most = 0;
    let done = 0;
    await Promise.all(Array.from({ length: 12 }, async () => {
      for (let round = 0; round < 10; round += 1) {
        await whileHeld(join(folder, 'deep', 'a.lock'), patient, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await turn();
          inside -= 1;
          done += 1;
        }, never);
      }
    }));
    assert.deepEqual([most, done], [1, 120]);
    assert.deepEqual(await readdir(join(folder, 'deep')), []);
  }).timeout(60_000);

  it('is held by one of many processes, of which some die while they hold it', async () => {
    const room = join(folder, 'room');
    await mkdir(room);
    const contender = (mortal: string) => run(process.execPath, ['--import', 'tsx', 'test/unit/base/support/contender.ts', lock, room, '40', mortal]);
    const ends = await Promise.allSettled(['mortal', 'mortal', 'mortal', '', ''].map(contender));
    const failures = ends.flatMap((end) => end.status === 'rejected' ? [signalOf(end.reason)] : []);
    assert.deepEqual(failures, ['SIGKILL', 'SIGKILL', 'SIGKILL']);
    assert.equal((await readdir(room)).filter((name) => name.endsWith('.done')).length, 200);
    assert.equal(await isFree(), true);
    assert.deepEqual(await readdir(folder), ['room']);
  }).timeout(120_000);

  it('is taken over from a dead one by one of many', async () => {
    const dead = await deadProcess();
    for (let round = 0; round < 40; round += 1) {
      await writeFile(lock, round % 2 === 0 ? String(dead) : JSON.stringify({ pid: dead, host: hostname(), id: String(round) }));
      // One after the other, so that some find it dead just before it is replaced, and are free to replace it just after.
      const taken = (await Promise.all(Array.from({ length: 16 }, async (_, at) => {
        for (let later = 0; later < at * (1 + round % 4); later += 1) await turn();
        return await takeLock(lock);
      }))).filter((held) => held !== undefined);
      assert.ok(taken.length <= 1, `${taken.length} hold it`);
      const late = await waitForLock(lock, { milliseconds: 0 });
      assert.ok(taken.length === 0 || late === undefined);
      await Promise.all([...taken, late].map(async (held) => held?.release()));
      await rm(lock, { force: true });
    }
    assert.deepEqual(await readdir(folder), []);
  });

  it('is given back when the work fails, and by nobody else', async () => {
    await assert.rejects(whileHeld(lock, patient, () => Promise.reject(new Error('no')), never), /no/);
    const held = await takeLock(lock);
    await writeFile(lock, 'another one\'s');
    await held?.release();
    assert.equal(await readFile(lock, 'utf8'), 'another one\'s');
  });

  it('never stands there without its holder, as if that one had died', async () => {
    const seen = new Set<number | undefined>();
    const look = { on: true };
    const looking = (async () => {
      while (look.on) {
        const text = await readIfThere(lock);
        if (text !== undefined) {
          seen.add(holderIn(text)?.pid);
        }
      }
    })();
    for (let round = 0; round < 200; round += 1) {
      await whileHeld(lock, patient, () => turn(), never);
    }
    look.on = false;
    await looking;
    assert.deepEqual([...seen], [process.pid]);
  });

  it('is not held by a process that has died, though one of its number lives again', async () => {
    await writtenBy({ pid: await deadProcess() });
    assert.equal(await isFree(), true);
    await writtenBy({});
    assert.equal(await isFree(), false);
  });

  it('is not held by another program that has got its number, or by one before the last start of the system', async function () {
    if (process.platform !== 'linux') {
      this.skip();
    }
    await writtenBy({ start: '1' });
    assert.equal(await isFree(), true);
    await writtenBy({ boot: 'before' });
    assert.equal(await isFree(), true);
  });

  it('is held by a number that nothing more is known of as long as its file is touched', async () => {
    await writtenBy({ pid: process.ppid, start: undefined });
    assert.equal(await isFree(), false);
    await utimes(lock, new Date(0), new Date(0));
    assert.equal(await isFree(), true);
  });

  it('is touched by its holder again and again, and no more once that is another\'s', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const held = await takeLock(lock);
      await utimes(lock, new Date(0), new Date(0));
      mock.timers.tick(60_000);
      for (let looks = 0; looks < 1_000 && (await stat(lock)).mtimeMs === 0; looks += 1) await turn();
      assert.notEqual((await stat(lock)).mtimeMs, 0);
      await writeFile(lock, 'another');
      await utimes(lock, new Date(0), new Date(0));
      mock.timers.tick(60_000);
      await held?.release();
      assert.equal((await stat(lock)).mtimeMs, 0);
    } finally {
      mock.timers.reset();
    }
  });

  it('is held by another machine as long as its file is touched, whatever runs here', async () => {
    await writtenBy({ host: 'elsewhere', pid: await deadProcess() });
    assert.equal(await isFree(), false);
    await utimes(lock, new Date(0), new Date(0));
    assert.equal(await isFree(), true);
  });

  it('is not held for ever by one that died between creating and writing', async () => {
    for (const text of ['', '{"pid":', 'x']) {
      await writeFile(lock, text);
      assert.equal(await isFree(), false, 'somebody may be at it');
      await utimes(lock, new Date(0), new Date(0));
      assert.equal(await isFree(), true);
    }
  });

  it('is understood where an older version wrote a number alone', async () => {
    await writeFile(lock, String(process.ppid));
    assert.equal(await isFree(), false);
    assert.equal(await readFile(lock, 'utf8'), String(process.ppid));
    for (const gone of [await deadProcess(), process.pid, 2_147_483_646]) {
      await writeFile(lock, String(gone));
      assert.equal(await isFree(), true);
    }
  });

  it('is not held for ever by the number alone of one before the last start of the system, whoever has that now', async () => {
    const start = Date.now() - uptime() * 1000;
    await writeFile(lock, String(process.ppid));
    await utimes(lock, new Date(start), new Date(start));
    assert.equal(await isFree(), false, 'clocks are not that exact');
    await utimes(lock, new Date(start - 120_000), new Date(start - 120_000));
    assert.equal(await isFree(), true);
  });

  it('is waited for no longer than told, or than its caller lives', async () => {
    const held = await takeLock(lock);
    assert.equal(await waitForLock(lock, { milliseconds: 50 }), undefined);
    assert.equal(await whileHeld(lock, { milliseconds: 0 }, never, () => Promise.resolve('without')), 'without');
    const leaving = new AbortController();
    const waiting = waitForLock(lock, { ...patient, signal: leaving.signal });
    leaving.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    await held?.release();
    assert.equal((await stat(folder)).isDirectory() && await isFree(), true);
  });
});
