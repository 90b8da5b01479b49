import assert from 'node:assert/strict';
import { firstAnswer } from '../../../src/cloud/firstAnswer';

const { signal } = new AbortController();
const long = 1_000_000;
const never = (ending: AbortSignal): Promise<never> => new Promise((_, reject) => {
  ending.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
});

describe('the first answer of several', () => {
  it('is that of the first place where it gives one, and no other is asked', async () => {
    const asked: string[] = [];
    assert.equal(await firstAnswer(['a', 'b'], long, signal, (place) => { asked.push(place); return Promise.resolve(place); }), 'a');
    assert.deepEqual(asked, ['a']);
  });

  it('is another\'s where one fails', async () => {
    assert.equal(await firstAnswer(['a', 'b'], long, signal, (place) => place === 'a' ? Promise.reject(new Error('down')) : Promise.resolve(place)), 'b');
  });

  it('is another\'s where one does not answer, whose request ends', async () => {
    let ended = false;
    const answer = await firstAnswer(['a', 'b'], 1, signal, (place, own) => {
      own.addEventListener('abort', () => { ended = true; });
      return place === 'a' ? never(own) : Promise.resolve(place);
    });
    assert.deepEqual([answer, ended], ['b', true]);
  });

  it('is a slow one\'s where the others fail', async () => {
    let answer: (text: string) => void = () => undefined;
    const slow = new Promise<string>((resolve) => { answer = resolve; });
    const first = firstAnswer(['a', 'b'], 1, signal, (place) => {
      if (place === 'b') setImmediate(() => answer('a, late'));
      return place === 'a' ? slow : Promise.reject(new Error('down'));
    });
    assert.equal(await first, 'a, late');
  });

  it('is the first one\'s failure where all fail', async () => {
    await assert.rejects(firstAnswer(['a', 'b'], long, signal, (place) => Promise.reject(new Error(place))), /^Error: a$/);
  });

  it('is waited for no longer than the caller wants', async () => {
    const caller = new AbortController();
    const first = firstAnswer(['a', 'b'], long, caller.signal, (_, own) => never(own));
    caller.abort();
    await assert.rejects(first, { name: 'AbortError' });
  });
});
