import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../../../src/model/failure';
import { Peer, assertUnchanged, never, states } from '../support';

const id = 'telemetry-pc-1a2b';

describe('What a connection left behind of which nothing is known any more', function () {
  this.timeout(60_000);
  let peer: Peer;
  let account: readonly string[];

  beforeEach(async () => {
    peer = await Peer.start();
    account = await peer.account();
  });
  afterEach(() => peer.stop());

  /** Run by a window whose files are gone since: a laptop that was lost, a container that was rebuilt. */
  async function orphaned(): Promise<void> {
    const setup = peer.setup();
    await setup.save(await peer.connection(id));
    const run = await setup.run(id, never);
    assert.equal(run.state, 'done', states(run));
    await rm(join(peer.folder, 'connections'), { recursive: true });
  }

  it('is found with what made it, is priced once it is taken over, and is deleted by its undo', async () => {
    await orphaned();
    const setup = peer.setup();
    const [left, ...others] = await setup.findLeftBehind(never);
    assert.ok(left !== undefined && others.length === 0);
    assert.deepEqual([left.base, left.region, left.tagged], [id, 'ca-mon', true]);
    assert.deepEqual(left.things.map(({ kind }) => kind), [
      'vpc', 'subnet', 'subnet', 'security-group', 'security-group', 'ssh-key', 'virtual-server', 'floating-ip', 'endpoint-gateway', 'credential',
    ]);

    const writes = peer.writes().length;
    const connection = await setup.takeOver(left, never);
    assert.equal(peer.writes().length, writes, 'taking over wrote to the account');
    const [view] = setup.views();
    assert.ok(view !== undefined);
    assert.deepEqual([view.title, view.state, view.leadsNowhere, view.undoable], [`Left behind by ${id}`, 'done', true, 12]);
    assert.ok(view.total.monthly > 10, `it costs ${view.total.monthly}`);
    assert.deepEqual(await setup.findLeftBehind(never), [], 'what was taken over is known');

    const undone = await setup.undo(connection.id, never);
    assert.equal(undone.state, 'undone', states(undone));
    await assertUnchanged(peer, account);
  });

  it('is not what a journal here tells of', async () => {
    const setup = peer.setup();
    await setup.save(await peer.connection(id));
    await setup.run(id, never);
    assert.deepEqual(await peer.setup().findLeftBehind(never), []);
  });

  it('is found by name where no tag could be put, which is told and fails no run', async () => {
    const told: Failure[] = [];
    peer.sandbox.faults.add({ path: '/v3/tags/attach', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'No tags for you' } });
    const setup = peer.setup({ onFallback: (failure) => told.push(failure) });
    await setup.save(await peer.connection(id));
    const run = await setup.run(id, never);
    assert.equal(run.state, 'done', states(run));
    assert.match(told[0]?.message ?? '', /No tags for you/);
    await rm(join(peer.folder, 'connections'), { recursive: true });
    const [left] = await peer.setup().findLeftBehind(never);
    assert.deepEqual([left?.base, left?.tagged, left?.things.length], [id, false, 10]);
  });

  it('cannot be run, and says so', async () => {
    await orphaned();
    const setup = peer.setup();
    const [left] = await setup.findLeftBehind(never);
    assert.ok(left !== undefined);
    const connection = await setup.takeOver(left, never);
    await assert.rejects(setup.run(connection.id, never), { code: 'setup.left-behind' });
  });

  it('that is gone when it is taken over is said to be, and nothing of it is undone', async () => {
    await orphaned();
    const setup = peer.setup();
    const [left] = await setup.findLeftBehind(never);
    const address = left?.things.find(({ kind }) => kind === 'floating-ip');
    assert.ok(left !== undefined && address !== undefined);
    await peer.cloud.vpc('ca-mon').deleteFloatingIp(address.id, never);
    await setup.takeOver(left, never);
    const step = setup.views()[0]?.steps.find(({ title }) => title.startsWith('Floating IP'));
    assert.deepEqual([step?.state, step?.detail, setup.views()[0]?.undoable], ['exists', 'not there any more', 11]);
  });
});
