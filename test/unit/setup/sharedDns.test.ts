import assert from 'node:assert/strict';
import type { DnsBinding, Reference, VpcDns } from '../../../src/model/landscape';
import { gatewaysIn, readSharing } from '../../../src/setup/sharedDns';
import { refused, scripted, type Scripted } from './scripted';
import { gatewayOf, vpcOf } from './things';

const [hub, apps, far] = [{ id: 'hub', name: 'hub-vpc' }, { id: 'apps', name: 'apps-vpc' }, { id: 'far', name: 'far-vpc' }];
const ours = { id: 'v', name: 'orders-vpc' };
const resolver = { kind: 'system', servers: [] } as const;
const dnsOf = (more: Partial<VpcDns>): VpcDns => ({ isHub: false, bindings: 1, resolver, ...more });
const to = (vpc: Reference, isForeign = false): DnsBinding => ({ id: vpc.id, name: vpc.id, vpc, isForeign, lifecycleState: 'stable', endpointGateways: [] });
const gateways = [
  gatewayOf('own'), gatewayOf('in-hub', { vpc: hub }), gatewayOf('in-apps', { vpc: apps }), gatewayOf('elsewhere', { vpc: { id: 'x', name: 'x' } }),
];

function region(bindings: Readonly<Record<string, readonly DnsBinding[] | number>>): Scripted {
  return scripted({
    listDnsBindings: (id) => {
      const found = bindings[id] ?? 404;
      return typeof found === 'number' ? Promise.reject(refused(found)) : Promise.resolve(found);
    },
    listVpcs: () => Promise.resolve([vpcOf('v'), vpcOf('hub', { dns: dnsOf({ isHub: true }) }), vpcOf('apps', { dns: dnsOf({}) })]),
    listEndpointGateways: ({ vpcId }) => Promise.resolve(gateways.filter(({ vpc }) => vpcId === undefined || vpc.id === vpcId)),
  });
}

describe('With whom a VPC shares DNS', () => {
  it('is asked for only where it shares at all', async () => {
    const { context, deeds } = region({});
    for (const dns of [undefined, dnsOf({ bindings: 0 }), dnsOf({ isHub: true, bindings: 0 })]) {
      assert.deepEqual(await readSharing(context, vpcOf('v', { dns })), { sharers: [], unseen: [], gateways: [] });
    }
    assert.deepEqual(deeds, []);
  });

  it('is its hub, and all that are bound to that', async () => {
    const { context } = region({ v: [to(hub)], hub: [to(ours), to(apps)] });
    const { sharers, unseen, gateways: found } = await readSharing(context, vpcOf('v', { dns: dnsOf({}) }));
    assert.deepEqual([sharers, unseen], [[{ ...hub, resolver }, { ...apps, resolver }], []]);
    assert.deepEqual(found.map(({ id }) => id), ['in-hub', 'in-apps']);
  });

  it('is what is bound to it where it is the hub, those of other accounts unseen', async () => {
    const { context, deeds } = region({ hub: [to(ours), to(far, true)] });
    const { sharers, unseen, gateways: found } = await readSharing(context, vpcOf('hub', { dns: dnsOf({ isHub: true, bindings: 2 }) }));
    assert.deepEqual([sharers.map(({ id }) => id), unseen, found.map(({ id }) => id)], [['v'], [far], ['own']]);
    assert.deepEqual(deeds.filter(([what]) => what === 'listDnsBindings'), [['listDnsBindings', 'hub']]);
  });

  it('is told as far as it may be read; anything else fails', async () => {
    const vpc = vpcOf('v', { name: 'orders-vpc', dns: dnsOf({}) });
    const foreign = await readSharing(region({ v: [to(far, true)] }).context, vpc);
    assert.deepEqual([foreign.sharers, foreign.unseen], [[], [far]]);
    const closed = await readSharing(region({ v: [to(hub)], hub: 403 }).context, vpc);
    assert.deepEqual([closed.sharers.map(({ id }) => id), closed.unseen], [['hub'], [hub]]);
    for (const status of [403, 404]) {
      assert.deepEqual((await readSharing(region({ v: status }).context, vpc)).unseen.map(({ id }) => id), ['v']);
    }
    await assert.rejects(readSharing(region({ v: 500 }).context, vpc), { status: 500 });
  });

  it('decides which list has its endpoint gateways: the region’s where those of others are needed too', async () => {
    for (const [dns, filter] of [[undefined, { vpcId: 'v' }], [dnsOf({}), {}]] as const) {
      const { context, deeds } = region({});
      assert.deepEqual((await gatewaysIn(context, vpcOf('v', { dns }))).map(({ id }) => id), ['own']);
      assert.deepEqual(deeds, [['listEndpointGateways', filter]]);
    }
  });
});
