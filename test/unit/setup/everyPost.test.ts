import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { FaultEffect } from '../../../src/sandbox/http/faults';
import { Mortal } from './mortal';
import { Peer, assertUnchanged, never, states } from './support';

const id = 'telemetry-pc-1a2b';
const lost: FaultEffect = { kind: 'drop' };
/** Longer than a cancelled request is waited for: it is done while the undo is at work. */
const late: FaultEffect = { kind: 'delay', milliseconds: 150 };
const forbidden: FaultEffect = { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Ask your administrator' };

/** What a run meets at one of its POSTs, and how it is brought to its end. */
interface Trouble {
  readonly effect: FaultEffect;
  /** Called once the cloud has the request. */
  readonly then: (peer: Peer, clock: Mortal, cancel: AbortController) => void;
}

const troubles = {
  retry: { effect: lost, then: (_peer, _clock, cancel) => cancel.abort() },
  undo: { effect: lost, then: (peer) => void peer.sandbox.faults.add({ method: 'GET', effect: forbidden }) },
  'cancel and undo': { effect: late, then: (_peer, _clock, cancel) => cancel.abort() },
  'kill and undo': { effect: late, then: (_peer, clock) => clock.kill() },
} satisfies Record<string, Trouble>;

describe('Each POST of the virtual-server route, whose answer comes late or never', function () {
  this.timeout(240_000);
  let peer: Peer;
  let account: readonly string[];
  let posts: readonly string[];

  before(async () => {
    peer = await Peer.start();
    account = await peer.account();
    const setup = peer.setup();
    await setup.save(await peer.connection(id));
    peer.forgetExchanges();
    await setup.run(id, never);
    posts = peer.writes().filter((write) => write.startsWith('POST '));
    await setup.undo(id, never);
    await setup.forget(id);
  });
  after(() => peer.stop());

  /** A run that comes into trouble at its n-th POST; the cloud has got it then. */
  async function broken(nth: number, { effect, then }: Trouble): Promise<void> {
    const clock = new Mortal(Infinity);
    const cancel = new AbortController();
    const setup = peer.setup({ clock });
    await setup.save(await peer.connection(id));
    peer.sandbox.faults.add({ method: 'POST', nth, times: 1, effect });
    const run = { over: false };
    const running = setup.run(id, AbortSignal.any([clock.signal, cancel.signal])).catch(() => undefined).finally(() => { run.over = true; });
    while (!run.over && (peer.sandbox.faults.list()[0]?.seen ?? 0) < nth) await turn();
    then(peer, clock, cancel);
    const view = await running;
    assert.notEqual(view?.state, 'done', `nothing went wrong at ${posts[nth - 1] ?? ''}`);
    peer.sandbox.faults.clear();
  }

  for (const [how, trouble] of Object.entries(troubles)) {
    it(`leaves the account as it was after ${how}`, async () => {
      assert.ok(posts.length >= 10, posts.join('\n'));
      for (const [index, post] of posts.entries()) {
        await broken(index + 1, trouble);
        const setup = peer.setup();
        await setup.load();
        if (how === 'retry') {
          const again = await setup.run(id, never);
          assert.equal(again.state, 'done', `${post}: ${states(again)}`);
          assert.equal((await peer.account()).length, account.length + 11, `${post}: something was made twice`);
        }
        const undone = await setup.undo(id, never);
        assert.equal(undone.state, 'undone', `${post}: ${states(undone)}`);
        await assertUnchanged(peer, account);
        assert.deepEqual([...peer.vault.secrets.keys()], [], post);
        await setup.forget(id);
      }
    });
  }
});
