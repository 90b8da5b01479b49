import assert from 'node:assert/strict';
import { serverToGatewayRules } from '../../../../../src/setup/routes/vsi/rules';
import { gatewayRules } from '../../../../../src/setup/steps/gatewayGroup';
import { serverRules } from '../../../../../src/setup/steps/serverRules';

const dns = (['udp', 'tcp'] as const).map((protocol) => ({
  direction: 'outbound', protocol, portMin: 53, portMax: 53, remote: { kind: 'cidr', cidr: '161.26.0.0/16' },
}));

describe('The rules of the route through a virtual server', () => {
  it('let SSH in from the range that was chosen, and the server out to the resolvers', () => {
    assert.deepEqual(serverRules('203.0.113.7/32'), [
      { direction: 'inbound', protocol: 'tcp', portMin: 22, portMax: 22, remote: { kind: 'cidr', cidr: '203.0.113.7/32' } }, ...dns,
    ]);
    assert.deepEqual(serverRules(undefined), dns);
  });

  it('let the server in at the gateway and out to it, on each port of the service and no other', () => {
    const ports = (direction: 'inbound' | 'outbound', id: string): unknown => [30_000, 30_001].map((port) => (
      { direction, protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'security-group', id } }
    ));
    assert.deepEqual(gatewayRules('server-group', [30_000, 30_001]), ports('inbound', 'server-group'));
    assert.deepEqual(serverToGatewayRules('gateway-group', [30_000, 30_001]), ports('outbound', 'gateway-group'));
  });
});
