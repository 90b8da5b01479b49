import assert from 'node:assert/strict';
import type { Account } from '../../../../src/model/account';
import { Failure } from '../../../../src/model/failure';
import { Secret } from '../../../../src/model/secret';
import { accountPrefix, bookKey } from '../../../../src/ui/auth/accountStore';
import { setupSecrets } from '../../../../src/ui/session/setupSecrets';
import { keepToken } from '../../../../src/ui/session/tokenVault';
import { Machine, MemoryMemento } from '../session/memory';

const first: Account = { id: 'acc:one', accountId: 'acc', iamId: 'one', label: 'one@example.com', kind: 'cloud' };
const second: Account = { ...first, id: 'acc:two', iamId: 'two', label: 'two@example.com' };
const key = (value: string): { kind: 'api-key'; apiKey: Secret } => ({ kind: 'api-key', apiKey: new Secret(value) });
const token = { accessToken: new Secret('t'), refreshToken: new Secret('r'), issuedAt: 0, expiresAt: 1 };
const refusal = new Failure({ code: 'iam.signed-out', what: 'Could not renew the sign-in', why: 'Provided API key could not be found.', next: 'Sign in again.' });

describe('the accounts', () => {
  it('begin with nobody', async () => {
    assert.equal(await new Machine().window().store.active(), undefined);
  });

  it('are several, and the one that was chosen is active', async () => {
    const { store } = new Machine().window();
    await store.add(first, key('k1'));
    await store.add(second, key('k2'));
    await store.setActive(second.id);
    assert.equal((await store.active())?.id, second.id);
    await store.setActive(first.id);
    assert.equal((await store.active())?.id, first.id);
    assert.equal((await store.list()).length, 2);
  });

  it('are the same in all windows, and active in each is what was chosen there, also after it was reloaded', async () => {
    const machine = new Machine();
    const mine = new MemoryMemento();
    const { store } = machine.window(mine);
    await store.add(first, key('k1'));
    assert.equal((await store.active())?.id, first.id);
    const other = machine.window().store;
    await other.add(second, key('k2'));
    await other.setActive(second.id);
    assert.equal((await store.active())?.id, first.id);
    assert.equal((await machine.window(mine).store.active())?.id, first.id);
    assert.equal((await machine.window().store.active())?.id, second.id, 'a new window begins with the last choice');
  });

  it('are replaced by signing in again, with all that the former sign-in brought', async () => {
    const { store, secrets } = new Machine().window();
    await store.add(first, key('k1'), 's1');
    await keepToken(secrets, first.id, 's1', token);
    await store.refuse(first.id, 's1', refusal);
    await keepToken(secrets, first.id, 's2', token);
    await store.add({ ...first, label: 'renamed' }, key('k2'), 's2');
    assert.deepEqual((await store.list()).map(({ label, refused }) => [label, refused]), [['renamed', undefined]]);
    const kept = await store.credential(first.id);
    assert.equal(kept?.credential.kind === 'api-key' ? kept.credential.apiKey.reveal() : '', 'k2');
    assert.deepEqual((await secrets.keys()).filter((name) => name.includes('.token')), [`${accountPrefix(first.id)}token.s2`]);
  });

  it('leave nothing in the vault after the last has signed out', async () => {
    const machine = new Machine();
    const { store, secrets } = machine.window();
    await store.add(first, key('k1'), 's1');
    await keepToken(secrets, first.id, 's1', token);
    await setupSecrets(secrets, first.id).store('credential', new Secret('s'));
    await store.remove(first.id);
    assert.deepEqual([...machine.vault.kept.keys()], []);
  });

  it('leave the other account\'s keys alone, and make it active', async () => {
    const machine = new Machine();
    const { store } = machine.window();
    await store.add(second, key('k2'));
    await store.add(first, key('k1'));
    await store.setActive(first.id);
    await store.remove(first.id);
    assert.equal((await store.active())?.id, second.id);
    assert.ok([...machine.vault.kept.keys()].every((name) => !name.startsWith(accountPrefix(first.id))));
    assert.ok(await store.credential(second.id) !== undefined);
  });

  it('are known, without their secrets, where the vault has forgotten everything or cannot be read', async () => {
    const machine = new Machine();
    const { store } = machine.window();
    await store.add(first, key('canary-4711'));
    assert.doesNotMatch(JSON.stringify(machine.ledger.content), /canary-4711/);
    machine.vault.kept.clear();
    assert.equal((await store.active())?.id, first.id);
    assert.equal(await store.credential(first.id), undefined);
    assert.deepEqual((await store.list()).map(({ id }) => id), [first.id]);
    machine.vault.broken = true;
    assert.equal((await machine.window().store.active())?.id, first.id);
    assert.deepEqual((await machine.window().store.list()).map(({ id }) => id), [first.id]);
    await assert.rejects(store.credential(first.id), { code: 'secrets.unreadable' });
  });

  it('keep all that they have when IAM refuses a credential, which is news once', async () => {
    const machine = new Machine();
    const [one, other] = [machine.window(), machine.window()];
    await one.store.add(first, key('k1'), 's1');
    await keepToken(one.secrets, first.id, 's1', token);
    const before = new Map(machine.vault.kept);
    assert.deepEqual([await one.store.refuse(first.id, 's1', refusal), await other.store.refuse(first.id, 's1', refusal)], [true, false]);
    assert.equal((await other.store.credential(first.id))?.refused?.why, refusal.why);
    before.delete(bookKey);
    for (const [name, value] of before) assert.equal(machine.vault.kept.get(name), value);
    assert.equal(await other.store.tryAgain(first.id), true);
    assert.equal((await one.store.credential(first.id))?.refused, undefined);
    assert.equal(await other.store.tryAgain(first.id), false);
  });

  it('take no refusal of a former sign-in for one of the latest', async () => {
    const { store } = new Machine().window();
    await store.add(first, key('k1'), 's1');
    await store.add(first, key('k2'), 's2');
    assert.equal(await store.refuse(first.id, 's1', refusal), false);
    assert.equal((await store.credential(first.id))?.refused, undefined);
  });

  it('keep a refresh token as what it is', async () => {
    const { store } = new Machine().window();
    await store.add(first, { kind: 'refresh-token', refreshToken: new Secret('r') });
    assert.equal((await store.credential(first.id))?.credential.kind, 'refresh-token');
  });

  it('need no credential for the sandbox', async () => {
    const { store } = new Machine().window();
    await store.add({ ...first, id: 'sandbox', kind: 'sandbox' }, undefined);
    assert.equal(await store.credential('sandbox'), undefined);
    assert.equal((await store.active())?.kind, 'sandbox');
  });
});
