import assert from 'node:assert/strict';
import { withDeadline } from '../../../src/model/deadline';

describe('a time limit', () => {
  const never = new AbortController().signal;
  const late = () => new Error('late');
  const hanging = () => new Promise<never>(() => undefined);

  it('gives what the work gives', async () => {
    assert.equal(await withDeadline(1000, never, () => Promise.resolve(7), late), 7);
    await assert.rejects(withDeadline(1000, never, () => Promise.reject(new Error('broken')), late), /broken/);
  });

  it('rejects in time even if the work does not listen', async () => {
    await assert.rejects(withDeadline(5, never, hanging, late), /late/);
  });

  it('is told apart from a cancellation, even by work that calls both one thing', async () => {
    const listening = (signal: AbortSignal) => new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')));
    });
    await assert.rejects(withDeadline(5, never, listening, late), /late/);
    const controller = new AbortController();
    const waiting = withDeadline(60_000, controller.signal, listening, late);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('starts nothing that is already cancelled', async () => {
    let started = false;
    await assert.rejects(withDeadline(5, AbortSignal.abort(), () => { started = true; return hanging(); }, late), { name: 'AbortError' });
    assert.equal(started, false);
  });
});
