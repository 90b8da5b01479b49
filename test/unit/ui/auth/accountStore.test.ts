import assert from 'node:assert/strict';
import type { Account } from '../../../../src/model/account';
import { Secret } from '../../../../src/model/secret';
import { AccountStore, accountPrefix, bookKey } from '../../../../src/ui/auth/accountStore';
import { KeptSecrets } from '../../../../src/ui/auth/keptSecrets';
import { setupPrefix, setupSecrets } from '../../../../src/ui/session/setupSecrets';
import { MemoryVault } from '../session/memory';

const first: Account = { id: 'acc:one', accountId: 'acc', iamId: 'one', label: 'one@example.com', kind: 'cloud' };
const second: Account = { ...first, id: 'acc:two', iamId: 'two', label: 'two@example.com' };
const key = (value: string): { kind: 'api-key'; apiKey: Secret } => ({ kind: 'api-key', apiKey: new Secret(value) });

function setUp(): { vault: MemoryVault; secrets: KeptSecrets; store: AccountStore } {
  const vault = new MemoryVault();
  const secrets = new KeptSecrets(vault, () => undefined);
  return { vault, secrets, store: new AccountStore(secrets) };
}

describe('the accounts', () => {
  it('begin with nobody', async () => {
    const { store } = setUp();
    assert.equal(await store.active(), undefined);
  });

  it('are several, the last one signed in is active, and another can be made so', async () => {
    const { store } = setUp();
    await store.add(first, key('k1'));
    await store.add(second, key('k2'));
    assert.equal((await store.active())?.id, second.id);
    await store.setActive(first.id);
    assert.equal((await store.active())?.id, first.id);
    assert.equal((await store.read()).accounts.length, 2);
  });

  it('are not doubled by signing in again', async () => {
    const { store } = setUp();
    await store.add(first, key('k1'));
    await store.add({ ...first, label: 'renamed' }, key('k2'));
    assert.deepEqual((await store.read()).accounts.map(({ label }) => label), ['renamed']);
    const credential = await store.credential(first.id);
    assert.equal(credential?.kind === 'api-key' ? credential.apiKey.reveal() : '', 'k2');
  });

  it('leave nothing in the vault after the last has signed out', async () => {
    const { store, secrets, vault } = setUp();
    await store.add(first, key('k1'));
    await setupSecrets(secrets, first.id).store('credential', new Secret('s'));
    await store.remove(first.id);
    assert.deepEqual([...vault.kept.keys()], []);
  });

  it('leave the other account\'s keys alone, and make it active', async () => {
    const { store, vault } = setUp();
    await store.add(second, key('k2'));
    await store.add(first, key('k1'));
    await store.remove(first.id);
    assert.equal((await store.active())?.id, second.id);
    assert.ok([...vault.kept.keys()].every((name) => !name.startsWith(accountPrefix(first.id))));
    assert.ok(await store.credential(second.id) !== undefined);
  });

  it('keep service API keys of an account that was signed out from outside', async () => {
    const { store, secrets } = setUp();
    await store.add(first, key('k1'));
    await setupSecrets(secrets, first.id).store('credential', new Secret('s'));
    await store.remove(first.id, setupPrefix(first.id));
    assert.equal((await setupSecrets(secrets, first.id).get('credential'))?.reveal(), 's');
    assert.equal(await store.credential(first.id), undefined);
  });

  it('take a damaged list for an empty one, so that signing in repairs it', async () => {
    const { store, vault } = setUp();
    for (const text of ['{', '[]', '{"accounts":[{"id":7}]}', 'null']) {
      vault.kept.set(bookKey, text);
      assert.deepEqual(await store.read(), { accounts: [], active: undefined });
    }
    await store.add(first, key('k1'));
    assert.equal((await store.active())?.id, first.id);
  });

  it('keep a refresh token as what it is', async () => {
    const { store } = setUp();
    await store.add(first, { kind: 'refresh-token', refreshToken: new Secret('r') });
    assert.equal((await store.credential(first.id))?.kind, 'refresh-token');
  });

  it('need no credential for the sandbox', async () => {
    const { store } = setUp();
    await store.add({ ...first, id: 'sandbox', kind: 'sandbox' }, undefined);
    assert.equal(await store.credential('sandbox'), undefined);
    assert.equal((await store.active())?.kind, 'sandbox');
  });
});
