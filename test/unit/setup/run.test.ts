import { Peer, never, states, stepOf } from './support';
import assert from 'node:assert/strict';

describe('A plan and its run', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('says what it would make, and what that costs, without writing anything', async () => {
    const setup = peer.setup();
    const view = await setup.plan(await peer.connection('telemetry-pc-1a2b'), never);
    assert.equal(view.state, 'plan');
    assert.equal(states(view), '');
    assert.deepEqual(peer.writes(), []);
  });

  it('makes everything and says that it is done', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection('telemetry-pc-1a2b'), never);
    const view = await setup.run('telemetry-pc-1a2b', never);
    assert.equal(stepOf(view, 'vpc').failure, undefined);
    assert.equal(JSON.stringify(view, null, 1), '');
  });
});
