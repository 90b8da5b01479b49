import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OneAtATime } from '../../../../src/setup/engine/oneAtATime';

describe('Work at a connection', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'turns-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  const turns = (): OneAtATime => new OneAtATime((id) => join(folder, `${id}.working`));

  /** Starts work that goes on until it is let go. */
  async function holding(object: OneAtATime, id: string): Promise<() => Promise<void>> {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => { letGo = resolve; });
    let begun = (): void => undefined;
    const started = new Promise<void>((resolve) => { begun = resolve; });
    const work = object.alone(id, () => {
      begun();
      return held;
    });
    await Promise.race([started, work]);
    return async () => {
      letGo();
      await work;
    };
  }

  it('is refused while this window works at the same one, and at once', async () => {
    const object = turns();
    const end = await holding(object, 'a');
    await assert.rejects(object.alone('a', () => Promise.resolve()), {
      code: 'setup.busy', what: 'Could not start: a is being worked at', why: 'A run or an undo of it goes on.', next: 'Wait until it ends, or cancel it.',
    });
    await end();
  });

  it('is refused while another window, or another object of this process, works at it', async () => {
    const end = await holding(turns(), 'a');
    await assert.rejects(turns().alone('a', () => Promise.resolve()), { code: 'setup.busy-elsewhere' });
    await end();
    assert.equal(await turns().alone('a', () => Promise.resolve(7)), 7);
  });

  it('at two connections goes side by side', async () => {
    const object = turns();
    const end = await holding(object, 'a');
    assert.equal(await object.alone('b', () => Promise.resolve('done')), 'done');
    await end();
  });

  it('that failed makes room, and its failure is what is told', async () => {
    const object = turns();
    await assert.rejects(object.alone('a', () => Promise.reject(new Error('no'))), /^Error: no$/);
    assert.equal(await object.alone('a', () => Promise.resolve(1)), 1);
  });
});
