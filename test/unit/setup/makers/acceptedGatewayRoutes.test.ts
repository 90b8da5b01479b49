import assert from 'node:assert/strict';
import { routesOfVpnGateways } from '../../../../src/setup/makers/acceptedGatewayRoutes';
import { gatewayWith } from '../office/things';
import { scripted } from '../scripted';
import { routingTableOf } from '../things';

const { maker, specification, accepts } = routesOfVpnGateways;
const made = { kind: 'accepted-gateway-routes', id: 'v/t', name: 'vpn_gateway/v/t' };

describe('That a routing table accepts routes of VPN gateways', () => {
  it('is a thing of its own beside that for VPN servers, so that each connection takes off its own', () => {
    assert.deepEqual(maker.describe(routingTableOf('t'), specification('v', 't')), made);
    assert.deepEqual(['vpn_server', 'vpn_gateway'].map((kind) => accepts(routingTableOf('t', { acceptsRoutesFrom: [kind] }))), [false, true]);
  });

  it('is taken off with nothing else that the table accepts', async () => {
    const { context, deeds } = scripted({
      getVersionedRoutingTable: () => Promise.resolve({ value: routingTableOf('t', { acceptsRoutesFrom: ['vpn_server', 'vpn_gateway'] }), etag: 'e' }),
      acceptRoutesFrom: () => Promise.resolve(routingTableOf('t')),
    });
    await maker.remove(context, { ...made, origin: 'made' });
    assert.deepEqual(deeds.filter(([name]) => name === 'acceptRoutesFrom').map((deed) => deed[3]), [['vpn_server']]);
  });

  it('stays where a VPN gateway of the VPC that is not ours may need it', async () => {
    const user = (ids: readonly string[]) => maker.usedBy(scripted(
      { listVpnGateways: () => Promise.resolve(ids.map((id) => gatewayWith([], { id, name: `${id}-name` }))) }, { originOf: (id) => id === 'g1' ? 'made' : undefined },
    ).context, { ...made, origin: 'made' });
    assert.deepEqual([await user([]), await user(['g1']), await user(['g1', 'g2'])], [undefined, undefined, 'the VPN gateway g2-name']);
  });
});
