import assert from 'node:assert/strict';
import type { VpcChoice } from '../../../../../src/setup/steps/vpc';
import { type OwnServer, serverItems, sshItems, vpcItems } from '../../../../../src/ui/routes/vsi/items';
import { gateway, instance, resource, server, vpc } from '../../fixtures';
import { offer, payments } from './offer';

const orders = instance('orders');
const staging = vpc('staging');

describe('what a connection is chosen from', () => {
  it('has the VPC that has a gateway to the instance first, and says so', () => {
    const gateways = [gateway('theirs', payments, 'crn:other'), gateway('ours', staging, orders.crn)];
    const items = vpcItems({ ...offer, vpcs: [payments, staging], gateways }, 'orders-pc-vpc', orders);
    assert.deepEqual(items.map(({ label, description }) => [label, description]), [
      ['staging', '0 running virtual servers · has a gateway to orders'], ['payments', '1 running virtual server'], ['Create a new VPC', 'orders-pc-vpc'],
    ]);
  });

  it('says of a server that exists that it costs nothing more, and which floating IP is its own', () => {
    const box = server('build-box', payments);
    const bound = { ...resource('address', 'floating_ip'), address: '198.51.100.21', zone: box.zone, status: 'available', targetId: box.primaryInterface?.id };
    const described = (floatingIps: typeof offer.floatingIps): string | undefined =>
      serverItems({ ...offer, servers: [box], floatingIps }, { kind: 'existing', id: payments.id, name: 'payments' }, 'orders-pc', true)
        .find(({ label }) => label === 'build-box')?.description;
    assert.match(described([bound]) ?? '', /floating IP 198\.51\.100\.21 · costs nothing more$/);
    for (const elsewhere of [[], [{ ...bound, targetId: 'other' }], [{ ...bound, targetId: undefined }]]) {
      assert.match(described(elsewhere) ?? '', /costs nothing more$/);
      assert.doesNotMatch(described(elsewhere) ?? '', /floating/);
    }
  });

  it('has the VPC\'s running servers before new ones with a price, and after the cheapest new ones where no key could open them', () => {
    const chosen = { kind: 'existing', id: payments.id, name: 'payments' } as const;
    const groups = (vpc: VpcChoice, hasKey: boolean): readonly (string | undefined)[] =>
      [...new Set(serverItems(offer, vpc, 'orders-pc', hasKey).map(({ group }) => group))];
    const [cheapest, other] = ['New, the cheapest that fits', 'New, another size or system'];
    assert.deepEqual(groups(chosen, true), ['Existing', cheapest, other]);
    assert.deepEqual(groups(chosen, false), [cheapest, 'Existing', other]);
    assert.deepEqual(groups({ kind: 'new', name: 'orders-pc-vpc' }, true), [cheapest, other]);
  });

  it('says in the question about SSH which floating IP the server has, wherever one is used', () => {
    const descriptions = (own?: OwnServer): readonly (string | undefined)[] => sshItems({ lookupHost: 'address.example' }, own).map(({ description }) => description);
    const said = 'build-box has 198.51.100.1';
    assert.deepEqual(descriptions({ name: 'build-box', floatingIp: '198.51.100.1', address: undefined, way: undefined }), [said, said, said, undefined]);
    assert.deepEqual(descriptions(), [undefined, undefined, undefined, undefined]);
  });

  it('offers a bastion for a server that has an address to be reached at from there, and says what the SSH configuration knows of the way', () => {
    const own: OwnServer = { name: 'build-box', floatingIp: undefined, address: '10.240.0.4', way: { host: '10.240.0.4', jump: 'me@jump,inner', command: undefined } };
    const items = sshItems({ lookupHost: 'address.example' }, own);
    assert.deepEqual(items.slice(3).map(({ value, description }) => [value, description]), [['address', '10.240.0.4 · me@jump,inner'], ['bastion', undefined]]);
    assert.match(items[4]?.detail ?? '', /from there to 10\.240\.0\.4\. No floating IP and no rule/);
  });
});
