import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/failure';
import { orUnpublished } from '../../../src/setup/catalogPrice';

describe('A price from the catalog', () => {
  it('is what the catalog says', async () => {
    const price = { kind: 'priced', monthly: 2.5, currency: 'USD', basis: '730 h' } as const;
    assert.equal(await orUnpublished(Promise.resolve(price)), price);
  });

  it('is none where the catalog does not answer: nobody is kept from a connection by it', async () => {
    const down = new Failure({ code: 'http.timeout', what: 'w', why: 'y', next: 'n' });
    assert.deepEqual(await orUnpublished(Promise.reject(down)), { kind: 'unpublished' });
  });

  it('does not hide a cancellation, nor a defect', async () => {
    for (const error of [new DOMException('Cancelled', 'AbortError'), new TypeError('a defect')]) {
      await assert.rejects(orUnpublished(Promise.reject(error)), error);
    }
  });
});
