import assert from 'node:assert/strict';
import { toReference } from '../../../src/cloud/vpcParts';

describe('a resource that another one names', () => {
  it('is one object for all that name it, so that a large landscape does not keep it thousands of times', () => {
    assert.equal(toReference({ id: 'vpc-1', name: 'orders', crn: 'crn:1' }), toReference({ id: 'vpc-1', name: 'orders', crn: 'crn:1' }));
  });

  it('goes by its new name once it was renamed, and by what each document tells of it', () => {
    const former = toReference({ id: 'vpc-2', name: 'orders', crn: 'crn:2' });
    assert.deepEqual(toReference({ id: 'vpc-2', name: 'invoices', crn: 'crn:2' }), { id: 'vpc-2', name: 'invoices', crn: 'crn:2' });
    assert.deepEqual(toReference({ id: 'vpc-2' }), { id: 'vpc-2', name: 'vpc-2', crn: undefined });
    assert.deepEqual(former, { id: 'vpc-2', name: 'orders', crn: 'crn:2' });
  });

  it('is right past the number that is remembered', () => {
    const ids = Array.from({ length: 10_050 }, (_, number) => `id-${number}`);
    for (const id of [...ids, ...ids]) {
      assert.equal(toReference({ id, name: `name of ${id}` }).name, `name of ${id}`);
    }
  });
});
