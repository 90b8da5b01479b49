import assert from 'node:assert/strict';
import { SingleFlight } from '../../../src/base/singleFlight';
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

  it('tells of work that fails before it has begun', async () => {
    const flight = new SingleFlight(() => { throw new Error('at once'); });
    await assert.rejects(flight.join(signal), /at once/);
  });

  it('is cancelled as soon as the last one leaves, so that who comes next starts anew', () => {
    const { calls, work } = heldWork<number>();
    const flight = new SingleFlight(work);
    const cancel = new AbortController();
    flight.join(cancel.signal).catch(() => undefined);
    cancel.abort();
    assert.equal(calls[0]?.signal.aborted, true);
    void flight.join(signal);
    assert.equal(calls.length, 2);
  });
});
