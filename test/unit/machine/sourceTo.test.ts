import assert from 'node:assert/strict';
import { sourceTo } from '../../../src/machine/sourceTo';

const { signal } = new AbortController();

describe('the way that the kernel chooses', () => {
  it('is told by the address that it sends from', async () => {
    assert.equal(await sourceTo('127.0.0.1', signal), '127.0.0.1');
  });

  it('is none to where nothing leads, in the system\'s own words', async () => {
    await assert.rejects(sourceTo('255.255.255.255', signal), (error) => error instanceof Error && 'code' in error);
  });

  it('is not asked for once it was cancelled', async () => {
    await assert.rejects(sourceTo('127.0.0.1', AbortSignal.abort()), { name: 'AbortError' });
  });
});
