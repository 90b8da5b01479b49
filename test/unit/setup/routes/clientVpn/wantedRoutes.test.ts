import assert from 'node:assert/strict';
import { wantedRoutes } from '../../../../../src/setup/routes/clientVpn/wantedRoutes';
import { vpnChoices } from './choices';

const ranges = ['10.0.0.0/28', '10.0.1.0/28'];
const to = (destination: string, action: 'deliver' | 'translate' | 'drop') => ({ destination, action });
const resolvers = to('161.26.0.0/16', 'translate');

describe('The routes that a client VPN needs', () => {
  it('lead to the gateway\'s subnets as they were chosen to, and to the resolvers by the server\'s own address', () => {
    assert.deepEqual(wantedRoutes(vpnChoices(), ranges), [to('10.0.0.0/28', 'deliver'), to('10.0.1.0/28', 'deliver'), resolvers]);
    assert.deepEqual(wantedRoutes(vpnChoices({ toGateway: 'translate' }), ranges), [to('10.0.0.0/28', 'translate'), to('10.0.1.0/28', 'translate'), resolvers]);
  });

  it('lead to resolvers of one\'s own each by itself, but where a route leads there already', () => {
    assert.deepEqual(wantedRoutes(vpnChoices({ dnsServers: ['10.9.0.4', '10.0.1.5'] }), ranges).slice(2), [to('10.9.0.4/32', 'deliver')]);
    assert.deepEqual(wantedRoutes(vpnChoices({ dnsServers: ['161.26.0.7', '10.9.0.4'] }), ranges).slice(2), [resolvers, to('10.9.0.4/32', 'deliver')]);
    assert.deepEqual(wantedRoutes(vpnChoices({ dnsServers: [] }), ranges).slice(2), []);
    const office = to('10.9.0.0/16', 'translate');
    assert.deepEqual(wantedRoutes(vpnChoices({ dnsServers: ['10.9.0.4'], extraRoutes: [office] }), ranges).slice(2), [office]);
  });

  it('lead where the user wants besides, and everywhere in the full tunnel, once', () => {
    const extraRoutes = [to('10.7.0.0/16', 'deliver')];
    assert.deepEqual(wantedRoutes(vpnChoices({ extraRoutes }), []), [resolvers, ...extraRoutes]);
    assert.deepEqual(wantedRoutes(vpnChoices({ extraRoutes, tunnel: 'full' }), []), [resolvers, ...extraRoutes, to('0.0.0.0/0', 'translate')]);
    const everywhere = [to('0.0.0.0/0', 'drop')];
    assert.deepEqual(wantedRoutes(vpnChoices({ extraRoutes: everywhere, tunnel: 'full' }), []), [resolvers, ...everywhere]);
    assert.deepEqual(wantedRoutes(vpnChoices({ extraRoutes: everywhere }), []), [resolvers, ...everywhere], 'the step refuses it in the split tunnel');
  });
});
