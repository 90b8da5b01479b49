import assert from 'node:assert/strict';
import type { TreeNode } from '../../../../src/ui/tree/node';
import { Pins } from '../../../../src/ui/tree/pins';
import { ResourcesModel } from '../../../../src/ui/tree/resourcesModel';
import { events, instance, landscape, securityGroup, vpc } from '../fixtures';
import { MemoryMemento } from '../session/memory';
import { setImmediate as soon } from 'node:timers/promises';

const [payments, accounts] = [vpc('payments'), vpc('accounts')];
const groups = Array.from({ length: 450 }, (_, index) => securityGroup(`group-${index}`, payments));

async function world(pins: Pins): Promise<(...place: readonly string[]) => Promise<readonly TreeNode[]>> {
  const region = landscape('ca-mon', { vpcs: [payments, accounts], securityGroups: groups });
  const model = new ResourcesModel({
    landscape: {
      regions: () => Promise.resolve([{ name: 'ca-mon' }]), region: () => Promise.resolve(region),
      instanceList: () => Promise.resolve({ items: [instance('orders'), instance('billing')], unreadable: [], loadedAt: '' }),
      resolvers: () => Promise.resolve({ items: [], denied: [], unreadable: [], loadedAt: '' }),
      invalidate: () => undefined,
    },
    chosen: [], filter: '', services: [events], now: () => new Date(), reachability: () => ({ connections: [], direct: undefined }),
    isPinned: (crn) => pins.has(crn), isMade: (crn) => crn === groups[1]?.crn, log: () => undefined, arrived: () => undefined,
  });
  const below = async (...place: readonly string[]): Promise<readonly TreeNode[]> => {
    let rows = (await model.roots()).nodes;
    for (const label of place) rows = await rows.find(({ view }) => view.label.startsWith(label))?.children?.() ?? [];
    return rows;
  };
  await below('Montreal');
  await soon();
  return below;
}

describe('a long list', () => {
  it('is shown a page at a time, and the rest is asked for', async () => {
    const below = await world(new Pins(new MemoryMemento()));
    const rows = (): Promise<readonly TreeNode[]> => below('Montreal', 'payments', 'Security groups');
    const seen: (readonly [number, string | undefined])[] = [];
    for (let times = 0; times < 3; times += 1) {
      const shown = await rows();
      const last = shown.at(-1);
      seen.push([shown.length, last?.view.label]);
      if (last?.subject.kind === 'more') last.subject.showMore();
    }
    assert.deepEqual(seen, [[201, '250 more'], [401, '50 more'], [450, 'group-449']]);
  });
});

describe('what we made', () => {
  it('is marked as ours in its list, and nothing else is', async () => {
    const rows = await (await world(new Pins(new MemoryMemento())))('Montreal', 'payments', 'Security groups');
    assert.deepEqual(rows.filter(({ view }) => view.tags.includes('ours')).map(({ view }) => view.label), ['group-1']);
  });
});

describe('what is pinned', () => {
  it('stands before the others of its list, after a restart too, and says so', async () => {
    const memento = new MemoryMemento();
    const below = await world(new Pins(memento));
    const names = async (...place: readonly string[]): Promise<readonly string[]> => (await below(...place)).map(({ view }) => view.label);
    assert.deepEqual([await names('Montreal', 'Event Streams'), await names('Montreal')], [['billing', 'orders'], ['Event Streams', 'accounts', 'payments']]);
    await new Pins(memento).set(instance('orders').crn, true);
    await new Pins(memento).set(payments.crn, true);
    assert.deepEqual([await names('Montreal', 'Event Streams'), await names('Montreal')], [['orders', 'billing'], ['Event Streams', 'payments', 'accounts']]);
    const [first] = await below('Montreal', 'Event Streams');
    assert.ok(first?.view.tags.includes('pinned') === true && first.view.description?.endsWith('pinned') === true);
    await new Pins(memento).set(instance('orders').crn, false);
    assert.deepEqual(await names('Montreal', 'Event Streams'), ['billing', 'orders']);
  });

  it('is nothing where what was kept is not a list', () => {
    const memento = new MemoryMemento();
    memento.kept.set('privateConnect.pins', { crn: true });
    assert.equal(new Pins(memento).has('crn'), false);
  });
});
