import assert from 'node:assert/strict';
import { pacedClock, systemClock } from '../../../../src/setup/engine/clock';
import { never } from '../support';

describe('A clock', () => {
  it('tells the system\'s time', () => {
    const before = Date.now();
    const now = systemClock.now();
    assert.ok(before <= now && now <= Date.now());
  });

  it('with a pace of nothing lets others run, and sleeps no longer', async () => {
    const order: string[] = [];
    const sleeping = pacedClock(0).sleep(24 * 60 * 60_000, never).then(() => order.push('awake'));
    order.push('asleep');
    await sleeping;
    assert.deepEqual(order, ['asleep', 'awake']);
  });

  it('sleeps in the order of the times that were asked for, at any pace', async () => {
    for (const clock of [systemClock, pacedClock(0.5)]) {
      const order: number[] = [];
      await Promise.all([60, 1].map(async (milliseconds) => {
        await clock.sleep(milliseconds, never);
        order.push(milliseconds);
      }));
      assert.deepEqual(order, [1, 60]);
    }
  });

  it('ends a sleep as soon as the signal is aborted', async () => {
    const cancel = new AbortController();
    const sleeping = systemClock.sleep(24 * 60 * 60_000, cancel.signal);
    cancel.abort();
    await assert.rejects(sleeping, { name: 'AbortError' });
    await assert.rejects(systemClock.sleep(24 * 60 * 60_000, cancel.signal), { name: 'AbortError' });
  });
});
