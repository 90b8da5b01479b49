import assert from 'node:assert/strict';
import type { RoutingTable, VpnRoute } from '../../../../src/model/vpnServer';
import { acceptedRoutes, acceptedRoutesMaker, accepts } from '../../../../src/setup/makers/acceptedRoutes';
import { absent, inTurn, refused, scripted, type Scripted } from '../scripted';
import { routingTableOf, vpnRouteOf, vpnServerOf } from '../things';

const specification = { name: 'vpn_server/v/t', vpcId: 'v', tableId: 't' };
const described = { kind: 'accepted-routes', id: 'v/t', name: 'vpn_server/v/t' };
const accepting = (...acceptsRoutesFrom: readonly string[]): RoutingTable => routingTableOf('t', { acceptsRoutesFrom });

/** A table that others change so often between our read and our change. */
function tableOf(first: RoutingTable, outdated = 0): Scripted {
  let left = outdated;
  let count = 0;
  return scripted({
    getVersionedRoutingTable: () => { count += 1; return Promise.resolve({ value: first, etag: `W/"${count}"` }); },
    acceptRoutesFrom: (_vpc, _read, kinds) => {
      left -= 1;
      return left >= 0 ? Promise.reject(refused(412)) : Promise.resolve(accepting(...kinds));
    },
  });
}

describe('That a routing table accepts routes of VPN servers', () => {
  it('is named after the table and its VPC', () => {
    assert.deepEqual(acceptedRoutes('v', 't'), specification);
    assert.deepEqual([accepts(accepting('vpn_gateway')), accepts(accepting('vpn_gateway', 'vpn_server'))], [false, true]);
  });

  it('is added to what it accepts, as it was read', async () => {
    const { context, deeds } = tableOf(accepting('vpn_gateway'));
    assert.deepEqual(await acceptedRoutesMaker.make(context, specification), accepting('vpn_gateway', 'vpn_server'));
    assert.deepEqual(deeds, [
      ['getVersionedRoutingTable', 'v', 't'], ['acceptRoutesFrom', 'v', { value: accepting('vpn_gateway'), etag: 'W/"1"' }, ['vpn_gateway', 'vpn_server']],
    ]);
  });

  it('is tried anew where somebody changed the table meanwhile, and not for ever', async () => {
    const { context, deeds } = tableOf(accepting(), 4);
    await acceptedRoutesMaker.make(context, specification);
    assert.equal(deeds.filter(([name]) => name === 'getVersionedRoutingTable').length, 5);
    await assert.rejects(acceptedRoutesMaker.make(tableOf(accepting(), 5).context, specification), { code: 'http-412' });
    const broken = scripted({
      getVersionedRoutingTable: () => Promise.resolve({ value: accepting(), etag: 'e' }), acceptRoutesFrom: () => Promise.reject(refused(403)),
    });
    await assert.rejects(acceptedRoutesMaker.make(broken.context, specification), { code: 'http-403' });
  });

  it('is not made where somebody switched it on a moment before: it is found then, and his', async () => {
    const { context, deeds } = tableOf(accepting('vpn_server'));
    await assert.rejects(acceptedRoutesMaker.make(context, specification), { code: 'setup.switched-on-meanwhile' });
    assert.deepEqual(deeds, [['getVersionedRoutingTable', 'v', 't']]);
  });

  it('is found, described and recovered by the table as it is', async () => {
    const { context, deeds } = scripted({ getRoutingTable: inTurn([accepting('vpn_server'), accepting()]) });
    assert.deepEqual(await acceptedRoutesMaker.find(context, specification), accepting('vpn_server'));
    assert.equal(await acceptedRoutesMaker.find(context, specification), undefined);
    assert.deepEqual(deeds[0], ['getRoutingTable', 'v', 't']);
    assert.deepEqual(acceptedRoutesMaker.describe(accepting(), specification), described);
    const lost = { kind: 'accepted-routes', name: 'vpn_server/v/t' };
    const again = scripted({ getRoutingTable: inTurn([accepting('vpn_server'), accepting()]) });
    assert.deepEqual(await acceptedRoutesMaker.recover(again.context, lost), described);
    assert.equal(await acceptedRoutesMaker.recover(again.context, lost), undefined);
    assert.deepEqual(again.deeds[0], ['getRoutingTable', 'v', 't']);
    assert.equal(await acceptedRoutesMaker.recover(scripted({ getRoutingTable: absent }).context, lost), undefined);
    assert.equal(await acceptedRoutesMaker.recover(scripted({}).context, { ...lost, name: 'vpn_server/v' }), undefined);
  });

  it('is all that is taken off again; what others switched on meanwhile stays', async () => {
    const { context, deeds } = tableOf(accepting('vpn_server', 'vpn_gateway'));
    await acceptedRoutesMaker.remove(context, { ...described, origin: 'made' });
    assert.deepEqual(deeds.at(-1), ['acceptRoutesFrom', 'v', { value: accepting('vpn_server', 'vpn_gateway'), etag: 'W/"1"' }, ['vpn_gateway']]);
  });

  it('needs no change where it is off already, or the table is gone', async () => {
    const off = tableOf(accepting('vpn_gateway'));
    await acceptedRoutesMaker.remove(off.context, { ...described, origin: 'made' });
    assert.deepEqual(off.deeds, [['discard'], ['getVersionedRoutingTable', 'v', 't']]);
    await acceptedRoutesMaker.remove(scripted({ getVersionedRoutingTable: absent }).context, { ...described, origin: 'made' });
  });

  it('stays where another VPN server of the VPC may need it, or one of ours that others use', async () => {
    const user = (ids: readonly string[], routes: readonly VpnRoute[] = []) => acceptedRoutesMaker.usedBy(scripted({
      listVpnServers: () => Promise.resolve(ids.map((id) => vpnServerOf(id))), getVpnServer: (id) => Promise.resolve(vpnServerOf(id)),
      listVpnRoutes: () => Promise.resolve(routes), listVpnClients: () => Promise.resolve([]),
    }, { originOf: (id) => id === 'n1' ? 'made' : undefined }).context, { ...described, origin: 'made' });
    assert.equal(await user([]), undefined);
    assert.equal(await user(['n1']), undefined);
    assert.equal(await user(['n1', 'n2']), 'the VPN server n2-name, which is used by whoever made it');
    assert.equal(await user(['n1'], [vpnRouteOf('theirs')]), 'the VPN server n1-name, which is used by the route theirs-name to 10.0.0.0/28');
  });
});
