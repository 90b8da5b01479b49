import assert from 'node:assert/strict';
import type { Account } from '../../../../src/model/account';
import { Failure } from '../../../../src/model/failure';
import { followAccounts } from '../../../../src/ui/auth/followAccounts';
import { Machine } from '../session/memory';

const account = (id: string): Account => ({ id, accountId: 'acc', iamId: id, label: id, kind: 'cloud' });
const refusal = new Failure({ code: 'iam.signed-out', what: 'Could not renew the sign-in', why: 'No.', next: 'Sign in again.' });

describe('what shows the accounts', () => {
  const machine = (): Machine => new Machine();

  function window(of: Machine): { readonly store: ReturnType<Machine['window']>['store']; readonly follow: () => Promise<readonly string[]> } {
    const { store } = of.window();
    const log: string[] = [];
    const note = (what: string) => (): void => void log.push(what);
    const changed = followAccounts({
      store,
      keys: { set: (_key, value) => void log.push(`signed in ${String(value)}`) },
      menu: { update: (accounts) => void log.push(`menu ${accounts.map(({ id }) => id).join(' ')}`) },
      resources: { refresh: note('ask anew'), forget: note('start over') },
      latestChecks: { clear: note('no checks') },
      panels: { closeAll: note('no panels') },
      sessions: { close: (because) => Promise.resolve(void log.push(`close: ${because?.code ?? ''}`)) },
      log: { failure: (what) => void log.push(what) },
      paint: note('paint'),
    });
    return { store, follow: async () => { await changed(); return log.splice(0); } };
  }

  it('follows the first sign-in, and closes nothing that a reload has brought back', async () => {
    const { store, follow } = window(machine());
    assert.deepEqual(await follow(), ['signed in false', 'menu ', 'paint']);
    await store.add(account('one'), undefined);
    assert.deepEqual(await follow(), ['signed in true', 'menu one', 'start over', 'paint']);
  });

  it('closes the panels of an account that was left', async () => {
    const { store, follow } = window(machine());
    await store.add(account('one'), undefined);
    await follow();
    await store.add(account('two'), undefined);
    await store.setActive('two');
    assert.deepEqual(await follow(), ['signed in true', 'menu one two', 'start over', 'no checks', 'no panels', 'paint']);
    await store.remove('two');
    await store.remove('one');
    assert.deepEqual(await follow(), ['signed in false', 'menu ', 'start over', 'no checks', 'no panels', 'paint']);
  });

  it('leaves what it shows as it is when another window chooses another account', async () => {
    const shared = machine();
    const [here, there] = [window(shared), window(shared)];
    await here.store.add(account('one'), undefined);
    await here.follow();
    await there.store.add(account('two'), undefined);
    await there.store.setActive('two');
    assert.deepEqual(await here.follow(), ['signed in true', 'menu one two', 'paint']);
  });

  it('closes the session of the account that IAM refuses, once, in each of its windows and in no other account\'s', async () => {
    const shared = machine();
    const [here, there, others] = [window(shared), window(shared), window(shared)];
    await here.store.add(account('one'), undefined, 's1');
    await here.store.add(account('two'), undefined, 's1');
    for (const [{ store, follow }, id] of [[others, 'two'], [there, 'one'], [here, 'one']] as const) {
      await store.setActive(id);
      await follow();
    }
    await here.store.refuse('one', 's1', refusal);
    for (const { follow } of [here, there]) {
      assert.deepEqual(await follow(), ['signed in true', 'menu one two', 'close: iam.signed-out', 'start over', 'paint']);
      assert.deepEqual(await follow(), ['signed in true', 'menu one two', 'paint']);
    }
    assert.deepEqual(await others.follow(), ['signed in true', 'menu one two', 'paint']);
  });

  it('closes nothing that a reload has brought back after a refusal: what was made is looked at', async () => {
    const shared = machine();
    const { store } = window(shared);
    await store.add(account('one'), undefined, 's1');
    await store.refuse('one', 's1', refusal);
    assert.deepEqual(await window(shared).follow(), ['signed in true', 'menu one', 'start over', 'paint']);
  });

  it('asks the cloud anew, and closes nothing, when it is to be tried again and after a new sign-in to the same account', async () => {
    const { store, follow } = window(machine());
    await store.add(account('one'), undefined, 's1');
    await follow();
    await store.refuse('one', 's1', refusal);
    await follow();
    await store.tryAgain('one');
    assert.deepEqual(await follow(), ['signed in true', 'menu one', 'ask anew', 'start over', 'paint']);
    await store.add(account('one'), undefined, 's2');
    assert.deepEqual(await follow(), ['signed in true', 'menu one', 'ask anew', 'start over', 'paint']);
    assert.deepEqual(await follow(), ['signed in true', 'menu one', 'paint']);
  });
});
