import { KeyedLock } from '../../../../src/setup/engine/lock';
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { never } from '../support';
import { setImmediate as turn } from 'node:timers/promises';

describe('Work under a key', () => {
  it('goes one at a time, in the order of the calls', async () => {
    const lock = new KeyedLock();
    const log: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      log.push(`${name} begins`);
      await turn();
      log.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => lock.run('vpc', work(name), never)));
    assert.deepEqual(log, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('does not wait for work under another key', async () => {
    const lock = new KeyedLock();
    let release = (): void => undefined;
    const first = lock.run('one', () => new Promise<void>((resolve) => { release = resolve; }), never);
    await lock.run('two', () => Promise.resolve(), never);
    release();
    await first;
  });

  it('goes on after work that failed', async () => {
    const lock = new KeyedLock();
    await assert.rejects(lock.run('vpc', () => Promise.reject(new Error('no')), never), /no/);
    assert.equal(await lock.run('vpc', () => Promise.resolve('next'), never), 'next');
  });

  it('does not begin once it is cancelled, though nobody is before it', async () => {
    const lock = new KeyedLock();
    await assert.rejects(lock.run('vpc', () => Promise.reject(new Error('began')), AbortSignal.abort()), { name: 'AbortError' });
    assert.equal(await lock.run('vpc', () => Promise.resolve('next'), never), 'next');
  });

  it('leaves nobody listening to a signal that outlives it', async () => {
    const { signal } = new AbortController();
    await new KeyedLock().run('vpc', () => Promise.resolve(), signal);
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  it('that was cancelled while it waited never begins, and holds up nobody', async () => {
    const lock = new KeyedLock();
    const cancel = new AbortController();
    let release = (): void => undefined;
    const first = lock.run('vpc', () => new Promise<void>((resolve) => { release = resolve; }), never);
    const waiting = lock.run('vpc', () => Promise.reject(new Error('began')), cancel.signal);
    const last = lock.run('vpc', () => Promise.resolve('last'), never);
    cancel.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    release();
    await first;
    assert.equal(await last, 'last');
  });
});
