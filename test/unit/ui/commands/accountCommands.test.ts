import assert from 'node:assert/strict';
import { accountCommands } from '../../../../src/ui/commands/accountCommands';
import type { Services } from '../../../../src/ui/commands/services';
import { Failure } from '../../../../src/model/failure';
import { ScriptedPrompter } from '../prompts/scriptedPrompter';

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

describe('the account menu', () => {
  const accounts = [{ id: 'me', label: 'me@example.com', kind: 'cloud' }, { id: 'box', label: 'Sandbox account', kind: 'sandbox' }];

  async function choose(take: string): Promise<readonly string[]> {
    const did: string[] = [];
    const note = (what: string) => (id?: string): Promise<void> => Promise.resolve(void did.push(id === undefined ? what : `${what} ${id}`));
    const prompter = new ScriptedPrompter({ take });
    const services = {
      prompter,
      accounts: { book: () => Promise.resolve({ accounts, active: 'box' }), switchTo: note('switch to'), signOut: note('sign out of'), signIn: note('sign in') },
    } as unknown as Services;
    await accountCommands['privateConnect.switchAccount'].run({ services, subject: undefined });
    assert.equal(prompter.seen[0]?.current, 'Sandbox account', 'the active one is marked');
    return did;
  }

  it('offers to sign in again to an account that needs it', async () => {
    const prompter = new ScriptedPrompter({ take: 'Sign in to me@example.com again…' });
    const [me] = accounts;
    let signedIn = 0;
    const services = {
      prompter, accounts: { book: () => Promise.resolve({ accounts: [{ ...me, refused: gone }], active: 'me' }), signIn: () => Promise.resolve(signedIn += 1) },
    } as unknown as Services;
    await accountCommands['privateConnect.switchAccount'].run({ services, subject: undefined });
    assert.equal(signedIn, 1);
  });

  it('switches, signs in to another and signs out of the active one', async () => {
    assert.deepEqual(await choose('me@example.com'), ['switch to me']);
    assert.deepEqual(await choose('Sign in to another account…'), ['sign in']);
    assert.deepEqual(await choose('Sign out of Sandbox'), ['sign out of box']);
  });
});
