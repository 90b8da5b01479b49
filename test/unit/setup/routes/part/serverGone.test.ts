import assert from 'node:assert/strict';
import { never, states } from '../../support';
import { ServerBench } from './serverBench';

describe('What was done on a server that is deleted by the undo of who made it', function () {
  this.timeout(60_000);
  let bench: ServerBench;
  before(async () => { bench = await ServerBench.start(); });
  after(() => bench.peer.stop());

  it('is said to be gone with it by its own rows, which can be forgotten', async () => {
    const setup = bench.setup();
    await setup.load();
    const pem = `${bench.peer.sandbox.environment.authorities[0]?.trim() ?? ''}\n`;
    for (const part of [bench.tools(), bench.part('c-pc-1a2b', { part: 'certificate', path: 'ca.pem', pem, about: 'Test CA' })]) {
      await setup.plan(part, never);
      const run = await setup.run(part.id, never);
      assert.equal(run.state, 'done', states(run));
    }
    const undone = await setup.undo('telemetry-pc-1a2b', never);
    assert.equal(undone.state, 'undone', JSON.stringify(undone.steps));
    for (const again of [setup, bench.setup()]) {
      await again.load();
      for (const id of ['t-pc-1a2b', 'c-pc-1a2b']) {
        const view = again.views().find(({ connectionId }) => connectionId === id);
        assert.deepEqual([view?.state, view?.undoable, view?.steps[0]?.detail], ['undone', 0, `gone with ${bench.choice.server.name}`], JSON.stringify(view));
      }
    }
    await setup.forget('t-pc-1a2b');
    await setup.forget('c-pc-1a2b');
  });
});
