import assert from 'node:assert/strict';
import type { RunState } from '../../../../src/model/plan';
import { endsOf } from '../../../../src/ui/glance/ends';
import type { Session } from '../../../../src/ui/session/session';
import { run } from '../fixtures';

const ending = { words: 'certificate ends in 12 d', explained: [] };
const session = {
  setup: { way: () => ({ vpn: { region: 'eu-de', server: { id: 'r010-1', name: 'vpn' } } }) },
  vpnEnds: { of: () => ending },
} as unknown as Pick<Session, 'setup' | 'vpnEnds'>;

function told(state: RunState, undoable: number, dials = true): number {
  return endsOf([{ ...run(state, []), undoable, dialsVpn: dials ? true : undefined }], session).length;
}

describe('What ends soon of the VPN servers that are there', () => {
  it('is told of a connection that is set up, and of no other way or plan', () => {
    assert.equal(told('done', 0), 1);
    assert.equal(told('done', 3, false), 0);
    assert.equal(told('plan', 0), 0);
    assert.equal(told('undone', 0), 0);
  });

  it('is still told while its renewal is only planned, or was broken off', () => {
    assert.equal(told('plan', 9), 1);
    assert.equal(told('failed', 9), 1);
    assert.equal(told('interrupted', 9), 1);
  });
});
