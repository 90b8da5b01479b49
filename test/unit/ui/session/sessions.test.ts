import assert from 'node:assert/strict';
import type { Account } from '../../../../src/model/account';
import { Failure } from '../../../../src/model/failure';
import type { AccountStore } from '../../../../src/ui/auth/accountStore';
import type { Session } from '../../../../src/ui/session/session';
import { Sessions } from '../../../../src/ui/session/sessions';
import { Machine } from './memory';

const account = (id: string): Account => ({ id, accountId: 'acc', iamId: id, label: id, kind: 'cloud' });

function setUp(open?: (of: Account) => Promise<Session>, machine = new Machine()): { store: AccountStore; sessions: Sessions; log: string[] } {
  const { store } = machine.window();
  const log: string[] = [];
  const sessions = new Sessions(store, open ?? ((of) => {
    log.push(`open ${of.id}`);
    const session: Partial<Session> = { account: of, close: () => { log.push(`close ${of.id}`); return Promise.resolve(); } };
    return Promise.resolve(session as Session);
  }));
  return { store, sessions, log };
}

describe('the session of the active account', () => {
  it('is none while nobody is signed in, and a command that needs one says so', async () => {
    const { sessions } = setUp();
    assert.equal(await sessions.current(), undefined);
    await assert.rejects(sessions.required(), { code: 'account.signed-out' });
  });

  it('is opened once, when it is first needed', async () => {
    const { store, sessions, log } = setUp();
    await store.add(account('one'), undefined);
    const [a, b] = await Promise.all([sessions.current(), sessions.current()]);
    assert.equal(a, b);
    assert.deepEqual(log, ['open one']);
  });

  it('is closed when another account becomes active in its window', async () => {
    const { store, sessions, log } = setUp();
    await store.add(account('one'), undefined);
    await sessions.current();
    await store.add(account('two'), undefined);
    await store.setActive('two');
    assert.equal((await sessions.current())?.account.id, 'two');
    assert.deepEqual(log, ['open one', 'close one', 'open two']);
  });

  it('stays open, with its runs, whatever account another window signs in to or chooses', async () => {
    const machine = new Machine();
    const { store, sessions, log } = setUp(undefined, machine);
    await store.add(account('one'), undefined);
    await sessions.current();
    const other = setUp(undefined, machine);
    await other.store.add(account('two'), undefined);
    await other.store.setActive('two');
    assert.equal((await other.sessions.current())?.account.id, 'two');
    assert.equal((await sessions.current())?.account.id, 'one');
    assert.deepEqual(log, ['open one']);
  });

  it('is opened again after its end only, since its runs are at their connections until then', async () => {
    const log: string[] = [];
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => { end = resolve; });
    const { store, sessions } = setUp((of) => {
      log.push('open');
      const session: Partial<Session> = { account: of, close: async (because) => { log.push(`close: ${because?.code ?? 'wished'}`); await ended; log.push('ended'); } };
      return Promise.resolve(session as Session);
    });
    await store.add(account('one'), undefined);
    await sessions.current();
    const closing = sessions.close(new Failure({ code: 'iam.signed-out', what: 'w', why: 'y', next: 'n' }));
    const next = Promise.all([sessions.current(), sessions.current()]);
    await new Promise(setImmediate);
    assert.deepEqual(log, ['open', 'close: iam.signed-out']);
    end();
    await closing;
    const [a, b] = await next;
    assert.equal(a, b);
    assert.deepEqual(log, ['open', 'close: iam.signed-out', 'ended', 'open']);
  });

  it('is known without being opened', async () => {
    const { store, sessions, log } = setUp();
    await store.add(account('one'), undefined);
    assert.equal(await sessions.opened(), undefined);
    assert.deepEqual(log, []);
    await sessions.current();
    assert.equal((await sessions.opened())?.account.id, 'one');
  });

  it('is closed by signing out', async () => {
    const { store, sessions, log } = setUp();
    await store.add(account('one'), undefined);
    await sessions.current();
    await store.remove('one');
    assert.equal(await sessions.current(), undefined);
    assert.deepEqual(log, ['open one', 'close one']);
  });

  it('can be opened again after it could not be', async () => {
    let tries = 0;
    const { store, sessions } = setUp((of) => {
      tries += 1;
      const session: Partial<Session> = { account: of, close: () => Promise.resolve() };
      return tries === 1 ? Promise.reject(new Error('no port')) : Promise.resolve(session as Session);
    });
    await store.add(account('one'), undefined);
    await assert.rejects(sessions.current(), /no port/);
    assert.equal((await sessions.current())?.account.id, 'one');
  });
});
