import assert from 'node:assert/strict';
import { accountCommands } from '../../../../src/ui/commands/accountCommands';
import type { Services } from '../../../../src/ui/commands/services';
import { Failure } from '../../../../src/model/failure';

const gone = new Failure({ code: 'account.signed-out', what: 'Could not use it', why: 'Its key is gone.', next: 'Sign in again.' });

describe('Sign Out', () => {
  async function signOut(active: string | undefined): Promise<readonly string[]> {
    const left: string[] = [];
    const services = {
      accounts: { book: () => Promise.resolve({ accounts: [], active }), signOut: (id: string) => Promise.resolve(void left.push(id)) },
      // As when the credential is gone from the vault, or the sandbox's memory cannot be read.
      sessions: { required: () => Promise.reject(gone) },
    } as unknown as Services;
    await accountCommands['privateConnect.signOut'].run({ services, subject: undefined });
    return left;
  }

  it('works for an account that cannot be used any more', async () => {
    assert.deepEqual(await signOut('acc'), ['acc']);
  });

  it('says so when nobody is signed in', async () => {
    await assert.rejects(signOut(undefined), { code: 'account.signed-out' });
  });
});
