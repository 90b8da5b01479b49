import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../../../src/model/account';
import { noPassphrases } from '../../../../src/model/passphrases';
import { noSecondFactors } from '../../../../src/model/secondFactors';
import { Secret } from '../../../../src/model/secret';
import type { AccountStore } from '../../../../src/ui/auth/accountStore';
import { kinds } from '../../../../src/ui/kinds';
import { cloudEndpoints } from '../../../../src/ui/session/cloudEndpoints';
import { openSession, type SessionDependencies } from '../../../../src/ui/session/openSession';
import { Machine, MemoryMemento } from './memory';

const account: Account = { id: 'acc:me', accountId: 'acc', iamId: 'me', label: 'me@example.com', kind: 'cloud' };

const { signal } = new AbortController();

describe('opening a session', () => {
  let folder: string;
  let stopped: number;
  let store: AccountStore;
  let dependencies: SessionDependencies;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-open-'));
    stopped = 0;
    const window = new Machine().window();
    const { secrets } = window;
    store = window.store;
    const network = { resolve: () => Promise.reject(new Error('not asked for')), connect: () => Promise.reject(new Error('not asked for')) };
    dependencies = {
      store, secrets, kinds, memento: new MemoryMemento(),
      home: () => Promise.resolve({
        environment: { endpoints: cloudEndpoints, network, authorities: [], sshFolder: folder, machine: 'this machine' },
        folder, stop: () => Promise.resolve(void (stopped += 1)),
      }),
      passphrases: () => noPassphrases, factors: noSecondFactors,
      timeoutMs: () => 1000, log: (what) => assert.fail(what), refused: () => assert.fail('signed out'),
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

  it('shows what was connected where the credential is gone, and says at the first request that one has to sign in again', async () => {
    await mkdir(join(folder, 'connections'));
    await writeFile(join(folder, 'connections', 'orders-pc-1234.connection.json'), '{');
    const session = await openSession(account, dependencies);
    assert.deepEqual(session.setup.views().map(({ connectionId }) => connectionId), ['orders-pc-1234']);
    await assert.rejects(session.landscape.regions(signal), { code: 'account.signed-out', next: 'Sign in again.' });
    await session.close();
  });

  it('is told to wait for its runs when it is closed', async () => {
    const session = await openSession(account, dependencies);
    const order: string[] = [];
    session.setup.run = (_, ending) => new Promise((_resolve, reject) => {
      ending.addEventListener('abort', () => setImmediate(() => { order.push('the run'); reject(new DOMException('cancelled', 'AbortError')); }));
    });
    const run = session.runs.start('run', 'orders-pc-1234');
    assert.equal(session.runs.count, 1);
    await Promise.all([assert.rejects(Promise.resolve(run)), session.close().then(() => order.push('the session'))]);
    assert.deepEqual(order, ['the run', 'the session']);
  });

  it('leaves nothing running where the saved connections cannot be read at all', async () => {
    await store.add(account, { kind: 'api-key', apiKey: new Secret('k') });
    await writeFile(join(folder, 'connections'), 'a file where a folder should be');
    await assert.rejects(openSession(account, dependencies), { code: 'EEXIST' });
    assert.equal(stopped, 1);
  });
});
