import { Peer, assertUnchanged, never, states } from './support';
import { Mortal } from './mortal';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const id = 'telemetry-pc-1a2b';

describe('A process that is killed', () => {
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  // Each line of the journal is written before or after a change: dying before each of some of them falls on either side.
  for (const lives of [1, 2, 5, 9, 14, 20, 27, 33, 38, 44, 51, 57, 64, 70]) {
    it(`at its ${lives}th look at the clock leaves a run that goes on, makes nothing twice, and can be undone`, async () => {
      const account = await peer.account();
      await killed(peer, lives);
      const setup = peer.setup();
      await setup.load();
      assert.equal(setup.views()[0]?.state, lives === 1 ? undefined : 'interrupted');
      const unknown = setup.views()[0]?.steps.filter(({ state, resource }) => state === 'waiting' && resource !== undefined) ?? [];
      assert.deepEqual(unknown.map(({ title }) => title), [], 'what was begun is not called not started');
      const view = await setup.run(id, never);
      assert.equal(view.state, 'done', states(view));
      assert.equal((await peer.account()).length, account.length + 11);
      assert.ok(setup.undoList(id).length >= 13, 'something that was made is not known');
      await setup.undo(id, never);
      await assertUnchanged(peer, account);
      await setup.forget(id);
    });
  }

  it('and whose run is undone at once, without being finished, leaves the account as it was', async () => {
    const account = await peer.account();
    for (const lives of [8, 24, 43]) {
      await killed(peer, lives);
      const setup = peer.setup();
      await setup.load();
      assert.equal((await setup.undo(id, never)).state, 'undone');
      await assertUnchanged(peer, account);
      await setup.forget(id);
    }
  });

  it('in the middle of an undo leaves one that goes on', async () => {
    const account = await peer.account();
    const first = peer.setup();
    await first.plan(await peer.connection(id), never);
    await first.run(id, never);
    const clock = new Mortal(14);
    const dying = peer.setup({ clock });
    await dying.load();
    await assert.rejects(dying.undo(id, clock.signal), /killed/);
    const setup = peer.setup();
    await setup.load();
    assert.equal(setup.views()[0]?.state, 'interrupted');
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertUnchanged(peer, account);
    await setup.forget(id);
  });
});

describe('A process that is killed between two groups that name each other', () => {
  const clock = new Mortal(Infinity);
  let peer: Peer;
  before(async () => {
    peer = await Peer.start({ record: ({ method, path }) => {
      if (method === 'POST' && path.includes('/rules')) {
        clock.kill();
      }
    } });
  });
  after(() => peer.stop());

  it('leaves a rule that an undo takes off the one, so that the other can go', async () => {
    const account = await peer.account();
    const dying = peer.setup({ clock });
    await dying.save(await peer.connection(id));
    await assert.rejects(dying.run(id, clock.signal), /killed|abort/i);
    const setup = peer.setup();
    await setup.load();
    const steps = setup.views()[0]?.steps ?? [];
    assert.deepEqual(steps.filter(({ state }) => state === 'cancelled').map((step) => step.id), ['server-to-gateway']);
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', states(view));
    await assertUnchanged(peer, account);
  });
});

async function killed(peer: Peer, lives: number): Promise<void> {
  const first = peer.setup();
  await first.save(await peer.connection(id));
  const clock = new Mortal(lives);
  const setup = peer.setup({ clock });
  await setup.load();
  await assert.rejects(setup.run(id, clock.signal), /killed|abort/i);
  const journal = await readFile(join(peer.folder, 'connections', `${id}.journal.jsonl`), 'utf8').catch(() => '');
  assert.doesNotMatch(journal, /"type":"(?:done|failed|cancelled)"/);
}
