import assert from 'node:assert/strict';
import { serverItems, vpcItems } from '../../../../../src/ui/routes/vsi/items';
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
      serverItems({ ...offer, servers: [box], floatingIps }, { kind: 'existing', id: payments.id, name: 'payments' }, 'orders-pc')
        .find(({ label }) => label === 'build-box')?.description;
    assert.match(described([bound]) ?? '', /floating IP 198\.51\.100\.21 · costs nothing more$/);
    for (const elsewhere of [[], [{ ...bound, targetId: 'other' }], [{ ...bound, targetId: undefined }]]) {
      assert.match(described(elsewhere) ?? '', /costs nothing more$/);
      assert.doesNotMatch(described(elsewhere) ?? '', /floating/);
    }
  });
});
