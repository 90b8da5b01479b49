import assert from 'node:assert/strict';
import { answered, graceMs } from '../../../../src/setup/engine/answered';
import { FakeClock } from './support';

const patient = { now: () => 0, sleep: () => new Promise<void>(() => undefined) };

describe('A write that is under way when its run is cancelled', () => {
  it('comes to its answer, good or bad, and that it is waited for is said', async () => {
    for (const end of [() => Promise.resolve('made'), () => Promise.reject(new Error('refused'))]) {
      const cancel = new AbortController();
      const notes: string[] = [];
      const work = answered(cancel.signal, { clock: patient, note: (text) => notes.push(text) }, async (signal) => {
        cancel.abort();
        assert.equal(signal.aborted, false);
        return await end();
      });
      assert.equal(await work.catch((error: unknown) => error instanceof Error ? error.message : error), await end().catch(() => 'refused'));
      assert.deepEqual(notes, ['waiting for the answer']);
    }
  });

  it('is given up when its answer does not come in that time', async () => {
    const clock = new FakeClock();
    const cancel = new AbortController();
    const work = answered(cancel.signal, { clock, note: () => undefined }, (signal) => new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')));
      cancel.abort();
    }));
    await assert.rejects(work, { name: 'AbortError' });
    assert.deepEqual(clock.slept, [graceMs]);
  });

  it('is not sent at all when it is cancelled before, and says nothing when it is not cancelled', async () => {
    const note = (): never => assert.fail('something was said');
    assert.equal(await answered(new AbortController().signal, { clock: patient, note }, () => Promise.resolve(7)), 7);
    await assert.rejects(answered(AbortSignal.abort(), { clock: patient, note }, () => assert.fail('it was sent')), { name: 'AbortError' });
  });
});
