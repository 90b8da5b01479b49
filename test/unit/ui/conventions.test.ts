import assert from 'node:assert/strict';
import type { PickItem } from '../../../src/ui/prompts/answers';
import { serverItems, sshItems, vpcItems } from '../../../src/ui/routes/vsi/items';
import type { TreeNode } from '../../../src/ui/tree/node';
import { ResourcesModel } from '../../../src/ui/tree/resourcesModel';
import { events, gateway, instance, landscape, lite, resolver, securityGroup, server, subnet, vpc, vpnConnection, vpnGateway, vpnServer } from './fixtures';
import { fromItems } from '../../../src/ui/routes/clientVpn/from';
import { certificateItems } from '../../../src/ui/routes/clientVpn/certificateItems';
import { serverItems as vpnServerItems, vpcItems as vpnVpcItems } from '../../../src/ui/routes/clientVpn/items';
import { secretsManagerItems } from '../../../src/ui/routes/clientVpn/secretsManagerItems';
import { tunnelItems } from '../../../src/ui/routes/clientVpn/tunnel';
import { proposedTunnel } from '../../../src/ui/routes/clientVpn/tunnelSettings';
import { offer as vpnOffer, secretsManager, trial } from './routes/clientVpn/offer';
import { offer } from './routes/vsi/offer';

const payments = vpc('payments');
const staging = vpc('staging');
const orders = instance('orders');
const place = subnet('a', payments);
const office = vpnGateway('to-office', payments);
const region = landscape('ca-mon', {
  vpcs: [payments, staging],
  subnets: [place, subnet('b', staging)],
  vpnServers: [vpnServer('people', payments)],
  vpnGateways: [office], vpnConnections: [vpnConnection('branch', office)],
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
  it('are one a kind, and at most six in a list', async () => {
    const model = new ResourcesModel({
      landscape: {
        regions: () => Promise.resolve([{ name: 'ca-mon' }]), region: () => Promise.resolve(region),
        instanceList: () => Promise.resolve({ items: [orders, lite('playground')], unreadable: [], loadedAt: '' }),
        resolvers: () => Promise.resolve({ items: [resolver('names', place)], denied: [], unreadable: [], loadedAt: '' }),
        invalidate: () => undefined,
      },
      chosen: [], filter: '', services: [events], now: () => new Date(), reachability: () => ({ connections: [], direct: undefined }),
      log: () => undefined, arrived: () => undefined,
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
  const wide = { ...offer, vpcs: [payments, staging], servers: region.virtualServers };
  const shown: readonly (readonly PickItem<unknown>[])[] = [
    vpcItems(wide, 'orders-pc-vpc', orders), serverItems(wide, { kind: 'existing', id: payments.id, name: 'payments' }, 'orders-pc', true),
    sshItems({ lookupHost: 'address.example', proxy: 'proxy.example' }, {
      name: 'x'.repeat(200), floatingIp: '198.51.100.221', address: '10.240.0.4', way: { host: '10.240.0.4', jump: 'j'.repeat(200), command: undefined },
    }),
  ];

  const vpn = { ...vpnOffer, vpnServers: [vpnServer('v'.repeat(63), payments)], secretsManagers: [secretsManager('s'), secretsManager('t', { access: 'private', ...trial })] };
  const shownOfVpn: readonly (readonly PickItem<unknown>[])[] = [
    vpnVpcItems(vpn, 'orders-pc-vpc', orders),
    vpnServerItems(vpn, { kind: 'existing', id: payments.id, name: 'payments' }, { rights: { kind: 'none', why: 'No.', next: 'x '.repeat(100) }, surroundings: 'wsl' }, []),
    secretsManagerItems(vpn, 'ca-mon', 'orders-pc-secrets'), certificateItems('anna'), fromItems({ lookupHost: 'address.example', proxy: 'proxy.example' }),
    tunnelItems(proposedTunnel, false),
  ];

  it('stand in groups, each in one piece, so that a separator is shown once', () => {
    for (const items of [...shown, ...shownOfVpn]) {
      const groups = items.map(({ group }) => group ?? '').filter((group, index, all) => group !== all[index - 1]);
      assert.ok(groups.length > 1 && groups.every((group) => group !== ''));
      assert.equal(new Set(groups).size, groups.length, groups.join(', '));
    }
  });

  it('have at most six icons, a short description, and one short line of detail', () => {
    for (const items of [...shown, ...shownOfVpn]) {
      assert.ok(new Set(items.map(({ icon }) => icon)).size <= 6);
      for (const { description = '', detail = '' } of items) {
        assert.ok(description.length <= 60, description);
        assert.ok(detail.length <= 120 && !detail.includes('\n'), detail);
      }
    }
  });

  it('offer to make a new one wherever one can be made', () => {
    const [vpcs = [], servers = []] = shown;
    assert.ok(vpcs.some(({ label }) => label === 'Create a new VPC'));
    assert.ok(servers.some(({ label }) => label.startsWith('New virtual server')));
  });
});
