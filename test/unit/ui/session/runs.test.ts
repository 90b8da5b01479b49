import assert from 'node:assert/strict';
import { cutOffBecause } from '../../../../src/model/deadline';
import { Failure, isCancelled } from '../../../../src/model/failure';
import { Runs } from '../../../../src/ui/session/runs';
import { run } from '../fixtures';

describe('the runs of a window', () => {
  const never = (_: string, signal: AbortSignal): Promise<never> => new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
  });

  it('start once: a second click starts nothing', async () => {
    const runs = new Runs({ run: () => Promise.resolve(run('done', [])), undo: never, resume: never });
    const first = runs.start('run', 'a');
    assert.equal(runs.start('undo', 'a'), undefined);
    assert.equal((await first)?.state, 'done');
    assert.equal(runs.isRunning('a'), false);
  });

  it('are cancelled one by one', async () => {
    const runs = new Runs({ run: never, undo: never, resume: never });
    const [a, b] = [runs.start('run', 'a'), runs.start('run', 'b')];
    assert.equal(runs.cancel('a'), true);
    await assert.rejects(Promise.resolve(a), { name: 'AbortError' });
    assert.equal(runs.isRunning('b'), true);
    assert.equal(runs.cancel('nothing'), false);
    await Promise.all([runs.close(), assert.rejects(Promise.resolve(b), { name: 'AbortError' })]);
  });

  it('are waited for when all are to end, since what one does last may not meet what is started next', async () => {
    let end = (): void => undefined;
    const slow = new Promise<void>((resolve) => { end = resolve; });
    const runs = new Runs({ run: async () => { await slow; return run('cancelled', []); }, undo: never, resume: never });
    void runs.start('run', 'a');
    let closed = false;
    const closing = runs.close().then(() => { closed = true; });
    await new Promise(setImmediate);
    assert.deepEqual([closed, runs.count], [false, 1]);
    end();
    await closing;
    assert.equal(runs.count, 0);
  });

  it('that end for nobody\'s wish are told why, and what listens still takes it for a cancellation', async () => {
    const lost = new Failure({ code: 'iam.signed-out', what: 'w', why: 'y', next: 'n' });
    const reasons: unknown[] = [];
    const runs = new Runs({
      run: (_id, signal) => new Promise((resolve) => signal.addEventListener('abort', () => {
        reasons.push(isCancelled(signal.reason), cutOffBecause(AbortSignal.any([signal])));
        resolve(run('failed', []));
      })),
      undo: never, resume: never,
    });
    void runs.start('run', 'a');
    await runs.close({ because: lost });
    assert.deepEqual(reasons, [true, lost]);
  });

  it('are not waited for without an end', async () => {
    const runs = new Runs({ run: () => new Promise(() => undefined), undo: never, resume: never });
    void runs.start('run', 'a');
    await runs.close({ limitMs: 1 });
    assert.equal(runs.count, 1);
  });
});
