import assert from 'node:assert/strict';
import { Peer, never } from './support';

describe('What was made from here', () => {
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  it('is what the journals say that we made, with who made it; of it that is there now which the cloud shows, with prices', async () => {
    const setup = peer.setup();
    const id = 'telemetry-pc-1a2b';
    await setup.plan(await peer.connection(id), never);
    assert.equal((await setup.run(id, never)).state, 'done');
    const made = setup.made();
    assert.ok(made.every(({ connectionId, region }) => connectionId === id && region === 'ca-mon'));
    assert.ok(!made.some(({ kind }) => ['key-file', 'ssh-host', 'group-target'].includes(kind)), 'what goes with another thing is no thing of its own');
    const server = made.find(({ what }) => what === 'Virtual server');
    const address = made.find(({ what }) => what === 'Floating IP');
    assert.ok(server !== undefined && address !== undefined);
    const before = await setup.madeAndThere(never);
    assert.deepEqual(before.map(({ name }) => name).sort(), made.map(({ name }) => name).sort());
    assert.equal(before.find(({ id: its }) => its === server.id)?.cost.kind, 'priced');
    await peer.cloud.vpc('ca-mon').deleteFloatingIp(address.id, never);
    const after = await setup.madeAndThere(never);
    assert.deepEqual(before.filter((thing) => !after.some(({ id: its }) => its === thing.id)).map(({ what }) => what), ['Floating IP']);
    await setup.undo(id, never);
    assert.deepEqual(setup.made(), []);
  });
});
