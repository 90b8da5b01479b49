import assert from 'node:assert/strict';
import { isSameWhenSaved, refuseOtherFrame, type Taken } from '../../../src/setup/frame';
import { connection } from './scripted';
import { routeOf } from './engine/support';

const frame = { vpc: 'v', zones: ['ca-mon-1'] };

function taken(more: Partial<Taken['connection']> = {}, of: unknown = frame): Taken {
  return { connection: { ...connection, ...more }, route: { ...routeOf([]), frame: of } };
}

describe('A connection that has made things', () => {
  it('may be saved again with what its route lets change', () => {
    const otherwise = taken({ choices: { anything: 'else' }, createdAt: '2027-01-01T00:00:00Z' }, { zones: ['ca-mon-1'], vpc: 'v' });
    assert.doesNotThrow(() => refuseOtherFrame(taken(), otherwise));
  });

  it('may be renamed by the cloud: the instance is known by its CRN', () => {
    assert.doesNotThrow(() => refuseOtherFrame(taken(), taken({ instance: { ...connection.instance, name: 'renamed' } })));
  });

  it('takes a choice that was left out for one that is undefined', () => {
    assert.doesNotThrow(() => refuseOtherFrame(taken({}, { ...frame, sshFrom: undefined }), taken()));
  });

  for (const [what, other] of [
    ['another frame', taken({}, { ...frame, zones: ['ca-mon-2'] })],
    ['no frame at all', taken({}, null)],
    ['another instance', taken({ instance: { ...connection.instance, crn: 'crn:other' } })],
    ['another service', taken({ service: 'postgresql' })],
    ['another route', taken({ route: 'client-vpn' })],
    ['another role of the credential', taken({ role: 'Reader' })],
  ] as const) {
    it(`is refused ${what}, with what to do`, () => {
      assert.throws(() => refuseOtherFrame(taken(), other), {
        code: 'setup.not-undone', what: 'Could not change the connection orders-pc',
        why: 'Other choices were made before, and what they made still exists.', next: 'Undo it first, or start a new connection.',
      });
    });
  }
});

describe('Two connections', () => {
  it('are the same when a file would say the same of both', () => {
    assert.equal(isSameWhenSaved(connection, { ...connection }), true);
    assert.equal(isSameWhenSaved(connection, { ...connection, choices: { ...connection.choices, openToInternetConfirmed: undefined } }), true);
    assert.equal(isSameWhenSaved(connection, { ...connection, role: 'Reader' }), false);
    assert.equal(isSameWhenSaved(connection, { ...connection, choices: { ...connection.choices, loginUser: 'root' } }), false);
  });
});
