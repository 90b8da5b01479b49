import assert from 'node:assert/strict';
import { notAsked } from '../../../../src/diagnose/checks/check';

describe('a check that has nothing to go on', () => {
  it('is neither good nor bad, and says nothing', () => {
    assert.deepEqual(notAsked, { state: 'not-run', code: 'not-run', summary: '', evidence: [] });
  });
});
