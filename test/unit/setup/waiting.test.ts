import { Peer, assertUnchanged, never, stepOf } from './support';
import { happen } from '../../../src/sandbox/life';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { sandboxServices } from '../../../src/sandbox/services/list';
import type { Clock } from '../../../src/setup/dependencies';
import assert from 'node:assert/strict';

const id = 'telemetry-pc-1a2b';

/** So slow that nothing comes of itself before a test is over. */
const stillness = 1_000;

/** Whoever sleeps lets the cloud get on by one change, the one that is due first: between two looks nothing happens unseen. */
class TurnByTurn implements Clock {
  constructor(private readonly sandbox: Sandbox) {}

  now(): number {
    return Date.now();
  }

  async sleep(_milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { events } = this.sandbox.state;
    const [next] = [...events].sort((left, right) => left.due - right.due);
    if (next !== undefined) {
      events.splice(events.indexOf(next), 1);
      happen(this.sandbox.state, sandboxServices, next);
      await this.sandbox.settled();
    }
  }
}

describe('In a cloud that takes its time', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start({ pace: stillness }); });
  afterEach(() => peer.stop());

  it('a step is done when a fresh read says so, and not before', async () => {
    const notes = new Set<string>();
    const setup = peer.setup({ clock: new TurnByTurn(peer.sandbox) });
    setup.onDidChange(() => setup.views()[0]?.steps.forEach((step) => {
      if (step.state === 'running') {
        notes.add(`${step.id}: ${step.detail}`);
      }
    }));
    await setup.plan(await peer.connection(id), never);
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', JSON.stringify(view.steps.map(({ failure }) => failure)));
    const seen = [...notes].join('\n');
    assert.match(seen, /vpc: waiting until it is available \(now: pending\)/);
    assert.match(seen, /server: waiting until it is running \(now: (?:pending|starting)\)/);
    assert.match(seen, /gateway: waiting until it is stable \(now: \w+\)/);
    const gateway = (await peer.cloud.vpc('ca-mon').listEndpointGateways({}, never)).find(({ name }) => name === `${id}-endpoint`);
    assert.deepEqual([gateway?.lifecycleState, gateway?.healthState], ['stable', 'ok']);
    assert.ok(gateway?.addresses.every(({ address }) => address !== '0.0.0.0'));
  });

  it('an undo is over when everything is gone, and not before', async () => {
    const account = await peer.account();
    const setup = peer.setup({ clock: new TurnByTurn(peer.sandbox) });
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    const waited = new Set<string>();
    setup.onDidChange(() => setup.views()[0]?.steps
      .filter(({ detail }) => detail === 'waiting for its deletion').forEach((step) => waited.add(step.id)));
    const view = await setup.undo(id, never);
    assert.deepEqual([...waited].sort(), ['floating-ip', 'gateway', 'server', 'subnet-ca-mon-1', 'subnet-ca-mon-2', 'vpc']);
    assert.equal(view.state, 'undone', JSON.stringify(view.steps.find(({ failure }) => failure !== undefined)));
    await assertUnchanged(peer, account);
  });

  it('a cancelled wait for a server leaves one that an undo deletes, though it still starts', async () => {
    const account = await peer.account();
    const cancel = new AbortController();
    const setup = peer.setup({ clock: new TurnByTurn(peer.sandbox) });
    setup.onDidChange(() => {
      if (setup.views()[0]?.steps.some((step) => step.id === 'server' && step.detail.includes('until it is running')) === true) {
        cancel.abort();
      }
    });
    await setup.plan(await peer.connection(id), never);
    const view = await setup.run(id, cancel.signal);
    assert.equal(view.state, 'cancelled');
    assert.equal(stepOf(view, 'server').resource?.origin, 'made');
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertUnchanged(peer, account);
  });
});
