import assert from 'node:assert/strict';
import type { DnsResolver, EndpointGateway, VpcDns } from '../../../../src/model/landscape';
import type { Sharer, Sharing } from '../../../../src/setup/sharedDns';
import { newAnswering, presentAnswering } from '../../../../src/setup/steps/gatewayDns';
import { gatewayOf, vpcOf } from '../things';

const [hub, apps, far] = [{ id: 'hub', name: 'hub-vpc' }, { id: 'apps', name: 'apps-vpc' }, { id: 'far', name: 'far-vpc' }];
const own: DnsResolver = { kind: 'system', servers: [] };
const asksHub: DnsResolver = { kind: 'delegated', servers: ['10.0.0.4'], vpc: hub };
const vpc = (more: Partial<VpcDns> = {}) => vpcOf('v', { name: 'orders-vpc', dns: { isHub: false, bindings: 1, resolver: own, ...more } });
const sharers: readonly Sharer[] = [{ ...hub, resolver: own }, { ...apps, resolver: asksHub }];
const sharing = (...gateways: readonly EndpointGateway[]): Sharing => ({ sharers, unseen: [], gateways });
const inHub = gatewayOf('h', { name: 'hub-orders', vpc: hub, dnsMode: 'primary' });
const inApps = (dnsMode: string) => gatewayOf('a', { name: 'apps-orders', vpc: apps, dnsMode });
const target = 'crn:v1';
const everywhere = 'answers in the VPCs that share its DNS too: hub-vpc, apps-vpc';

describe('How a new endpoint gateway answers', () => {
  it('in a VPC that is still to be made, or shares with none: in it alone, and for all that may come to share', () => {
    const nobody: Sharing = { sharers: [], unseen: [], gateways: [] };
    for (const of of [undefined, vpcOf('v'), vpc({ bindings: 0 })]) {
      assert.deepEqual(newAnswering(of, target, nobody), { mode: 'primary', where: 'answers in this VPC alone', more: [] });
    }
  });

  it('for all that share, whatever else they have gateways to', () => {
    const other = gatewayOf('o', { vpc: hub, targetCrn: 'crn:v2', dnsMode: 'primary' });
    assert.deepEqual(newAnswering(vpc(), target, sharing(other)), { mode: 'primary', where: everywhere, more: [] });
    assert.deepEqual(newAnswering(vpc({ isHub: true }), target, sharing()), { mode: 'primary', where: everywhere, more: [] });
  });

  it('beside one that shares its names with none: there it answers, unless its servers ask the hub', () => {
    const silent = [{ ...inHub, dnsMode: 'disabled' }, inApps('disabled')];
    assert.deepEqual(newAnswering(vpc(), target, sharing(...silent)), {
      mode: 'primary', where: everywhere,
      more: ['In hub-vpc its own "hub-orders" answers', 'Servers in apps-vpc ask the hub, so that they are not sent to their own "apps-orders"'],
    });
  });

  it('in its VPC alone where another one’s names are shared already', () => {
    for (const resolver of [own, { kind: 'manual', servers: ['10.9.0.53'] }, { kind: 'custom', servers: ['10.0.0.4'] }] as const) {
      assert.deepEqual(newAnswering(vpc({ resolver }), target, sharing(inApps('primary'))), {
        mode: 'disabled', where: 'answers in this VPC alone, since in those that share its DNS "apps-orders" of apps-vpc answers', more: [],
      });
    }
  });

  it('never where servers ask the hub, and another one’s names are shared', () => {
    assert.deepEqual(newAnswering(vpc({ resolver: asksHub }), target, sharing(inApps('primary'))), {
      kind: 'blocked',
      why: 'Servers in "orders-vpc" ask the DNS hub "hub-vpc", where "apps-orders" in the VPC "apps-vpc" answers for this instance: '
        + 'a new endpoint gateway would not be asked.',
      remedy: 'Use the VPC "apps-vpc", or set the DNS resolver of "orders-vpc" to "system", and plan again.',
    });
  });

  it('never in a hub where another one’s names are shared: a hub’s always are', () => {
    assert.deepEqual(newAnswering(vpc({ isHub: true }), target, sharing(inApps('primary'))), {
      kind: 'blocked',
      why: '"apps-orders" in the VPC "apps-vpc" answers for this instance in the VPCs that share DNS already: '
        + 'an endpoint gateway in their hub "orders-vpc" would answer there too, which IBM Cloud refuses.',
      remedy: 'Use the VPC "apps-vpc", or set the DNS sharing of "apps-orders" to "disabled", wait six minutes and plan again.',
    });
  });

  it('with a word of what is not seen', () => {
    assert.deepEqual(newAnswering(vpc(), target, { sharers: [], unseen: [far], gateways: [] }), {
      mode: 'primary', where: 'answers in the VPCs that share its DNS too',
      more: ['What shares DNS through far-vpc is not seen from here: IBM Cloud refuses a gateway whose names are shared there already'],
    });
  });
});

describe('How an endpoint gateway answers that is there', () => {
  const there = (dnsMode?: string) => gatewayOf('e', { name: 'ours', dnsMode });

  it('is worth no word where no DNS is shared', () => {
    assert.deepEqual(presentAnswering(vpcOf('v'), there('disabled'), { sharers: [], unseen: [], gateways: [] }), { where: undefined, more: [] });
  });

  it('for all that share, where it shares its names or the cloud does not say', () => {
    for (const mode of ['primary', undefined]) assert.deepEqual(presentAnswering(vpc(), there(mode), sharing()), { where: everywhere, more: [] });
    assert.deepEqual(presentAnswering(vpc(), there('primary'), { sharers: [], unseen: [far], gateways: [] }), {
      where: 'answers in the VPCs that share its DNS too', more: [],
    });
  });

  it('in its VPC alone where it does not, beside the one that answers elsewhere', () => {
    assert.deepEqual(presentAnswering(vpc(), there('disabled'), sharing()), { where: 'answers in this VPC alone', more: [] });
    assert.deepEqual(presentAnswering(vpc(), there('disabled'), sharing(inHub)), {
      where: 'answers in this VPC alone, since in those that share its DNS "hub-orders" of hub-vpc answers', more: [],
    });
  });

  it('perhaps nowhere, where servers ask a hub that it does not share with', () => {
    assert.deepEqual(presentAnswering(vpc({ resolver: asksHub }), there('disabled'), sharing()), {
      where: 'answers in this VPC alone', more: ['The DNS hub hub-vpc may not know its names, since its DNS sharing is "disabled": set it to "primary"'],
    });
  });

  it('nowhere, where that hub answers with another one', () => {
    const standing = presentAnswering(vpc({ resolver: asksHub }), there('disabled'), sharing(inHub));
    assert.ok('kind' in standing);
    assert.match(standing.why, /"hub-orders" in the VPC "hub-vpc" answers for this instance: "ours" would not be asked\.$/);
  });
});
