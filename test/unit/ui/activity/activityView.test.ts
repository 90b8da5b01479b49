import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import type { Connection } from '../../../../src/model/connection';
import type { RunView } from '../../../../src/model/plan';
import { ActivityView } from '../../../../src/ui/activity/activityView';
import type { Session } from '../../../../src/ui/session/session';
import { connection, instance, run, step } from '../fixtures';

interface World {
  readonly view: ActivityView;
  readonly keys: Map<string, unknown>;
  readonly planned: string[];
  readonly failed: string[];
  readonly painted: { count: number };
}

function world(given: {
  readonly views?: readonly RunView[];
  readonly connections?: readonly Connection[];
  readonly damaged?: readonly { readonly id: string; readonly path: string }[];
  readonly refuses?: string;
  readonly load?: () => Promise<void>;
}): World {
  const [keys, planned, failed, painted] = [new Map<string, unknown>(), [] as string[], [] as string[], { count: 0 }];
  const session = {
    setup: {
      views: () => given.views ?? [],
      connections: () => given.connections ?? [],
      damaged: () => given.damaged ?? [],
      load: given.load ?? (() => Promise.resolve()),
      plan: ({ id }: Connection) => id === given.refuses ? Promise.reject(new Error('no network')) : Promise.resolve(planned.push(id)),
    },
  } as unknown as Session;
  const view = new ActivityView({
    tree: { paint: () => { painted.count += 1; } },
    sessions: { current: () => Promise.resolve(session) },
    keys: { set: (key, value) => void keys.set(key, value) },
    log: { failure: (what) => void failed.push(what) },
  });
  return { view, keys, planned, failed, painted };
}

describe('the Activity view', () => {
  it('is empty while nobody is signed in', async () => {
    const keys = new Map<string, unknown>();
    const view = new ActivityView({
      tree: { paint: () => undefined }, sessions: { current: () => Promise.resolve(undefined) },
      keys: { set: (key, value) => void keys.set(key, value) }, log: { failure: () => undefined },
    });
    assert.deepEqual(await view.roots(), []);
    assert.equal(keys.get('privateConnect.signedIn'), false);
  });

  it('follows a run that another window works at, since only its journal tells how it goes on', async () => {
    const loaded: string[] = [];
    const views = [run('running', [step('vpc', 'running')], { elsewhere: 'another window' })];
    const { view, painted } = world({ views, load: () => { loaded.push('load'); views.splice(0); return Promise.resolve(); } });
    await view.roots();
    while (painted.count === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.deepEqual(loaded, ['load']);
    assert.deepEqual(await view.roots(), []);
    view.dispose();
  });

  it('shows where the file of a damaged connection is', async () => {
    const damaged = run('damaged', [], { problem: { code: 'x', what: 'x', why: 'It is no JSON.', next: 'Correct it.' } });
    const { view } = world({ views: [damaged], damaged: [{ id: damaged.connectionId, path: '/there/x.json' }] });
    const [node] = await view.roots();
    assert.deepEqual((await node?.children?.())?.map(({ view: { label } }) => label), ['Correct it.', '/there/x.json']);
  });

  it('plans again what was saved before this window was opened, once, and goes on after one that fails', async () => {
    const [orders, telemetry] = [connection(instance('orders')), connection(instance('telemetry'))];
    const young = { ...connection(instance('young')), createdAt: '9999-01-01T00:00:00Z' };
    const { view, planned, failed } = world({ connections: [orders, telemetry, young], refuses: orders.id });
    await view.roots();
    await soon();
    await view.roots();
    await soon();
    assert.deepEqual(planned, [telemetry.id]);
    assert.deepEqual(failed, [`Could not plan ${orders.id} again`]);
  });

  it('does not plan again what was run', async () => {
    const orders = connection(instance('orders'));
    const { view, planned } = world({ connections: [orders], views: [run('interrupted', [], { connectionId: orders.id })] });
    await view.roots();
    await soon();
    assert.deepEqual(planned, []);
  });

  it('gives each step the id of its run, whatever else stands in the view', async () => {
    const [first, second] = [run('running', [step('vpc', 'running')], { connectionId: 'a' }), run('plan', [step('vpc', 'to-make')], { connectionId: 'b' })];
    const { view } = world({ views: [first, second] });
    const nodes = await view.roots();
    const ids = await Promise.all(nodes.map(async (node) => (await node.children?.())?.map(({ view: { id } }) => id)));
    assert.deepEqual(ids, [['run/a/vpc'], ['run/b/vpc']]);
    view.dispose();
  });
});
