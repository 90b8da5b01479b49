import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/model/failure';
import type { VpnRoute } from '../../../../src/model/vpnServer';
import { vpnServerRouteMaker, type VpnServerRouteSpecification } from '../../../../src/setup/makers/vpnServerRoute';
import { untilReady } from '../../../../src/setup/steps/step';
import { absent, inTurn, refused, scripted } from '../scripted';
import { vpnRouteOf, vpnServerOf } from '../things';

const specification: VpnServerRouteSpecification = { name: 'orders-to', serverId: 'n', destination: '10.0.0.0/28', action: 'deliver' };
const ours = vpnRouteOf('r1', { name: 'orders-to' });
const made = { ...ours, serverId: 'n', hindrances: [] };
const theirs = vpnRouteOf('r2', { destination: '10.0.0.3/28' });
const translated = vpnRouteOf('r3', { action: 'translate' });
const elsewhere = vpnRouteOf('r4', { name: 'orders-to', destination: '10.9.0.0/28' });
const described = { kind: 'vpn-server-route', id: 'n/r1', name: 'orders-to' };
const listed = (...routes: readonly VpnRoute[]) => ({ listVpnRoutes: () => Promise.resolve(routes) });

describe('A route of a VPN server', () => {
  it('is asked for as it was specified, and described with its server', async () => {
    const { context, deeds } = scripted({ createVpnRoute: () => Promise.resolve(ours) });
    assert.deepEqual(await vpnServerRouteMaker.make(context, specification), made);
    assert.deepEqual(deeds, [['createVpnRoute', 'n', { name: 'orders-to', destination: '10.0.0.0/28', action: 'deliver' }]]);
    assert.deepEqual(vpnServerRouteMaker.describe(made, specification), described);
  });

  it('is called by its own name in an undo: its step makes several', () => {
    assert.equal(vpnServerRouteMaker.inUndo?.('Routes of the VPN server', 'orders-to-10-0-0-0-28'), 'VPN server route orders-to-10-0-0-0-28');
  });

  it('is found by its name, where it leads to the same addresses and does the same', async () => {
    const find = (...routes: readonly VpnRoute[]) => vpnServerRouteMaker.find(scripted(listed(...routes)).context, specification);
    assert.deepEqual(await find(theirs, ours), made);
    assert.equal(await find(theirs, elsewhere, vpnRouteOf('r5', { name: 'orders-to', action: 'drop' })), undefined);
  });

  it('of somebody else\'s serves where it leads to the same addresses, however they are written, and does the same', async () => {
    const findOther = (...routes: readonly VpnRoute[]) => vpnServerRouteMaker.findOther?.(scripted(listed(...routes)).context, specification);
    assert.deepEqual(await findOther(elsewhere, translated, theirs), { ...theirs, serverId: 'n', hindrances: [] });
    assert.equal(await findOther(elsewhere, translated), undefined);
  });

  it('that is refused since another does something else there says which, beside the cloud\'s words', async () => {
    for (const status of [400, 409]) {
      const { context } = scripted({ createVpnRoute: () => Promise.reject(refused(status)), ...listed(elsewhere, translated) });
      await assert.rejects(vpnServerRouteMaker.make(context, specification), {
        code: 'setup.route-taken', status: undefined, what: 'Could not do it',
        why: 'The cloud said no. The VPN server has the route "r3-name" to 10.0.0.0/28, with the action "translate" instead of "deliver".',
        next: 'Delete that route, or choose it as it is.',
      });
    }
  });

  it('that is refused for anything else is refused as the cloud says it', async () => {
    for (const [status, routes] of [[400, [elsewhere]], [400, [theirs]], [403, []], [500, []]] as const) {
      const { context } = scripted({ createVpnRoute: () => Promise.reject(refused(status)), ...(routes.length === 0 ? {} : listed(...routes)) });
      await assert.rejects(vpnServerRouteMaker.make(context, specification), { code: `http-${status}` });
    }
    const gone = scripted({ createVpnRoute: () => Promise.reject(refused(400)), listVpnRoutes: absent });
    await assert.rejects(vpnServerRouteMaker.make(gone.context, specification), { code: 'http-400' });
  });

  it('is recovered by its name on the servers that the journal knows, of which one may be gone', async () => {
    const lost = { kind: 'vpn-server-route', name: 'orders-to' };
    const listVpnServers = () => Promise.resolve([vpnServerOf('foreign'), vpnServerOf('gone'), vpnServerOf('n')]);
    const listVpnRoutes = (id: string) => id === 'gone' ? absent() : Promise.resolve([theirs, ours]);
    const recover = (known: readonly string[]) => vpnServerRouteMaker.recover(
      scripted({ listVpnServers, listVpnRoutes }, { originOf: (id) => known.includes(id) ? 'made' : undefined }).context, lost,
    );
    assert.deepEqual(await recover(['gone', 'n']), described);
    assert.equal(await recover(['gone']), undefined);
  });

  it('of a server of ours is deleted and not waited for: it goes with the server, which may never come to it', async () => {
    const { context, deeds } = scripted({ deleteVpnRoute: () => Promise.resolve() }, { originOf: (id) => id === 'n' ? 'made' : undefined });
    await vpnServerRouteMaker.remove(context, { ...described, origin: 'made' });
    assert.deepEqual(deeds, [['discard'], ['deleteVpnRoute', 'n', 'r1']]);
  });

  it('stays on a server of ours that somebody else uses, and goes from any other', async () => {
    const user = (own: boolean) => vpnServerRouteMaker.usedBy?.(scripted({
      getVpnServer: () => Promise.resolve(vpnServerOf('n')), listVpnRoutes: () => Promise.resolve([ours, theirs]),
    }, { originOf: (id) => id === 'n/r1' || (own && id === 'n') ? 'made' : undefined }).context, { ...described, origin: 'made' });
    assert.equal(await user(true), 'the route r2-name to 10.0.0.3/28');
    assert.equal(await user(false), undefined);
  });

  it('of another server is deleted and waited for; what keeps it is told', async () => {
    const going = vpnRouteOf('r1', { lifecycleState: 'deleting' });
    let reads = 0;
    const { context, waits } = scripted({
      deleteVpnRoute: absent,
      getVpnRoute: () => { reads += 1; return reads < 3 ? Promise.resolve(going) : absent(); },
      getVpnServer: inTurn([vpnServerOf('n'), vpnServerOf('n', { healthReasons: [{ code: 'cannot_access_server_certificate', message: 'No certificate.' }] })]),
    });
    await vpnServerRouteMaker.remove(context, { ...described, origin: 'made' });
    assert.equal(waits[0], 'its deletion · where it stays so, a certificate of the VPN server has expired, is gone, or cannot be read');
    assert.match(waits[1] ?? '', /^its deletion · No certificate\. · The VPN server cannot read its own certificate.* · Give the secret back/);
    assert.equal(waits.length, 2);
  });
});

