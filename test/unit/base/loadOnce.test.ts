import assert from 'node:assert/strict';
import { LoadOnce } from '../../../src/base/loadOnce';
import { isCancelled } from '../../../src/model/failure';

const { signal } = new AbortController();

/** Each load ends as the next of these does. */
function loading(...ends: readonly (() => Promise<string>)[]) {
  let loads = 0;
  const work = (): Promise<string> => {
    loads += 1;
    return ends[loads - 1]?.() ?? Promise.reject(new Error('loaded once too often'));
  };
  return { work, loads: () => loads };
}

const gives = (value: string) => () => Promise.resolve(value);
const fails = () => Promise.reject(new Error('down'));

describe('what is loaded once', () => {
  it('is there for all who ask, now and later', async () => {
    const { work, loads } = loading(gives('a'));
    const once = new LoadOnce(work);
    assert.equal(once.value, undefined);
    assert.deepEqual(await Promise.all([once.get(signal), once.get(signal)]), ['a', 'a']);
    assert.deepEqual([await once.get(signal), once.value, loads()], ['a', 'a', 1]);
  });

  it('is loaded anew after a failure, unless failures are to be kept', async () => {
    const again = loading(fails, gives('a'));
    const once = new LoadOnce(again.work);
    await assert.rejects(once.get(signal), /down/);
    assert.equal(await once.get(signal), 'a');
    const kept = loading(fails, gives('a'));
    const keeping = new LoadOnce(kept.work, { failures: true });
    await assert.rejects(keeping.get(signal), /down/);
    await assert.rejects(keeping.get(signal), /down/);
    keeping.clear();
    assert.equal(await keeping.get(signal), 'a');
    assert.equal(kept.loads(), 2);
  });

  it('is not kept from a load that was under way when it was cleared', async () => {
    let arrive: (value: string) => void = () => undefined;
    const { work } = loading(() => new Promise((resolve) => { arrive = resolve; }), gives('new'));
    const told: string[] = [];
    const once = new LoadOnce(work, { onLoaded: () => told.push('loaded') });
    const waiting = once.get(signal);
    once.clear();
    arrive('old');
    assert.equal(await waiting, 'old');
    assert.deepEqual([once.value, told], [undefined, []]);
    assert.equal(await once.get(signal), 'new');
    assert.deepEqual([once.value, told], ['new', ['loaded']]);
  });

  it('leaves nothing when nobody waits for it any more', async () => {
    const { work, loads } = loading(() => new Promise(() => undefined), gives('a'));
    const once = new LoadOnce(work, { failures: true });
    const cancel = new AbortController();
    const left = once.get(cancel.signal);
    cancel.abort();
    await assert.rejects(left, isCancelled);
    assert.equal(await once.get(signal), 'a');
    assert.equal(loads(), 2);
  });
});
