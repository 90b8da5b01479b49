import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../../../src/model/account';
import { Secret } from '../../../../src/model/secret';
import { AccountStore } from '../../../../src/ui/auth/accountStore';
import { KeptSecrets } from '../../../../src/ui/auth/keptSecrets';
import { kinds } from '../../../../src/ui/kinds';
import { cloudEndpoints } from '../../../../src/ui/session/cloudEndpoints';
import { openSession, type SessionDependencies } from '../../../../src/ui/session/openSession';
import { MemoryMemento, MemoryVault } from './memory';

const account: Account = { id: 'acc:me', accountId: 'acc', iamId: 'me', label: 'me@example.com', kind: 'cloud' };

describe('opening a session', () => {
  let folder: string;
  let stopped: number;
  let store: AccountStore;
  let dependencies: SessionDependencies;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-open-'));
    stopped = 0;
    const secrets = new KeptSecrets(new MemoryVault(), () => assert.fail('the vault works'));
    store = new AccountStore(secrets);
    const network = { resolve: () => Promise.reject(new Error('not asked for')), connect: () => Promise.reject(new Error('not asked for')) };
    dependencies = {
      store, secrets, kinds, memento: new MemoryMemento(),
      home: () => Promise.resolve({
        environment: { endpoints: cloudEndpoints, network, authorities: [], sshFolder: folder, machine: 'this machine' },
        folder, stop: () => Promise.resolve(void (stopped += 1)),
      }),
      timeoutMs: () => 1000, log: (what) => assert.fail(what), signedOut: () => assert.fail('signed out'),
      waiting: () => assert.fail('a request was made'), changed: () => undefined,
      asked: () => assert.fail('a request was made'), happened: (line) => assert.fail(line),
    };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('asks the cloud nothing, and ends what its home has running when it is closed', async () => {
    await store.add(account, { kind: 'api-key', apiKey: new Secret('k') });
    const session = await openSession(account, dependencies);
    assert.equal(session.account.accountId, 'acc');
    assert.deepEqual(session.setup.views(), []);
    await session.close();
    assert.equal(stopped, 1);
  });

  it('says that one has to sign in again where the credential is gone, and leaves nothing running', async () => {
    await assert.rejects(openSession(account, dependencies), { code: 'account.signed-out', next: 'Sign in again.' });
    assert.equal(stopped, 1);
  });

  it('leaves nothing running where the saved connections cannot be read at all', async () => {
    await store.add(account, { kind: 'api-key', apiKey: new Secret('k') });
    await writeFile(join(folder, 'connections'), 'a file where a folder should be');
    await assert.rejects(openSession(account, dependencies), { code: 'EEXIST' });
    assert.equal(stopped, 1);
  });
});
