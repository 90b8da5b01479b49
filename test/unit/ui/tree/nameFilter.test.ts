import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { filterRegion, instancesOf, matches } from '../../../../src/ui/tree/nameFilter';
import { instance, landscape, server, subnet, vpc, vpnConnection, vpnGateway, vpnServer } from '../fixtures';

const payments = vpc('payments');
const staging = vpc('staging');
const office = vpnGateway('to-office', staging);
const region = landscape('ca-mon', {
  vpcs: [payments, staging],
  subnets: [subnet('payments-a', payments), subnet('staging-a', staging)],
  virtualServers: [server('build-box', staging)],
  vpnServers: [vpnServer('team-vpn', payments)],
  vpnGateways: [office], vpnConnections: [vpnConnection('branch', office)],
});

describe('the filter by name', () => {
  it('ignores case and blanks around it', () => {
    assert.ok(matches('Payments-VPC', ' vpc '));
    assert.ok(!matches('Payments', 'vpc'));
  });

  it('keeps all that a VPC has when its own name matches', () => {
    const shown = filterRegion(region, 'STAGING');
    assert.deepEqual(shown.vpcs.map(({ name }) => name), ['staging']);
    assert.deepEqual(shown.virtualServers.map(({ name }) => name), ['build-box']);
  });

  it('keeps the VPC of what matches, without the rest', () => {
    const shown = filterRegion(region, 'build');
    assert.deepEqual(shown.vpcs.map(({ name }) => name), ['staging']);
    assert.deepEqual(shown.subnets, []);
    const branch = filterRegion(region, 'branch');
    assert.deepEqual([branch.vpcs, branch.vpnGateways, branch.vpnConnections].map((items) => items.map(({ name }) => name)), [['staging'], [], ['branch']]);
    assert.deepEqual([filterRegion(region, 'vpn').vpcs.map(({ name }) => name), shown.vpnServers], [['payments'], []]);
  });

  it('shows everything when it is empty, and nothing when nothing matches', () => {
    assert.equal(filterRegion(region, '  '), region);
    assert.deepEqual(filterRegion(region, 'zzz').vpcs, []);
  });

  it('never shows an item without its VPC', () => {
    fc.assert(fc.property(fc.string({ maxLength: 8 }), (text) => {
      const shown = filterRegion(region, text);
      const vpcs = new Set(shown.vpcs.map(({ id }) => id));
      return [...shown.subnets, ...shown.virtualServers].every((item) => vpcs.has(item.vpc.id));
    }));
  });

  it('takes the instances of one region', () => {
    const all = [instance('orders'), instance('telemetry'), instance('orders-eu', { region: 'eu-de' })];
    assert.deepEqual(instancesOf('ca-mon', all, 'orders').map(({ name }) => name), ['orders']);
  });
});
