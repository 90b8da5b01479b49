import assert from 'node:assert/strict';
import type { Offer } from '../../../src/setup/defaults';
import type { PickItem } from '../../../src/ui/prompts/answers';
import { serverItems, vpcItems, wayItems } from '../../../src/ui/prompts/connectItems';
import type { TreeNode } from '../../../src/ui/tree/node';
import { ResourcesModel } from '../../../src/ui/tree/resourcesModel';
import { gateway, instance, landscape, lite, securityGroup, server, subnet, vpc } from './fixtures';

const payments = vpc('payments');
const staging = vpc('staging');
const orders = instance('orders');
const region = landscape('ca-mon', {
  vpcs: [payments, staging],
  subnets: [subnet('a', payments), subnet('b', staging)],
  securityGroups: [securityGroup('web', payments)],
  endpointGateways: [gateway('orders-kafka', payments, orders.crn)],
  virtualServers: [server('build-box', payments), server('runner', staging)],
});

/** Each list of rows that stand together: the children of one node. */
async function lists(nodes: readonly TreeNode[]): Promise<readonly (readonly TreeNode[])[]> {
  const below = await Promise.all(nodes.map(async ({ children }) => lists(await children?.() ?? [])));
  return [nodes, ...below.flat()].filter(({ length }) => length > 0);
}

describe('the icons of the Resources view', () => {
  it('are one a kind, and at most six in a list (U8)', async () => {
    const model = new ResourcesModel({
      landscape: { regions: () => Promise.resolve([{ name: 'ca-mon' }]), region: () => Promise.resolve(region), instances: () => Promise.resolve([orders, lite('playground')]), invalidate: () => undefined },
      chosen: [], filter: '', now: () => new Date(), ways: () => ({ connections: [], direct: undefined }), log: () => undefined, arrived: () => undefined,
    });
    await lists((await model.roots()).nodes);
    await new Promise((resume) => setImmediate(resume));
    const all = await lists((await model.roots()).nodes);
    assert.ok(all.length > 5);
    for (const list of all) {
      assert.ok(new Set(list.map(({ view }) => view.icon)).size <= 6);
    }
    const ofKind = new Map<string, Set<string>>();
    for (const { view } of all.flat()) {
      const kind = view.spoken.split(', ')[1] ?? '';
      ofKind.set(kind, new Set([...ofKind.get(kind) ?? [], view.icon]));
    }
    ofKind.delete('folder');
    assert.deepEqual([...ofKind].filter(([, icons]) => icons.size > 1), []);
  });
});

describe('the lists of Connect Privately', () => {
  const offer: Offer = {
    vpcs: [payments, staging], servers: region.virtualServers.map((each) => each),
    zones: ['ca-mon-1', 'ca-mon-2'].map((name) => ({ name, region: 'ca-mon', available: true })),
    profiles: [{ profile: { name: 'cx2-2x4', family: 'compute', vcpu: 2, memory: 4, architecture: 'amd64' }, price: { kind: 'priced', monthly: 50, currency: 'USD', basis: 'hour' } }],
    images: [{
      id: 'img', name: 'ibm-ubuntu-24-04-4-minimal-amd64-1', status: 'available',
      operatingSystem: { name: 'ubuntu-24-04-amd64', family: 'Ubuntu Linux', vendor: 'Canonical', version: '24.04', architecture: 'amd64' },
    }],
    resourceGroups: [{ id: 'rg', name: 'Default', isDefault: true }],
  };
  const shown: readonly (readonly PickItem<unknown>[])[] = [
    vpcItems(offer, 'orders-pc-vpc'), serverItems(offer, { kind: 'existing', id: payments.id, name: 'payments' }, 'orders-pc'), wayItems('address.example'),
  ];

  it('stand in groups, each in one piece, so that a separator is shown once (U25)', () => {
    for (const items of shown) {
      const groups = items.map(({ group }) => group ?? '').filter((group, index, all) => group !== all[index - 1]);
      assert.ok(groups.length > 1 && groups.every((group) => group !== ''));
      assert.equal(new Set(groups).size, groups.length, groups.join(', '));
    }
  });

  it('have at most six icons, a short description, and one short line of detail (U25)', () => {
    for (const items of shown) {
      assert.ok(new Set(items.map(({ icon }) => icon)).size <= 6);
      for (const { description = '', detail = '' } of items) {
        assert.ok(description.length <= 60, description);
        assert.ok(detail.length <= 120 && !detail.includes('\n'), detail);
      }
    }
  });

  it('offer to make a new one wherever one can be made (U25)', () => {
    const [vpcs = [], servers = []] = shown;
    assert.ok(vpcs.some(({ label }) => label === 'Create a new VPC'));
    assert.ok(servers.some(({ label }) => label.startsWith('New virtual server')));
  });
});
