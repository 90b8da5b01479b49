import { Peer, assertUnchanged, never, states, stepOf } from './support';
import { rm, utimes, writeFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { abortReason } from '../../../src/model/deadline';
import type { Cloud } from '../../../src/cloud/cloud';
import { hostname } from 'node:os';
import { join } from 'node:path';

const [first, second] = ['telemetry-pc-1a2b', 'telemetry-pc-2b3c'] as const;

describe('What two connections share', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('stays when the one that made it is undone, and goes with the other', async () => {
    const account = await peer.account();
    const setup = peer.setup();
    const connection = await peer.connection(first);
    await setup.plan(connection, never);
    await setup.run(first, never);
    const vpc = peer.cloud.vpc('ca-mon');
    const [network, server] = [
      (await vpc.listVpcs(never)).find(({ name }) => name === `${first}-vpc`),
      (await vpc.listVirtualServers({}, never)).find(({ name }) => name === `${first}-server`),
    ];
    await setup.plan(await peer.connection(second, {
      vpc: { kind: 'existing', id: network?.id ?? '', name: `${first}-vpc` },
      server: { kind: 'existing', id: server?.id ?? '', name: `${first}-server` },
      key: { kind: 'existing', path: connection.choices.key.path },
    }), never);
    assert.equal((await setup.run(second, never)).state, 'done');

    const undone = await setup.undo(first, never);
    assert.equal(undone.state, 'undone', states(undone));
    assert.equal(stepOf(undone, 'gateway').detail, `kept for ${second}`);
    peer.forgetExchanges();
    assert.equal((await setup.run(second, never)).state, 'done');
    assert.deepEqual(peer.writes(), []);

    assert.ok(setup.undoList(second).some(({ name }) => name === `${first}-endpoint`));
    assert.equal((await setup.undo(second, never)).state, 'undone');
    await assertUnchanged(peer, account);
  });

  it('needs no subnet in a zone where only the gateway would have used it', async () => {
    const vpc = peer.cloud.vpc('ca-mon');
    const staging = (await vpc.listVpcs(never)).find(({ name }) => name === 'payments-staging');
    const setup = peer.setup();
    const view = await setup.plan(await peer.connection('orders-pc-3c4d', {
      vpc: { kind: 'existing', id: staging?.id ?? '', name: 'payments-staging' },
    }, 'orders'), never);
    assert.equal(stepOf(view, 'subnet-ca-mon-2').state, 'exists');
    assert.equal(stepOf(view, 'subnet-ca-mon-2').detail, 'not needed · the endpoint gateway orders-staging-gateway is there');
    const done = await setup.run('orders-pc-3c4d', never);
    assert.equal(done.state, 'done', states(done));
    assert.equal(stepOf(done, 'gateway').detail, 'exists, with our security group added · stable');
    assert.equal(stepOf(done, 'subnet-ca-mon-2').detail, 'not needed · the endpoint gateway orders-staging-gateway is there');
  });
});

/** Something happens while the first thing of an undo is deleted. */
function slowToDeleteCredentials(cloud: Cloud, meanwhile: () => Promise<void>): Cloud {
  return {
    ...cloud, vpc: (region) => cloud.vpc(region),
    resources: { ...cloud.resources, deleteKey: async (id, signal) => {
      await meanwhile();
      await cloud.resources.deleteKey(id, signal);
    } },
  };
}

