import assert from 'node:assert/strict';
import type { Account } from '../../../../src/model/account';
import { Secret } from '../../../../src/model/secret';
import { AccountManager } from '../../../../src/ui/auth/accounts';
import { AccountStore } from '../../../../src/ui/auth/accountStore';
import { KeptSecrets } from '../../../../src/ui/auth/keptSecrets';
import { cloudEndpoints } from '../../../../src/ui/session/cloudEndpoints';
import { setupSecrets } from '../../../../src/ui/session/setupSecrets';
import { ScriptedPrompter, type Act } from '../prompts/scriptedPrompter';
import { MemoryVault } from '../session/memory';

const me: Account = { id: 'acc:me', accountId: 'acc', iamId: 'me', label: 'me@example.com', kind: 'cloud' };

class World {
  readonly vault = new MemoryVault();
  readonly secrets = new KeptSecrets(this.vault, () => assert.fail('the vault works'));
  readonly store = new AccountStore(this.secrets);
  /** What happened, in order. */
  readonly log: string[] = [];
  confirms = true;
  readonly accounts: AccountManager;

  constructor(...acts: Act[]) {
    this.accounts = new AccountManager({
      store: this.store, secrets: this.secrets, prompter: new ScriptedPrompter(...acts), endpoints: cloudEndpoints,
      sessions: { close: () => Promise.resolve(void this.log.push('close')) },
      openPage: (url) => Promise.resolve(void this.log.push(`page ${url}`)),
      confirmLoss: (count) => { this.log.push(`confirm ${count}`); return Promise.resolve(this.confirms); },
      changed: () => Promise.resolve(void this.log.push('changed')),
    });
  }

  async signedIn(): Promise<this> {
    await this.store.add(me, { kind: 'api-key', apiKey: new Secret('k') });
    return this;
  }
}

describe('signing in and out', () => {
  it('is done into the sandbox without a word of the cloud, once however often it is asked for', async () => {
    const world = new World({ take: 'Sandbox' });
    assert.equal((await world.accounts.signIn())?.kind, 'sandbox');
    await world.accounts.trySandbox();
    assert.deepEqual((await world.accounts.list()).map(({ id }) => id), ['sandbox']);
    assert.deepEqual(world.log, ['changed', 'changed']);
  });

  it('changes nothing when the person changes their mind, at whichever question', async () => {
    const passcode: Act[] = [{ take: 'One-time passcode' }, { take: 'Open the passcode page' }, 'escape'];
    const changes: readonly Act[][] = [['escape'], [{ take: 'API key' }, 'escape'], passcode];
    for (const acts of changes) {
      const world = new World(...acts);
      assert.equal(await world.accounts.signIn(), undefined);
      assert.deepEqual(await world.accounts.list(), []);
      assert.ok(!world.log.includes('changed'));
    }
  });

  it('opens the cloud\'s own page for a passcode', async () => {
    const world = new World({ take: 'One-time passcode' }, { take: 'Open the passcode page' }, 'escape');
    await world.accounts.signIn();
    assert.deepEqual(world.log, [`page ${cloudEndpoints.passcodePage}`]);
  });

  it('ends the session and deletes every key when one signs out', async () => {
    const world = await new World().signedIn();
    await world.accounts.signOut(me.id);
    assert.deepEqual(world.log, ['close', 'changed']);
    assert.deepEqual([...world.vault.kept.keys()], []);
  });

  it('asks first where service API keys would be lost, and keeps all without a yes', async () => {
    const world = await new World().signedIn();
    await setupSecrets(world.secrets, me.id).store('credential', new Secret('s'));
    world.confirms = false;
    await world.accounts.signOut(me.id);
    assert.deepEqual(world.log, ['confirm 1']);
    assert.deepEqual((await world.accounts.book()).active, me.id);
    world.confirms = true;
    await world.accounts.signOut(me.id);
    assert.deepEqual([...world.vault.kept.keys()], []);
  });

  it('leaves the open session alone when another account signs out', async () => {
    const world = await new World().signedIn();
    await world.accounts.trySandbox();
    world.log.length = 0;
    await world.accounts.signOut(me.id);
    assert.deepEqual(world.log, ['changed']);
  });

  it('keeps service API keys for an account that the cloud no longer accepts', async () => {
    const world = await new World().signedIn();
    await setupSecrets(world.secrets, me.id).store('credential', new Secret('s'));
    await world.accounts.rejected(me);
    assert.deepEqual(await world.accounts.list(), []);
    assert.equal((await setupSecrets(world.secrets, me.id).get('credential'))?.reveal(), 's');
  });

  it('makes another account the active one', async () => {
    const world = await new World().signedIn();
    await world.accounts.trySandbox();
    await world.accounts.switchTo(me.id);
    assert.equal((await world.accounts.book()).active, me.id);
    assert.equal(world.log.at(-1), 'changed');
  });
});