describe('A route of a VPN server is ready', () => {
  it('when it is stable, within ten minutes', async () => {
    const { context, waits } = scripted({ getVpnRoute: () => Promise.resolve(ours) });
    assert.deepEqual(await untilReady(context, vpnServerRouteMaker, made), made);
    assert.deepEqual(waits, []);
    const wait = vpnServerRouteMaker.wait?.(context, made);
    assert.deepEqual([wait?.what, wait?.everyMs, wait?.limitMs], ['the route to 10.0.0.0/28 on the VPN server', 5_000, 600_000]);
  });

  it('not while it is pending; the server\'s own health says why, and else what it mostly is', async () => {
    const { context, waits } = scripted({
      getVpnRoute: inTurn([vpnRouteOf('r1', { lifecycleState: 'pending' }), vpnRouteOf('r1', { lifecycleState: 'pending' }), ours]),
      getVpnServer: inTurn([vpnServerOf('n'), vpnServerOf('n', { healthReasons: [{ code: 'cannot_access_client_certificate', message: 'No CA.' }] })]),
    });
    await untilReady(context, vpnServerRouteMaker, made);
    assert.equal(waits[0], 'it is stable (now: pending) · where it stays so, a certificate of the VPN server has expired, is gone, or cannot be read');
    assert.match(waits[1] ?? '', /^it is stable \(now: pending\) · No CA\. · The VPN server cannot read the certificate of the clients/);
    assert.equal(waits.length, 2);
  });

  it('never when it failed, is suspended, or is being deleted: that is said at once', async () => {
    for (const lifecycleState of ['failed', 'suspended', 'deleting']) {
      const { context } = scripted({
        getVpnRoute: () => Promise.resolve(vpnRouteOf('r1', { lifecycleState, lifecycleReasons: [{ code: 'internal_error', message: 'Broken.' }] })),
        getVpnServer: () => Promise.resolve(vpnServerOf('n')),
      });
      await assert.rejects(untilReady(context, vpnServerRouteMaker, made), (error: Failure) => {
        assert.deepEqual([error.code, error.what], ['internal_error', 'Could not finish the route to 10.0.0.0/28 on the VPN server']);
        assert.match(error.why, /^internal_error: Broken\. IBM Cloud could not do it/);
        return true;
      });
    }
  });
});
