import { Peer, assertUnchanged, never, states, stepOf } from './support';
import assert from 'node:assert/strict';
import { graceMs } from '../../../src/setup/engine/answered';
import { pacedClock } from '../../../src/setup/engine/clock';

const id = 'telemetry-pc-1a2b';

describe('A cancelled run', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('ends though a server would take its time, says what exists, is no failure, and can be undone', async () => {
    const account = await peer.account();
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    peer.sandbox.faults.add({ method: 'POST', path: '/instances$', effect: { kind: 'delay', milliseconds: 60_000 } });
    const cancel = new AbortController();
    const running = setup.run(id, cancel.signal);
    // Only when the cloud was asked for it is there something that may exist.
    while (peer.sandbox.faults.list()[0]?.seen !== 1) await new Promise((resolve) => setTimeout(resolve, 5));
    cancel.abort();
    const view = await running;
    assert.equal(view.state, 'cancelled', states(view));
    assert.equal(stepOf(view, 'server').state, 'cancelled');
    assert.equal(stepOf(view, 'server').failure, undefined);
    assert.match(stepOf(view, 'server').detail, /not finished: telemetry-pc-1a2b-server/);
    assert.equal(stepOf(view, 'vpc').state, 'made');
    assert.ok(setup.undoList(id).length > 5);
    peer.sandbox.faults.clear();
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertUnchanged(peer, account);
  });

  it('waits for the answer to what is under way, and knows what came of it', async () => {
    const account = await peer.account();
    const paced = pacedClock(0.003);
    const setup = peer.setup({ clock: { ...paced, sleep: (ms, signal) => paced.sleep(ms === graceMs ? 1e9 : ms, signal) } });
    const notes = new Set<string>();
    setup.onDidChange(() => setup.views()[0]?.steps.forEach(({ detail }) => notes.add(detail)));
    await setup.plan(await peer.connection(id), never);
    peer.sandbox.faults.add({ method: 'POST', path: '/vpcs$', effect: { kind: 'delay', milliseconds: 50 } });
    const cancel = new AbortController();
    const running = setup.run(id, cancel.signal);
    while (peer.sandbox.faults.list()[0]?.seen !== 1) await new Promise((resolve) => setTimeout(resolve, 5));
    cancel.abort();
    assert.equal((await running).state, 'cancelled');
    assert.ok(notes.has('waiting for the answer'), [...notes].join('\n'));
    assert.deepEqual(setup.undoList(id).map(({ name, id: there }) => [name, there !== '']), [[`${id}-vpc`, true]]);
    await setup.undo(id, never);
    await assertUnchanged(peer, account);
  });

  it('whose floating IP was made just then goes on with it, and knows it for what it is', async () => {
    const account = await peer.account();
    const cancel = new AbortController();
    const region = peer.cloud.vpc('ca-mon');
    const setup = peer.setup({ cloud: { ...peer.cloud, vpc: () => ({
      ...region,
      createFloatingIp: async (request) => {
        await region.createFloatingIp(request, never);
        cancel.abort();
        throw new DOMException('Cancelled', 'AbortError');
      },
    }) } });
    await setup.plan(await peer.connection(id), never);
    assert.equal((await setup.run(id, cancel.signal)).state, 'cancelled');
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', states(view));
    assert.equal(stepOf(view, 'floating-ip').state, 'made');
    assert.equal(setup.vantages(id).meant, 'server');
    assert.ok(setup.undoList(id).every((item) => item.id !== ''));
    await setup.undo(id, never);
    await assertUnchanged(peer, account);
  });

  it('goes on from there when it is run again', async () => {
    const setup = peer.setup({
      openServer: (_access, signal) => new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')));
        setTimeout(() => cancel.abort(), 5);
      }),
    });
    const cancel = new AbortController();
    await setup.plan(await peer.connection(id), never);
    assert.equal((await setup.run(id, cancel.signal)).state, 'cancelled');
    peer.forgetExchanges();
    const other = peer.setup();
    await other.load();
    assert.equal(other.views()[0]?.state, 'cancelled');
    assert.equal((await other.run(id, never)).state, 'done');
    assert.deepEqual(peer.writes(), []);
  });

  it('stops waiting between two looks at once', async () => {
    const cancel = new AbortController();
    const setup = peer.setup({
      clock: { now: () => Date.now(), sleep: (_ms, signal) => new Promise((_resolve, reject) => {
        setTimeout(() => cancel.abort(), 5);
        signal.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')), { once: true });
      }) },
    });
    await setup.plan(await peer.connection(id), never);
    peer.sandbox.faults.add({ method: 'POST', path: '/vpcs$', effect: { kind: 'refuse', status: 409, code: 'conflict', message: 'busy' } });
    assert.equal((await setup.run(id, cancel.signal)).state, 'cancelled');
  });

  it('before it began has made nothing', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    const view = await setup.run(id, AbortSignal.abort());
    assert.equal(view.state, 'cancelled');
    assert.deepEqual(peer.writes(), []);
  });

  it('cannot be started twice at once', async () => {
    const setup = peer.setup();
    const connection = await peer.connection(id);
    await setup.plan(connection, never);
    const first = setup.run(id, never);
    await assert.rejects(setup.run(id, never), { code: 'setup.busy' });
    await assert.rejects(setup.undo(id, never), { code: 'setup.busy' });
    await assert.rejects(setup.save(connection), { code: 'setup.busy' });
    assert.equal((await first).state, 'done');
  });
});
