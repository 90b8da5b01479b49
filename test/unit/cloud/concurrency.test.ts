import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { createLimiter } from '../../../src/cloud/limiter';
import { Memo } from '../../../src/cloud/memo';
import { SingleFlight } from '../../../src/cloud/singleFlight';
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

describe('single flight', () => {
  it('runs once for all who wait, and again afterwards', async () => {
    const { calls, work } = heldWork<number>();
    const flight = new SingleFlight(work);
    const all = Promise.all([flight.join(signal), flight.join(signal)]);
    calls[0]?.resolve(7);
    assert.deepEqual(await all, [7, 7]);
    void flight.join(signal);
    assert.equal(calls.length, 2);
    calls[1]?.resolve(8);
  });

  it('is cancelled when the last who waited has left, not before', async () => {
    const { calls, work } = heldWork<number>();
    const flight = new SingleFlight(work);
    const [one, two] = [new AbortController(), new AbortController()];
    const waiting = [flight.join(one.signal), flight.join(two.signal)];
    one.abort();
    await assert.rejects(waiting[0] ?? Promise.resolve(), isCancelled);
    assert.equal(calls[0]?.signal.aborted, false);
    two.abort();
    await assert.rejects(waiting[1] ?? Promise.resolve(), isCancelled);
    assert.equal(calls[0].signal.aborted, true);
  });

  it('starts anew for whoever comes after a cancelled flight, though the old one lingers', async () => {
    const { calls, work } = heldWork<number>();
    const flight = new SingleFlight(work);
    const cancel = new AbortController();
    const left = flight.join(cancel.signal);
    cancel.abort();
    await assert.rejects(left, isCancelled);
    const next = flight.join(signal);
    calls[0]?.resolve(1);
    calls[1]?.resolve(2);
    assert.equal(await next, 2);
  });

  it('tells all who wait of a failure', async () => {
    const { calls, work } = heldWork<number>();
    const flight = new SingleFlight(work);
    const waiting = [flight.join(signal), flight.join(signal)];
    calls[0]?.reject(new Error('down'));
    for (const one of waiting) {
      await assert.rejects(one, /down/);
    }
  });

  it('starts nothing for a signal that has fired already', async () => {
    const { calls, work } = heldWork<number>();
    await assert.rejects(new SingleFlight(work).join(AbortSignal.abort()), isCancelled);
    assert.equal(calls.length, 0);
  });
});

describe('memo', () => {
  it('asks once for each key, and forgets failures', async () => {
    const asked: string[] = [];
    const memo = new Memo((key) => {
      asked.push(key);
      return asked.length === 1 ? Promise.reject(new Error('down')) : Promise.resolve(key.toUpperCase());
    });
    await assert.rejects(memo.get('a', signal), /down/);
    assert.deepEqual(await Promise.all([memo.get('a', signal), memo.get('a', signal), memo.get('b', signal)]), ['A', 'A', 'B']);
    assert.equal(await memo.get('a', signal), 'A');
    assert.deepEqual(asked, ['a', 'a', 'b']);
  });
});