describe('Two windows', () => {
  let peer: Peer;
  const lease = (): string => join(peer.folder, 'connections', `${first}.working`);
  beforeEach(async () => {
    peer = await Peer.start();
    await peer.setup().save(await peer.connection(first));
  });
  afterEach(() => peer.stop());

  it('do not work at one connection at the same time', async () => {
    await writeFile(lease(), String(process.ppid));
    const setup = peer.setup();
    await setup.load();
    await assert.rejects(setup.run(first, never), { code: 'setup.busy-elsewhere' });
    assert.deepEqual(peer.writes(), []);
    await rm(lease());
    assert.equal((await setup.run(first, never)).state, 'done');
  });

  it('tell a run that goes on in the other one from one that was cut off, and see when it ends', async () => {
    const [here, there] = [peer.setup(), peer.setup()];
    await there.plan(await peer.connection(first), never);
    const seen: (readonly [string | undefined, string | undefined])[] = [];
    let looking: Promise<void> | undefined;
    there.onDidChange(() => {
      const begun = there.views()[0]?.steps.some(({ state }) => state === 'made') === true;
      looking ??= begun ? here.load().then(() => { seen.push([here.views()[0]?.state, here.views()[0]?.elsewhere]); }) : undefined;
    });
    await there.run(first, never);
    await looking;
    assert.deepEqual(seen, [['running', 'another window']]);
    await here.load();
    assert.deepEqual([here.views()[0]?.state, here.views()[0]?.elsewhere], ['done', undefined]);
  });

  it('end a run whose turn the other one took over, at a person\'s word, and go on with it there; nothing is made twice', async () => {
    const account = await peer.account();
    const there = peer.setup();
    await there.plan(await peer.connection(first), never);
    let takenOver: Promise<void> | undefined;
    const slow = peer.setup({
      verify: async (_, signal) => {
        takenOver ??= writeFile(lease(), JSON.stringify({ pid: 1, host: 'build-box', id: 'far' }));
        await takenOver;
        return await new Promise((_resolve, reject) => { signal.addEventListener('abort', () => reject(abortReason(signal))); });
      },
    });
    await slow.load();
    assert.equal((await slow.run(first, never)).state, 'cancelled');
    const here = peer.setup();
    const [held] = await here.heldByOthers();
    assert.equal(held?.connectionId, first);
    await here.free(held);
    assert.equal((await here.resume(first, never)).state, 'done');
    assert.equal((await here.undo(first, never)).state, 'undone');
    await assertUnchanged(peer, account);
  }).timeout(60_000);

  it('take one whose window has died for cut off, though its lock is there', async () => {
    const there = peer.setup();
    await there.plan(await peer.connection(first), never);
    await there.run(first, AbortSignal.timeout(1)).catch(() => undefined);
    await writeFile(join(peer.folder, 'connections', `${first}.journal.jsonl`), `${JSON.stringify({ type: 'run', at: new Date().toISOString(), costs: {} })}\n`);
    await writeFile(lease(), JSON.stringify({ pid: 2 ** 22, host: hostname(), id: 'gone' }));
    const here = peer.setup();
    await here.load();
    assert.deepEqual([here.views()[0]?.state, here.views()[0]?.elsewhere], ['interrupted', undefined]);
    await writeFile(lease(), JSON.stringify({ pid: 1, host: 'build-box', id: 'far' }));
    await here.load();
    assert.deepEqual([here.views()[0]?.state, here.views()[0]?.elsewhere], ['running', 'another window on build-box']);
    await rm(lease());
  });

  it('go by what the other one did meanwhile: nothing is made twice, and what was made is undone', async () => {
    const account = await peer.account();
    const [ours, theirs] = [peer.setup(), peer.setup()];
    await Promise.all([ours.load(), theirs.load()]);
    assert.equal((await ours.run(first, never)).state, 'done');
    peer.forgetExchanges();
    assert.equal((await theirs.run(first, never)).state, 'done');
    assert.deepEqual(peer.writes(), []);
    const late = peer.setup();
    await late.load();
    assert.equal((await ours.undo(first, never)).state, 'undone');
    assert.equal((await theirs.run(first, never)).state, 'done');
    assert.equal((await late.undo(first, never)).state, 'undone');
    await assertUnchanged(peer, account);
  });

  it('do not forget what the other one made', async () => {
    const [ours, theirs] = [peer.setup(), peer.setup()];
    await Promise.all([ours.load(), theirs.load()]);
    await ours.run(first, never);
    await assert.rejects(theirs.forget(first), { code: 'setup.not-undone' });
    assert.notEqual(theirs.undoList(first).length, 0);
    const other = await peer.connection(first, { vpc: { kind: 'new', name: 'another-vpc' } });
    await assert.rejects(peer.setup().save(other), { code: 'setup.not-undone' });
    await writeFile(lease(), String(process.ppid));
    await assert.rejects(theirs.forget(first), { code: 'setup.busy-elsewhere' });
  });

  it('leave to a connection of the other one what it uses', async () => {
    const ours = peer.setup();
    await ours.load();
    assert.equal((await ours.run(first, never)).state, 'done');
    const network = (await peer.cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === `${first}-vpc`);
    const theirs = peer.setup();
    await theirs.plan(await peer.connection(second, { vpc: { kind: 'existing', id: network?.id ?? '', name: `${first}-vpc` } }), never);
    assert.equal((await theirs.run(second, never)).state, 'done');
    const undone = await ours.undo(first, never);
    assert.equal(undone.state, 'undone', states(undone));
    assert.equal(stepOf(undone, 'gateway').detail, `kept for ${second}`);
  });

  it('leave to each other what was planned and run after the undo of the first had begun', async () => {
    const ours = peer.setup();
    await ours.load();
    assert.equal((await ours.run(first, never)).state, 'done');
    const theirs = peer.setup();
    let connected: Promise<string> | undefined;
    const connect = async (): Promise<string> => {
      const network = (await peer.cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === `${first}-vpc`);
      await theirs.plan(await peer.connection(second, { vpc: { kind: 'existing', id: network?.id ?? '', name: `${first}-vpc` } }), never);
      return (await theirs.run(second, never)).state;
    };
    const cloud = slowToDeleteCredentials(peer.cloud, async () => {
      connected ??= connect();
      assert.equal(await connected, 'done');
    });
    const undoing = peer.setup({ cloud });
    await undoing.load();
    const undone = await undoing.undo(first, never);
    assert.equal(undone.state, 'undone', states(undone));
    assert.equal(stepOf(undone, 'gateway').detail, `kept for ${second}`);
  });

  it('do not wait for one that has died', async () => {
    for (const holder of ['2147483646', '', 'x']) {
      await writeFile(lease(), holder);
      await utimes(lease(), 0, 0);
      const setup = peer.setup();
      await setup.load();
      assert.equal((await setup.run(first, never)).state, 'done');
    }
  });
});
