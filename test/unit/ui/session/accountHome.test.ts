import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, Environment } from '../../../../src/model/account';
import { Secret } from '../../../../src/model/secret';
import { sandboxAccount } from '../../../../src/ui/auth/sandboxAccount';
import { homeOf, type HomeDependencies } from '../../../../src/ui/session/accountHome';
import { cloudEndpoints } from '../../../../src/ui/session/cloudEndpoints';

const cloudAccount: Account = { id: 'acc:me/1', accountId: 'acc', iamId: 'me', label: 'me', kind: 'cloud' };
const real: Environment = {
  endpoints: cloudEndpoints, authorities: [], sshFolder: '/home/me/.ssh', machine: 'SSH host build-7',
  network: { resolve: () => Promise.reject(new Error('not asked for')), connect: () => Promise.reject(new Error('not asked for')) },
};

describe('where an account\'s cloud is', () => {
  let storage: string;
  let started: { readonly folder: string; readonly pace: number }[];
  let others: number[];
  let stopped: number;
  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'pc-home-'));
    [started, others, stopped] = [[], [], 0];
  });
  afterEach(() => rm(storage, { recursive: true, force: true }));

  const dependencies = (more: Partial<HomeDependencies> = {}): HomeDependencies => ({
    storage, sandboxPace: () => 0.5, environment: () => real, otherSandbox: (number) => others.push(number),
    startSandbox: (options) => {
      started.push(options);
      const environment = { ...real, machine: 'this laptop', sshFolder: join(options.folder, 'ssh') };
      return Promise.resolve({ environment, apiKey: new Secret('k'), accountId: 'sandboxed', stop: () => Promise.resolve(void (stopped += 1)) });
    },
    ...more,
  });

  it('is IBM Cloud for a cloud account, with a folder of its own whatever its id holds', async () => {
    const home = await homeOf(cloudAccount, dependencies());
    assert.deepEqual([home.environment, home.credential, started.length], [real, undefined, 0]);
    assert.equal(home.folder, join(storage, 'accounts', 'acc%3Ame%2F1'));
    await home.stop();
  });

  it('is a sandbox that is started now, seen from the machine that this is', async () => {
    const home = await homeOf(sandboxAccount, dependencies());
    assert.deepEqual(started, [{ folder: join(storage, 'sandbox'), pace: 0.5 }]);
    assert.equal(home.environment.machine, real.machine);
    assert.deepEqual([home.accountId, home.credential?.kind, others], ['sandboxed', 'api-key', []]);
    await home.stop();
    assert.equal(stopped, 1);
  });

  it('is another sandbox in another window, which is said', async () => {
    const first = await homeOf(sandboxAccount, dependencies());
    const second = await homeOf(sandboxAccount, dependencies(), 0);
    assert.deepEqual(others, [2]);
    assert.notEqual(first.folder, second.folder);
    await Promise.all([first.stop(), second.stop()]);
  });

  it('is free again for another window when the sandbox could not be started', async () => {
    await assert.rejects(homeOf(sandboxAccount, dependencies({ startSandbox: () => Promise.reject(new Error('no port')) })), /no port/);
    const home = await homeOf(sandboxAccount, dependencies());
    assert.equal(started[0]?.folder, join(storage, 'sandbox'));
    await home.stop();
  });
});
