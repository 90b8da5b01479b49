import assert from 'node:assert/strict';
import type { Account } from '../../../../src/model/account';
import { Failure } from '../../../../src/model/failure';
import { Secret } from '../../../../src/model/secret';
import { AccountManager } from '../../../../src/ui/auth/accounts';
import { sandboxAccount } from '../../../../src/ui/auth/sandboxAccount';
import { cloudEndpoints } from '../../../../src/ui/session/cloudEndpoints';
import type { Session } from '../../../../src/ui/session/session';
import { setupSecrets } from '../../../../src/ui/session/setupSecrets';
import { ScriptedPrompter, type Act } from '../prompts/scriptedPrompter';
import { Machine } from '../session/memory';

const me: Account = { id: 'acc:me', accountId: 'acc', iamId: 'me', label: 'me@example.com', kind: 'cloud' };
const refusal = new Failure({ code: 'iam.signed-out', what: 'Could not renew the sign-in', why: 'Provided API key could not be found.', next: 'Sign in again.' });

class World {
  readonly machine = new Machine();
  readonly vault = this.machine.vault;
  readonly #window = this.machine.window();
  readonly secrets = this.#window.secrets;
  readonly store = this.#window.store;
  /** What happened, in order. */
  readonly log: string[] = [];
  confirms = true;
  /** The account that is open in the window, and how many runs it has. */
  opened: { readonly id: string; readonly runs: number } | undefined;
  readonly accounts: AccountManager;

  constructor(...acts: Act[]) {
    this.accounts = new AccountManager({
      store: this.store, secrets: this.secrets, prompter: new ScriptedPrompter(...acts), endpoints: cloudEndpoints,
      sessions: {
        close: () => Promise.resolve(void this.log.push('close')),
        opened: () => {
          const { opened } = this;
          return Promise.resolve(opened === undefined ? undefined : { account: { ...me, id: opened.id }, runs: { count: opened.runs } } as unknown as Session);
        },
      },
      openPage: (url) => Promise.resolve(void this.log.push(`page ${url}`)),
      confirmLoss: (count) => { this.log.push(`confirm ${count}`); return Promise.resolve(this.confirms); },
      confirmCancel: (count) => { this.log.push(`cancel ${count}`); return Promise.resolve(this.confirms); },
      changed: () => Promise.resolve(void this.log.push('changed')),
    });
  }

  async signedIn(runs = 0): Promise<this> {
    await this.store.add(me, { kind: 'api-key', apiKey: new Secret('k') }, 's1');
    await this.store.setActive(me.id);
    this.opened = { id: me.id, runs };
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
    world.opened = { id: sandboxAccount.id, runs: 1 };
    world.log.length = 0;
    await world.accounts.signOut(me.id);
    assert.deepEqual(world.log, ['changed']);
  });

  it('asks before a run is left, and changes nothing without a yes', async () => {
    const world = await new World().signedIn(2);
    await world.store.add(sandboxAccount, undefined);
    const ways = {
      switch: () => world.accounts.switchTo(sandboxAccount.id), sandbox: () => world.accounts.trySandbox(), out: () => world.accounts.signOut(me.id),
    };
    world.confirms = false;
    for (const [way, go] of Object.entries(ways)) {
      world.log.length = 0;
      await go();
      assert.deepEqual(world.log, ['cancel 2'], way);
      assert.equal((await world.accounts.book()).active, me.id, way);
    }
    world.confirms = true;
    await world.accounts.trySandbox();
    assert.equal((await world.accounts.book()).active, sandboxAccount.id);
  });

  it('keeps an account that was just signed in to although a run is not to be left', async () => {
    const world = await new World().signedIn(1);
    world.confirms = false;
    await world.accounts.trySandbox();
    assert.deepEqual((await world.accounts.list()).map(({ id }) => id), [me.id, sandboxAccount.id]);
    assert.equal((await world.accounts.book()).active, me.id);
  });

  it('asks nothing before a run goes on with a new key for its own account', async () => {
    const world = await new World().signedIn(1);
    await world.accounts.switchTo(me.id);
    assert.deepEqual(world.log, ['changed']);
  });

  it('deletes nothing that the cloud no longer accepts, closes nothing, and has it as news once', async () => {
    const world = await new World().signedIn();
    await setupSecrets(world.secrets, me.id).store('credential', new Secret('s'));
    assert.equal(await world.accounts.refused(me, 's1', refusal), true);
    assert.equal(await world.accounts.refused(me, 's1', refusal), false);
    assert.deepEqual((await world.accounts.list()).map(({ id, refused }) => [id, refused?.code]), [[me.id, 'iam.signed-out']]);
    assert.equal((await setupSecrets(world.secrets, me.id).get('credential'))?.reveal(), 's');
    assert.ok((await world.store.credential(me.id))?.credential !== undefined);
    assert.ok(!world.log.includes('close'));
    await world.accounts.tryAgain();
    assert.equal((await world.store.credential(me.id))?.refused, undefined);
  });

  it('makes another account the active one', async () => {
    const world = await new World().signedIn();
    await world.accounts.trySandbox();
    await world.accounts.switchTo(me.id);
    assert.equal((await world.accounts.book()).active, me.id);
    assert.equal(world.log.at(-1), 'changed');
  });
});
