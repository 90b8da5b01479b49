import assert from 'node:assert/strict';
import { lazy } from '../../../src/base/lazy';

describe('what is made on first use', () => {
  it('is made once', async () => {
    let made = 0;
    const value = lazy(() => { made += 1; return Promise.resolve(made); });
    assert.equal(made, 0);
    assert.deepEqual(await Promise.all([value(), value()]), [1, 1]);
    assert.equal(await value(), 1);
  });

  it('is tried again after a failure', async () => {
    let tries = 0;
    const value = lazy(() => { tries += 1; return tries === 1 ? Promise.reject(new Error('no')) : Promise.resolve('yes'); });
    await assert.rejects(value(), /no/);
    assert.equal(await value(), 'yes');
  });

  it('is made once by those who try again after they failed together', async () => {
    let tries = 0;
    const value = lazy(() => { tries += 1; return tries === 1 ? Promise.reject(new Error('no')) : Promise.resolve(tries); });
    const patient = (): Promise<number> => value().catch(() => value());
    assert.deepEqual(await Promise.all([patient(), patient(), patient()]), [2, 2, 2]);
    assert.equal(await value(), 2);
  });
});
