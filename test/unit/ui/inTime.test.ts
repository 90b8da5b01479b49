import assert from 'node:assert/strict';
import { inTime } from '../../../src/ui/inTime';

describe('work that a person waits for', () => {
  it('ends in time, and says what took too long', async () => {
    const work = inTime('Could not plan', 5, () => new Promise(() => undefined));
    await assert.rejects(work, { code: 'ui.too-late', what: 'Could not plan' });
  });

  it('ends its requests with it', async () => {
    let seen: AbortSignal | undefined;
    await assert.rejects(inTime('x', 5, (signal) => { seen = signal; return new Promise(() => undefined); }));
    assert.equal(seen?.aborted, true);
  });

  it('is cancelled by the person, which is no failure', async () => {
    const controller = new AbortController();
    const work = inTime('x', 10_000, () => new Promise(() => undefined), controller.signal);
    controller.abort();
    await assert.rejects(work, { name: 'AbortError' });
  });
});
