import assert from 'node:assert/strict';
import { lettingIn } from '../../../src/setup/letIn';
import { connection } from './scripted';

describe('Letting this machine into a connection', () => {
  const source = { ranges: ['203.0.113.0/28'], changedTo: (address: string) => ({ address }) };

  it('changes the choices for its address alone', () => {
    assert.deepEqual(lettingIn(connection, { source }, '198.51.100.9').choices, { address: '198.51.100.9' });
  });

  it('has nothing to change where it is let in already, or where no rule of ours lets anybody in', () => {
    assert.throws(() => lettingIn(connection, { source }, '203.0.113.7'), {
      code: 'setup.let-in-already', why: '203.0.113.0/28 is let in, and 203.0.113.7 is within it.',
    });
    assert.throws(() => lettingIn(connection, { source: undefined }, '203.0.113.7'), { code: 'setup.no-source', next: 'Let 203.0.113.7 in by a rule of your own.' });
  });
});
