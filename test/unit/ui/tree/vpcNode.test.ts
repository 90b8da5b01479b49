import assert from 'node:assert/strict';
import { everyRow } from '../../../../src/ui/tree/lists';
import type { TreeNode } from '../../../../src/ui/tree/node';
import { partsByVpc, vpcNode } from '../../../../src/ui/tree/vpcNode';
import { gateway, hostile, instance, landscape, securityGroup, server, subnet, vpc, vpnServer } from '../fixtures';

const payments = vpc('payments');
const other = vpc('other');
const orders = instance('orders');
const all = landscape('ca-mon', {
  vpcs: [payments, other],
  subnets: [subnet('a', payments), subnet('b', payments, 'ca-mon-2'), subnet('c', other)],
  securityGroups: [securityGroup('web', payments)],
  endpointGateways: [gateway('orders-kafka', payments, orders.crn, ['10.249.0.5', '0.0.0.0'])],
  virtualServers: [server('build-box', payments)],
});

const targets = new Map([[orders.crn, 'orders (Event Streams)']]);
const none: ReadonlyMap<string, string> = new Map();

async function children(node: TreeNode | undefined): Promise<readonly TreeNode[]> {
  return await node?.children?.() ?? [];
}

describe('the node of a VPC', () => {
  const node = vpcNode(payments, partsByVpc(all)(payments.id), targets);

  it('has its own things alone, by kind, and no empty kind', async () => {
    assert.deepEqual(
      (await children(node)).map(({ view }) => view.label), ['Endpoint gateways (1)', 'Virtual servers (1)', 'Subnets (2)', 'Security groups (1)'],
    );
    const second = vpcNode(other, partsByVpc(all)(other.id), none);
    assert.deepEqual((await children(second)).map(({ view }) => view.label), ['Subnets (1)']);
  });

  it('is a leaf when it has nothing, and says so', () => {
    const { view } = vpcNode(vpc('empty'), partsByVpc(all)('id-empty'), none);
    assert.deepEqual([view.open, view.description], ['leaf', 'no subnet']);
  });

  it('has a page in the console, as everything in it has', async () => {
    const views = (await Promise.all((await children(node)).map(children))).flat().map(({ view }) => view);
    assert.ok(views.length > 3);
    for (const { label, tags } of [node.view, ...views]) {
      assert.ok(tags.includes('hasPage'), label);
    }
  });

  it('says how far it reaches', () => {
    assert.equal(node.view.description, '2 subnets · 2 zones');
  });

  it('says of a gateway its state, its addresses and the instance that it leads to', async () => {
    const [gateways] = await children(node);
    const [first] = await children(gateways);
    assert.equal(first?.view.description, 'stable · 1 of 2 addresses · orders (Event Streams)');
    assert.match(first.view.tooltip, /10\.249\.0\.5/);
  });

  it('marks what is broken and what is being deleted, and says so in words', async () => {
    const [first, last, faulted] = ['first', 'last', 'faulted'].map((name) => gateway(name, payments, orders.crn));
    assert.ok(first !== undefined && last !== undefined && faulted !== undefined);
    const parts = partsByVpc(landscape('ca-mon', {
      vpcs: [payments],
      endpointGateways: [{ ...first, lifecycleState: 'failed' }, { ...last, lifecycleState: 'deleting' }, { ...faulted, healthState: 'faulted' }],
      virtualServers: [{ ...server('box', payments), status: 'deleting' }, server('fine', payments)],
    }))(payments.id);
    const views = (await Promise.all((await children(vpcNode(payments, parts, targets))).map(children))).flat().map(({ view }) => view);
    assert.deepEqual(views.map(({ health }) => health), ['broken', 'going', 'broken', 'going', undefined]);
    assert.deepEqual(views.map(({ description }) => description?.split(' · ').find((word) => /failed|faulted|Deleting/.test(word))), [
      'failed', 'Deleting…', 'faulted', 'Deleting…', undefined,
    ]);
    assert.equal(vpcNode({ ...payments, status: 'deleting' }, parts, targets).view.description?.startsWith('Deleting…'), true);
  });

  it('names the target of a gateway to something else by its service', async () => {
    const crn = 'crn:v1:bluemix:public:cloud-object-storage:global:::endpoint:s3.direct.mon01.cloud-object-storage.appdomain.cloud';
    const parts = partsByVpc(landscape('ca-mon', { vpcs: [payments], endpointGateways: [gateway('cos', payments, crn)] }))(payments.id);
    const [gateways] = await children(vpcNode(payments, parts, none));
    const [first] = await children(gateways);
    assert.match(first?.view.description ?? '', /cloud-object-storage/);
  });

  it('offers to log in to a server that a connection leads through, and to no other', async () => {
    const two = partsByVpc(landscape('ca-mon', { vpcs: [payments], virtualServers: [server('build-box', payments), server('db', payments)] }))(payments.id);
    const through = { ...everyRow, leadsThrough: (crn: string) => crn === server('build-box', payments).crn };
    const [servers] = await children(vpcNode(payments, two, none, through));
    assert.deepEqual((await children(servers)).map(({ view }) => [view.label, view.tags.includes('virtualServer') && view.tags.includes('loginable')]), [['build-box', true], ['db', false]]);
  });

  it('says of a virtual server its state, address and zone', async () => {
    const [, servers] = await children(node);
    const [first] = await children(servers);
    assert.equal(first?.view.description, 'running · 10.249.0.7 · ca-mon-1');
  });

  it('says of a virtual server with a floating IP which one it is', async () => {
    const box = server('box', payments);
    const floatingIp = { ...box, name: 'box-ip', address: '198.51.100.7', zone: 'ca-mon-1', status: 'available', targetId: box.primaryInterface?.id };
    const parts = partsByVpc(landscape('ca-mon', { vpcs: [payments], virtualServers: [box], floatingIps: [floatingIp] }))(payments.id);
    const [servers] = await children(vpcNode(payments, parts, targets));
    const [first] = await children(servers);
    assert.equal(first?.view.description, 'running · 10.249.0.7 · floating IP 198.51.100.7 · ca-mon-1');
  });

  it('says of a virtual server\'s group and of what it guards the server\'s name, not that of its network', async () => {
    const box = server('box', payments);
    const group = { ...securityGroup('web', payments), targets: [{ id: box.primaryInterface?.id ?? '', name: 'rapid-falcon', kind: 'virtual_network_interface' }] };
    const parts = partsByVpc(landscape('ca-mon', { vpcs: [payments], virtualServers: [box], securityGroups: [group] }))(payments.id);
    const [, groups] = await children(vpcNode(payments, parts, targets));
    const [first] = await children(groups);
    assert.match(first?.view.tooltip ?? '', /Guards: box/);
  });

  describe('with a VPN server', () => {
    async function rowOf(more: object) {
      const parts = partsByVpc(landscape('ca-mon', { vpcs: [payments], vpnServers: [{ ...vpnServer('team-vpn', payments), ...more }, vpnServer('far', other)] }))(payments.id);
      const [folder, ...others] = await children(vpcNode(payments, parts, targets));
      assert.deepEqual([folder?.view.label, others], ['VPN servers (1)', []]);
      const [row] = await children(folder);
      assert.ok(row !== undefined);
      return row.view;
    }

    it('says what clients dial, and nothing of a health that is the usual one', async () => {
      const view = await rowOf({});
      assert.deepEqual([view.label, view.description, view.spoken, view.health], ['team-vpn', 'stable · UDP 443', 'team-vpn, VPN server, stable · UDP 443', undefined]);
      assert.match(view.tooltip, /Clients dial 0123456789ab\.ca-mon\.vpn-server\.appdomain\.cloud and get an address of 172\.20\.0\.0\/22/);
      assert.match(view.tooltip, /Signs in with: client certificate\n\nOnly what its routes name/);
    });

    it('says what it suffers from, what that means and what to do', async () => {
      const healthReasons = [{ code: 'cannot_access_server_certificate', message: 'Cannot access *it*.' }, { code: 'brand_new', message: 'Something new.' }];
      const view = await rowOf({ healthState: 'faulted', healthReasons });
      assert.deepEqual([view.description, view.health], ['stable · faulted · UDP 443', 'broken']);
      assert.match(view.tooltip, /Cannot access &#42;it&#42;\.\n\nThe VPN server cannot read its own certificate.*\n\nGive the secret back.*\n\nSomething new\.\n\nClients dial/);
      assert.equal((await rowOf({ healthState: 'degraded' })).description, 'stable · degraded · UDP 443');
      assert.deepEqual([(await rowOf({ lifecycleState: 'deleting', healthState: 'inapplicable' })).health, (await rowOf({ lifecycleState: 'failed' })).health], ['going', 'broken']);
    });

    it('says with what clients sign in, in a word of the cloud where that is all there is', async () => {
      const { tooltip } = await rowOf({ authentication: [{ method: 'username' }, { method: 'other', word: '*saml*' }], splitTunnel: false });
      assert.match(tooltip, /Signs in with: IBM Cloud user and passcode, &#42;saml&#42;\n\nAll traffic/);
    });

    it('has no button for a page of the console that is not known', async () => {
      assert.deepEqual((await rowOf({})).tags, ['vpnServer', 'hasCrn', 'hasDetails']);
    });
  });

  describe('with DNS of its own', () => {
    const hub = { id: 'h', name: 'hub*vpc' };
    const resolver = { kind: 'delegated', servers: ['10.0.0.4'], vpc: hub } as const;
    const bound = { ...payments, dns: { isHub: false, bindings: 1, resolver } };
    const shared = { ...gateway('orders-kafka', payments, orders.crn), dnsMode: 'primary', serviceEndpoints: ['*.guid.example'] };
    async function tooltips(of: typeof payments, row = shared): Promise<readonly string[]> {
      const made = vpcNode(of, partsByVpc(landscape('ca-mon', { vpcs: [of], endpointGateways: [row] }))(of.id), targets);
      const [gateways] = await children(made);
      return [made.view.tooltip, (await children(gateways))[0]?.view.tooltip ?? ''];
    }

    it('says whom its servers ask, and with whom it shares, as text', async () => {
      const [ofVpc = '', ofGateway = ''] = await tooltips(bound);
      const asked = 'Servers in payments ask the DNS servers 10.0.0.4 of the DNS hub hub&#42;vpc: those must know the private names';
      assert.deepEqual(ofVpc.split('\n\n').slice(-2), ['Bound to a DNS hub', asked]);
      assert.deepEqual(ofGateway.split('\n\n').slice(-2), ['Answers in the VPCs that share its DNS too', `${asked} guid.example and all below`]);
    });

    it('says of a gateway that shares its names with none where it answers, and that the hub may not know it', async () => {
      const [, ofGateway = ''] = await tooltips(bound, { ...shared, dnsMode: 'disabled' });
      assert.match(ofGateway, /\n\nAnswers in this VPC alone\n\nThe DNS hub hub&#42;vpc may not know its names, since its DNS sharing is "disabled"/);
      const own = { ...bound, dns: { ...bound.dns, resolver: { kind: 'system', servers: [] } } } as const;
      assert.doesNotMatch((await tooltips(own, { ...shared, dnsMode: 'disabled' })).join(), /may not know|must know/);
    });

    it('says how many VPCs are bound to a hub', async () => {
      const hubOf = async (bindings: number): Promise<string> =>
        (await tooltips({ ...payments, dns: { isHub: true, bindings, resolver: { kind: 'system', servers: [] } } }))[0]?.split('\n\n').at(-1) ?? '';
      assert.deepEqual([await hubOf(0), await hubOf(1), await hubOf(2)], ['DNS hub of no VPC', 'DNS hub of 1 VPC', 'DNS hub of 2 VPCs']);
    });

    it('says what fails of it, in the cloud’s words', async () => {
      const failed = { ...bound, healthReasons: [{ code: 'dns_resolution_binding_failed', message: 'Failed to share with *the hub*.' }] };
      assert.equal((await tooltips(failed))[0]?.split('\n\n').at(-1), 'Failed to share with &#42;the hub&#42;.');
    });

    it('says nothing of it where there is nothing special', async () => {
      const [ofVpc = '', ofGateway = ''] = await tooltips(payments);
      assert.doesNotMatch(ofVpc, /DNS|Servers/);
      assert.match(ofGateway, /Answers in this VPC alone$/);
    });
  });

  it('gives every node an id of its own, made from CRNs', async () => {
    const kinds = await children(node);
    const items = (await Promise.all(kinds.map(children))).flat();
    const ids = [node, ...kinds, ...items].map(({ view }) => view.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => id.startsWith('crn:')));
  });

  it('gives the same ids when it is made again', async () => {
    const again = vpcNode(payments, partsByVpc(all)(payments.id), targets);
    assert.deepEqual((await children(again)).map(({ view }) => view.id), (await children(node)).map(({ view }) => view.id));
  });

  it('stays within four levels below the view: region, VPC, kind, item', async () => {
    for (const kind of await children(node)) {
      for (const item of await children(kind)) {
        assert.equal(item.view.open, 'leaf');
      }
    }
  });

  it('shows hostile names as text', () => {
    const { view } = vpcNode({ ...payments, name: hostile }, partsByVpc(all)(payments.id), none);
    assert.doesNotMatch(view.label, /[\u0000-\u001f\u202e]/);
    assert.doesNotMatch(view.tooltip, /<img|\]\(command:/);
  });

  it('has an accessible label and a tooltip on every node', async () => {
    for (const kind of await children(node)) {
      for (const { view } of [kind, ...await children(kind)]) {
        assert.ok(view.spoken.startsWith(view.label.replace(/ \(\d+\)$/, '')), view.label);
        assert.notEqual(view.tooltip, '');
      }
    }
  });
});
