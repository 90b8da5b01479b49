import assert from 'node:assert/strict';
import { ended, found, named, orAbsent } from '../../../../src/setup/makers/found';
import { absent, refused } from '../scripted';

const [one, two, again] = [{ id: '1', name: 'one', crn: 'crn:1' }, { id: '2', name: 'two' }, { id: '3', name: 'two' }];

describe('A thing that was found', () => {
  it('is named for the journal, with the address where it is reached', () => {
    assert.deepEqual(found('vpc', { ...one, ...{ status: 'available' } }), { kind: 'vpc', id: '1', name: 'one', crn: 'crn:1', address: undefined });
    assert.deepEqual(found('server', two, 'bastion'), { kind: 'server', id: '2', name: 'two', crn: undefined, address: 'bastion' });
  });

  it('is the first of the name that was asked for', () => {
    assert.deepEqual(named('vpc', [one, two, again], { kind: 'vpc', name: 'two' }), found('vpc', two));
    assert.equal(named('vpc', [one], { kind: 'vpc', name: 'two' }), undefined);
  });
});

describe('A read', () => {
  it('gives what there is, nothing where the cloud says 404, and fails for every other reason', async () => {
    assert.equal(await orAbsent(Promise.resolve(one)), one);
    assert.deepEqual(await Promise.all([orAbsent(absent())]), [undefined]);
    await assert.rejects(orAbsent(Promise.reject(refused(403))), { code: 'http-403' });
    await assert.rejects(orAbsent(Promise.reject(new TypeError('a defect'))), TypeError);
  });
});

describe('What ended in a state that it does not leave', () => {
  it('is told by its state where the cloud gives no reason', () => {
    const { code, what, why, next } = ended('the VPC orders', 'failed', [], 'Undo.');
    assert.deepEqual([code, what, why, next], ['state.failed', 'Could not finish the VPC orders', 'Its state is "failed".', 'Undo.']);
  });

  it('is told in the cloud’s own reasons otherwise, under the code of the first', () => {
    const { code, what, why, next } = ended('x', 'failed', [{ code: 'a', message: 'One.' }, { code: 'b', message: 'Two.' }], 'Undo.');
    assert.deepEqual([code, what, why, next], ['a', 'Could not finish x', 'a: One. b: Two.', 'Undo.']);
  });
});
