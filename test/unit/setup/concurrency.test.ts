import { Peer, assertUnchanged, never, states } from './support';
import type { Cloud } from '../../../src/cloud/cloud';
import assert from 'node:assert/strict';

const ids = ['telemetry-pc-1a2b', 'orders-pc-2b3c'] as const;
const writing = /^(?:create|delete|add|remove|bind|unbind)/;

/** The cloud, with a count of how many writes to one region were under way at once. */
function counted(cloud: Cloud, most: { writes: number }): Cloud {
  let writes = 0;
  return {
    ...cloud,
    vpc: (region) => new Proxy(cloud.vpc(region), {
      get(target, name, receiver): unknown {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function' || typeof name !== 'string' || !writing.test(name)) {
          return member;
        }
        return async (...all: unknown[]): Promise<unknown> => {
          writes += 1;
          most.writes = Math.max(most.writes, writes);
          try {
            return await Reflect.apply(member, target, all);
          } finally {
            writes -= 1;
          }
        };
      },
    }),
  };
}

describe('Two connections in one VPC', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('are run and undone side by side, and write to it one at a time', async () => {
    const account = await peer.account();
    const most = { writes: 0 };
    const setup = peer.setup({ cloud: counted(peer.cloud, most) });
    const payments = (await peer.cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === 'payments-vpc');
    const vpc = { kind: 'existing' as const, id: payments?.id ?? '', name: 'payments-vpc' };
    await setup.plan(await peer.connection(ids[0], { vpc }, 'telemetry'), never);
    await setup.plan(await peer.connection(ids[1], { vpc }, 'orders'), never);
    const views = await Promise.all(ids.map((id) => setup.run(id, never)));
    assert.deepEqual(views.map(({ state }) => state), ['done', 'done'], views.map(states).join('\n'));
    assert.equal(most.writes, 1);
    const undone = await Promise.all(ids.map((id) => setup.undo(id, never)));
    assert.deepEqual(undone.map(({ state }) => state), ['undone', 'undone']);
    assert.equal(most.writes, 1);
    await assertUnchanged(peer, account);
  });

  it('are shown newest first, each with its own state', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(ids[0]), never);
    await setup.plan(await peer.connection(ids[1]), never);
    await setup.run(ids[0], never);
    assert.deepEqual(setup.views().map(({ connectionId, state }) => `${connectionId} ${state}`), [`${ids[1]} plan`, `${ids[0]} done`]);
  });
});
