import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../../../src/model/account';
import type { Failure } from '../../../../src/model/failure';
import { noPassphrases } from '../../../../src/model/passphrases';
import { noSecondFactors } from '../../../../src/model/secondFactors';
import { Secret } from '../../../../src/model/secret';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/sandbox';
import { AccountManager } from '../../../../src/ui/auth/accounts';
import { followAccounts } from '../../../../src/ui/auth/followAccounts';
import { kinds } from '../../../../src/ui/kinds';
import { askConnectPrivately } from '../../../../src/ui/prompts/connectPrivately';
import { cloudEndpoints } from '../../../../src/ui/session/cloudEndpoints';
import { openSession } from '../../../../src/ui/session/openSession';
import type { Session } from '../../../../src/ui/session/session';
import { Sessions } from '../../../../src/ui/session/sessions';
import { connectTools } from '../prompts/connectTools';
import { bySsh, ScriptedPrompter } from '../prompts/scriptedPrompter';
import { Machine, MemoryMemento } from './memory';

const { signal } = new AbortController();

describe('a sign-in that the cloud no longer takes', function () {
  this.timeout(60_000);
  let folder: string;
  let sandbox: Sandbox;
  let machine: Machine;
  const accountOf = (id: string): Account => ({ id, accountId: sandbox.accountId, iamId: id, label: id, kind: 'cloud' });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-refused-'));
    sandbox = await startSandbox({ folder: join(folder, 'sandbox'), pace: 0 });
    machine = new Machine();
  });
  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A window as the editor wires it, with what it tells a person. */
  async function windowOf(id: string): Promise<{
    readonly accounts: AccountManager; readonly follow: () => Promise<void>; readonly said: string[]; readonly session: () => Promise<Session>; readonly log: string[];
  }> {
    const { secrets, store } = machine.window();
    const [said, log]: [string[], string[]] = [[], []];
    const sessions = new Sessions(store, async (account) => {
      log.push(`open ${account.id}`);
      const session = await openSession(account, {
        store, secrets, memento: new MemoryMemento(), kinds,
        home: () => Promise.resolve({
          environment: sandbox.environment, folder: join(folder, account.id), stop: () => Promise.resolve(void log.push(`close ${account.id}`)),
        }),
        passphrases: () => noPassphrases, factors: noSecondFactors, timeoutMs: () => 5000, log: () => undefined,
        refused: async (of, signIn, failure: Failure) => {
          if (await accounts.refused(of, signIn, failure)) {
            said.push(failure.why);
          }
        },
        waiting: () => undefined, changed: () => undefined, asked: () => undefined, happened: () => undefined,
      });
      return session;
    });
    const follow = followAccounts({
      store, keys: { set: () => undefined }, menu: { update: () => undefined }, resources: { refresh: () => undefined, forget: () => undefined },
      latestChecks: { clear: () => undefined }, panels: { closeAll: () => undefined }, paint: () => undefined,
      sessions, log: { failure: (what, error) => assert.fail(`${what}: ${String(error)}`) },
    });
    const accounts = new AccountManager({
      store, secrets, sessions, prompter: new ScriptedPrompter(), endpoints: cloudEndpoints, openPage: () => Promise.resolve(),
      confirmLoss: () => Promise.resolve(true), confirmCancel: () => Promise.resolve(true), changed: () => follow(),
    });
    if (!(await store.list()).some((known) => known.id === id)) {
      await store.add(accountOf(id), { kind: 'api-key', apiKey: sandbox.apiKey }, 's1');
    }
    await store.setActive(id);
    await follow();
    return { accounts, follow, said, log, session: () => sessions.required() };
  }

  async function planned(session: Session): Promise<string> {
    const instance = (await session.landscape.instances(signal)).find(({ name }) => name === 'telemetry');
    const connection = await askConnectPrivately(instance, connectTools(session, kinds, new ScriptedPrompter(...bySsh, { type: '203.0.113.77' })));
    assert.ok(connection !== undefined);
    return (await session.setup.plan(connection, signal)).connectionId;
  }

  /** From now on the next renewal is answered so; services refuse the token that is there. */
  function renewalIs(effect: Parameters<Sandbox['faults']['add']>[0]['effect'], times?: number): void {
    sandbox.faults.add({ service: 'vpc', times: 1, effect: { kind: 'expired-token' } });
    sandbox.faults.add({ service: 'iam', method: 'POST', ...times === undefined ? {} : { times }, effect });
  }
  const noSuchKey = { kind: 'refuse', status: 400, code: 'BXNIM0415E', message: 'Provided API key could not be found.' } as const;

  it('closes the session of that account by IAM\'s own word: the run fails with it and goes on after a new sign-in, others stay', async () => {
    const [here, others] = [await windowOf('mine'), await windowOf('theirs')];
    const other = await others.session();
    await other.landscape.regions(signal);
    const session = await here.session();
    const id = await planned(session);
    renewalIs(noSuchKey);
    const run = await session.runs.start('run', id);
    assert.equal(run?.state, 'failed');
    const failed = run.steps.find(({ failure }) => failure !== undefined);
    assert.deepEqual([failed?.failure?.code, failed?.failure?.next], ['iam.signed-out', 'Sign in again.']);

    const next = await here.session();
    assert.notEqual(next, session);
    assert.deepEqual([here.said, here.log], [['Provided API key could not be found.'], ['open mine', 'close mine', 'open mine']]);
    const [view] = next.setup.views();
    assert.deepEqual([view?.connectionId, view?.state], [id, 'failed']);
    await assert.rejects(next.landscape.regions(signal), { code: 'iam.signed-out' });
    assert.deepEqual(here.said.length, 1, 'it is said once');
    assert.ok([...machine.vault.kept.keys()].some((key) => key.includes('mine') && key.endsWith('credential')), 'the key is marked, not deleted');
    await others.follow();
    assert.equal(await others.session(), other);
    assert.deepEqual(others.log, ['open theirs']);

    sandbox.faults.clear();
    const { store } = machine.window();
    await store.add(accountOf('mine'), { kind: 'api-key', apiKey: new Secret(sandbox.apiKey.reveal()) }, 's2');
    await here.follow();
    assert.equal((await next.runs.start('resume', id))?.state, 'done');
    await Promise.all([next.close(), other.close()]);
  });

  for (const [what, effect, times] of [
    ['a proxy that wants a sign-in', { kind: 'status', status: 407 }, undefined],
    ['a portal', { kind: 'html', status: 200 }, undefined],
    ['an empty 401', { kind: 'status', status: 401 }, undefined],
    ['an outage', { kind: 'status', status: 503 }, 1],
  ] as const) {
    it(`stays, with its session, whatever ${what} answers in IAM's place`, async () => {
      const here = await windowOf('mine');
      const session = await here.session();
      await session.landscape.regions(signal);
      renewalIs(effect, times);
      await session.cloud.vpc('ca-mon').listVpcs(signal).catch(() => undefined);
      await here.follow();
      assert.equal(await here.session(), session);
      assert.deepEqual([here.said, here.log], [[], ['open mine']]);
      sandbox.faults.clear();
      assert.ok((await session.cloud.vpc('ca-mon').listVpcs(signal)).length > 0);
      await session.close();
    });
  }
});
