import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { createLimiter } from '../../../src/cloud/limiter';
import { isCancelled } from '../../../src/model/failure';

const { signal } = new AbortController();

/** Work that ends when told to, and knows whether it was cancelled. */
function heldWork<T>() {
  const calls: { resolve: (value: T) => void; reject: (error: Error) => void; signal: AbortSignal }[] = [];
  const work = (own: AbortSignal) => new Promise<T>((resolve, reject) => {
    calls.push({ resolve, reject, signal: own });
  });
  return { calls, work };
}

describe('limiter', () => {
  it('never runs more than its number at once, and runs everything', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(3), { maxLength: 20 }), async (most, lengths) => {
      const limiter = createLimiter(most);
      let running = 0;
      let highest = 0;
      const done = await Promise.all(lengths.map((turns, index) => limiter.run(async () => {
        running += 1;
        highest = Math.max(highest, running);
        for (let at = 0; at < turns; at += 1) {
          await turn();
        }
        running -= 1;
        return index;
      }, signal)));
      assert.deepEqual(done, lengths.map((_, index) => index));
      assert.ok(highest <= most);
    }), { numRuns: 30 });
  });

  it('gives the place on when work fails', async () => {
    const limiter = createLimiter(1);
    await assert.rejects(limiter.run(() => Promise.reject(new Error('no')), signal), /no/);
    assert.equal(await limiter.run(() => Promise.resolve(1), signal), 1);
  });

  it('lets whoever is cancelled leave the queue, and only them', async () => {
    const limiter = createLimiter(1);
    const { calls, work } = heldWork<number>();
    const first = limiter.run(() => work(signal), signal);
    const cancel = new AbortController();
    const leaving = limiter.run(() => Promise.resolve(2), cancel.signal);
    const staying = limiter.run(() => Promise.resolve(3), signal);
    cancel.abort();
    await assert.rejects(leaving, isCancelled);
    calls[0]?.resolve(1);
    assert.deepEqual([await first, await staying], [1, 3]);
  });
});
