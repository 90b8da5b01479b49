import assert from 'node:assert/strict';
import { signingInAs } from '../../../src/setup/signingIn';
import { connection } from './scripted';

describe('Signing in as somebody else', () => {
  const login = { user: 'ubuntu', port: 22, changedTo: (other: unknown) => ({ other }) };

  it('changes the choices for that login alone', () => {
    const other = { user: 'ubuntu', port: 2222 };
    assert.deepEqual(signingInAs(connection, { login }, other).choices, { other });
  });

  it('has nothing to change where it is the same, or where nobody signs in on the way', () => {
    assert.throws(() => signingInAs(connection, { login }, { user: 'ubuntu', port: 22 }), { code: 'setup.same-login', why: 'It is ubuntu already.' });
    assert.throws(() => signingInAs(connection, { login: undefined }, { user: 'a', port: 22 }), { code: 'setup.no-login' });
  });
});
