import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bookKey } from '../../../../src/ui/auth/accountStore';
import { formerLedger } from '../../../../src/ui/auth/formerLedger';
import { emptyLedger, LedgerFile, type KnownAccount } from '../../../../src/ui/auth/ledger';
import { MemoryVault } from '../session/memory';

const me: KnownAccount = { id: 'acc:me', accountId: 'acc', iamId: 'me', label: 'me@example.com', kind: 'cloud' };

describe('what is known without the vault', () => {
  let folder: string;
  let path: string;
  const vault = new MemoryVault();
  const open = (): LedgerFile => new LedgerFile(path, () => formerLedger(vault));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-ledger-'));
    path = join(folder, 'storage', 'accounts.json');
    vault.kept.clear();
    vault.broken = false;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is in a file that all windows share, and loses nothing when they write at once', async () => {
    const windows = Array.from({ length: 6 }, open);
    await Promise.all(windows.map((ledger, index) => ledger.change((now) => ({ ...now, keys: [...now.keys, `k${index}`] }))));
    assert.equal((await open().read()).keys.length, 6);
    assert.deepEqual(await readdir(join(folder, 'storage')), ['accounts.json']);
  });

  it('is not written where nothing changes', async () => {
    await open().change((now) => now);
    assert.deepEqual(await open().read(), emptyLedger);
    assert.deepEqual((await readdir(folder)).includes('accounts.json'), false);
  });

  it('goes on after a change that failed', async () => {
    const ledger = open();
    await assert.rejects(ledger.change(() => { throw new Error('no'); }), /no/);
    await ledger.change((now) => ({ ...now, accounts: [me] }));
    assert.deepEqual((await open().read()).accounts, [me]);
  });

  it('is taken over from the vault, where an earlier version kept it', async () => {
    vault.kept.set(bookKey, JSON.stringify({ accounts: [me], active: me.id }));
    vault.kept.set('privateConnect.keys', 'a\nb');
    assert.deepEqual(await open().read(), { accounts: [me], last: me.id, keys: ['a', 'b'] });
  });

  it('is taken from the vault\'s copy where the file is damaged, and is empty where there is none or the vault cannot be read', async () => {
    await open().change((now) => ({ ...now, keys: ['x'] }));
    await writeFile(path, '{"version":1,');
    vault.kept.set(bookKey, JSON.stringify({ accounts: [me] }));
    assert.deepEqual((await open().read()).accounts, [me]);
    vault.kept.set(bookKey, '{');
    assert.deepEqual(await open().read(), emptyLedger);
    vault.broken = true;
    assert.deepEqual(await open().read(), emptyLedger);
  });
});
