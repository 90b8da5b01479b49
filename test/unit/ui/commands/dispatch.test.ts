import assert from 'node:assert/strict';
import { Failure } from '../../../../src/model/failure';
import { dispatch } from '../../../../src/ui/commands/dispatch';
import type { Services } from '../../../../src/ui/commands/services';
import { commandIds, withoutAccount } from '../../../../src/ui/ids';
import type { TreeNode } from '../../../../src/ui/tree/node';

interface Notice {
  readonly what: string;
  readonly retry: () => unknown;
}

interface World {
  readonly services: Services;
  readonly notices: readonly Notice[];
  readonly node: TreeNode;
  readonly logged: readonly string[];
}

/** Services of which only what every command asks first is there. */
function world(active: string | undefined, retry: () => void = () => undefined): World {
  const notices: Notice[] = [];
  const logged: string[] = [];
  const services = {
    log: { info: (line: string) => void logged.push(line) },
    accounts: { book: () => Promise.resolve({ accounts: [], active }) },
    sessions: { required: () => Promise.reject(new Failure({ code: 'account.signed-out', what: 'Nobody is signed in', why: 'No.', next: 'Sign in.' })) },
    notices: { failure: (what: string, _: unknown, action: { run: () => unknown }) => Promise.resolve(void notices.push({ what, retry: action.run })) },
  } as unknown as Services;
  const node: TreeNode = {
    view: { id: 'x', label: 'x', tooltip: '', icon: 'x', open: 'leaf', tags: [], spoken: 'x' },
    subject: { kind: 'failure', failure: { code: 'x', what: 'x', why: 'x', next: 'x' }, retry },
  };
  return { services, notices, node, logged };
}

describe('a command that is run', () => {
  it('is told to the log', async () => {
    const { services, node, logged } = world('acc');
    await dispatch(services, 'privateConnect.retry', [node]);
    assert.deepEqual(logged, ['Command privateConnect.retry']);
  });

  it('gets what a tree\'s node stands for, as well as a subject that is given as it is', async () => {
    let tries = 0;
    const { services, node } = world('acc', () => { tries += 1; });
    await dispatch(services, 'privateConnect.retry', [node]);
    await dispatch(services, 'privateConnect.retry', [node.subject]);
    await dispatch(services, 'privateConnect.retry', ['a key binding\'s own argument']);
    assert.equal(tries, 2);
  });

  it('shows a failure once, with a button that tries the same again', async () => {
    let tries = 0;
    const { services, notices, node } = world('acc', () => { tries += 1; throw new Error('no'); });
    await dispatch(services, 'privateConnect.retry', [node]);
    assert.deepEqual(notices.map(({ what }) => what), ['Could not try again']);
    await notices[0]?.retry();
    assert.deepEqual([tries, notices.length], [2, 2]);
  });

  it('shows nothing when the person changes their mind', async () => {
    const { services, notices, node } = world('acc', () => { throw new DOMException('', 'AbortError'); });
    await dispatch(services, 'privateConnect.retry', [node]);
    assert.deepEqual(notices, []);
  });

  it('does nothing but say that nobody is signed in, unless it needs no account', async () => {
    const needing = commandIds.filter((id) => !withoutAccount.some((free) => free === id));
    const { services, notices } = world(undefined);
    for (const id of needing) await dispatch(services, id, []);
    assert.equal(notices.length, needing.length);
  });
});
