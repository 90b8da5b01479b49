import assert from 'node:assert/strict';
import type { PolicyRow } from '../../../../src/sandbox/state/policies';
import type { State } from '../../../../src/sandbox/state/state';
import { vpnDesk } from '../../../../src/sandbox/vpc/vpnDesk';
import type { World } from '../../../../src/sandbox/world';

const account = { id: 'a', iamId: 'IBMid-1', email: 'sam@example.com' };

function policy(more: Partial<PolicyRow> = {}): PolicyRow {
  return {
    id: 'p', createdAt: '', type: 'access', phase: 'effective', subjects: [{ attributes: [{ name: 'iam_id', value: 'IBMid-1' }] }],
    roles: [{ role_id: 'crn:v1:bluemix:public:is::::serviceRole:VPNClient' }],
    resources: [{ attributes: [{ name: 'serviceName', value: 'is' }, { name: 'accountId', value: 'a' }] }], ...more,
  };
}

function signsIn(row: PolicyRow | undefined, user = account.email): readonly boolean[] {
  const state = { account, passcodes: new Set(['good']), policies: new Map(row === undefined ? [] : [[row.id, row]]), regions: new Map() };
  const desk = vpnDesk({ state: state as unknown as State, changed: () => undefined } as unknown as World);
  return ['guessed', 'good', 'good'].map((passcode) => desk.signIn(user, passcode));
}

describe('Who signs in to the sandbox\'s VPN servers with a passcode', () => {
  it('has one that was given, which counts once', () => {
    assert.deepEqual(signsIn(policy()), [false, true, false]);
    assert.deepEqual(signsIn(policy(), 'Sam@Example.com'), [false, true, false]);
    assert.deepEqual(signsIn(policy(), 'eve@example.com'), [false, false, false]);
  });

  for (const [what, row] of [
    ['no policy at all, as the account\'s owner', undefined],
    ['one that does not count yet', policy({ phase: 'known' })],
    ['one for somebody else', policy({ subjects: [{ attributes: [{ name: 'iam_id', value: 'IBMid-2' }] }] })],
    ['one with another role', policy({ roles: [{ role_id: 'crn:v1:bluemix:public:iam::::serviceRole:Manager' }] })],
    ['one for another service', policy({ resources: [{ attributes: [{ name: 'serviceName', value: 'secrets-manager' }] }] })],
  ] as const) {
    it(`is refused with ${what}`, () => assert.deepEqual(signsIn(row), [false, false, false]));
  }
});
