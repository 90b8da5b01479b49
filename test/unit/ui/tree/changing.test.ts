import assert from 'node:assert/strict';
import { changingInRegion, changingInstances } from '../../../../src/ui/tree/changing';
import { gateway, instance, landscape, server, subnet, vpc, vpnGateway, vpnServer } from '../fixtures';

const payments = vpc('payments');

describe('what changes by itself', () => {
  it('is an instance that is being provisioned', () => {
    assert.equal(changingInstances([instance('orders'), instance('failed', { state: 'failed' })]), undefined);
    assert.deepEqual(changingInstances([instance('young', { state: 'provisioning' })])?.scope, { kind: 'instances' });
  });

  it('is whatever in a region is pending, started, or deleted, and nothing that rests', () => {
    const resting = { vpcs: [payments], subnets: [subnet('a', payments)], virtualServers: [{ ...server('box', payments), status: 'stopped' }] };
    assert.equal(changingInRegion(landscape('ca-mon', { ...resting, endpointGateways: [gateway('way', payments, 'crn')] })), undefined);
    const found = changingInRegion(landscape('ca-mon', {
      vpcs: [{ ...payments, status: 'deleting' }], subnets: [{ ...subnet('a', payments), status: 'pending' }],
      virtualServers: [{ ...server('box', payments), status: 'starting' }],
      endpointGateways: [{ ...gateway('way', payments, 'crn'), lifecycleState: 'updating' }],
      vpnServers: [{ ...vpnServer('vpn', payments), lifecycleState: 'pending' }, vpnServer('resting', payments)],
      vpnGateways: [{ ...vpnGateway('office', payments), lifecycleState: 'pending' }, vpnGateway('resting-too', payments)],
    }));
    assert.ok(found !== undefined);
    assert.deepEqual(found.scope, { kind: 'region', region: 'ca-mon' });
    assert.equal(found.states.length, 6);
  });
});
