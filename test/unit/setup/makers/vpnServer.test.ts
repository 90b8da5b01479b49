import assert from 'node:assert/strict';
import type { PricedItem } from '../../../../src/cloud/catalogService';
import { Failure } from '../../../../src/model/failure';
import type { Cost } from '../../../../src/model/plan';
import type { VpnServer } from '../../../../src/model/vpnServer';
import { vpnServerMaker, type VpnServerSpecification } from '../../../../src/setup/makers/vpnServer';
import { untilReady } from '../../../../src/setup/steps/step';
import { absent, inTurn, refused, scripted } from '../scripted';
import { vpnClientOf, vpnRouteOf, vpnServerOf } from '../things';

const specification: VpnServerSpecification = {
  name: 'orders-vpn', vpcId: 'v', subnetIds: ['s1', 's2'], clientPool: '172.20.0.0/22', certificateCrn: 'crn:server',
  authentication: [{ method: 'certificate', authorityCrn: 'crn:clients' }, { method: 'username' }], dnsServers: ['161.26.0.7'], idleTimeout: 0,
  splitTunnel: true, protocol: 'tcp', port: 8443, securityGroupIds: ['g'], resourceGroupId: 'r',
};
const [other, ours] = [vpnServerOf('n0'), vpnServerOf('n1', { name: 'orders-vpn' })];
const elsewhere = vpnServerOf('n2', { name: 'orders-vpn', vpc: { id: 'w', name: 'other-vpc' } });
const described = { kind: 'vpn-server', id: 'n1', name: 'orders-vpn', crn: 'crn:n1', address: 'n1.ca-mon.vpn-server.appdomain.cloud' };
const because = (code: string): VpnServer['healthReasons'] => [{ code, message: 'In its own words.' }];

describe('A VPN server', () => {
  it('is asked for as it was specified', async () => {
    const { context, deeds } = scripted({ createVpnServer: () => Promise.resolve(ours) });
    assert.equal(await vpnServerMaker.make(context, specification), ours);
    assert.deepEqual(deeds, [['createVpnServer', specification]]);
  });

  for (const [code, status, why, cause, next] of [
    ['vpc.vpn_server_certificate_not_found', 404, 'The certificate could not be found.', /^The certificate could not be found\. No policy authorizes/, /^Authorize VPN/],
    ['vpc.vpn_server_certificate_invalid', 400, 'The parent CA\'s URL does not encode in CA of CA chain.', /CA chain\. An authority .* "Encode URL"/, /^Make new auth/],
  ] as const) {
    it(`that is refused with ${code} says what that means and what mends it, beside the cloud's own words`, async () => {
      const refusal = new Failure({ code, status, what: 'Could not create it', why, next: 'Ask.', trace: 't-1' });
      const { context } = scripted({ createVpnServer: () => Promise.reject(refusal) });
      await assert.rejects(Promise.resolve(vpnServerMaker.make(context, specification)), (error: Failure) => {
        assert.deepEqual([error.code, error.status, error.trace, error.what], [code, status, 't-1', 'Could not create it']);
        assert.match(error.why, cause);
        assert.match(error.next, next);
        return true;
      });
    });
  }

  it('that is refused for anything else is refused in the cloud\'s words alone', async () => {
    const refusal = refused(400);
    await assert.rejects(vpnServerMaker.make(scripted({ createVpnServer: () => Promise.reject(refusal) }).context, specification), (error) => error === refusal);
  });

  it('is found by its name in its VPC, in any state', async () => {
    for (const lifecycleState of ['pending', 'failed', 'deleting']) {
      const mine = vpnServerOf('n1', { name: 'orders-vpn', lifecycleState });
      const { context, deeds } = scripted({ listVpnServers: inTurn<readonly VpnServer[]>([[other, mine], [other]]) });
      assert.equal(await vpnServerMaker.find(context, specification), mine);
      assert.equal(await vpnServerMaker.find(context, specification), undefined);
      assert.deepEqual(deeds[0], ['listVpnServers', { vpcId: 'v' }]);
    }
    assert.deepEqual(vpnServerMaker.describe(ours, specification), described);
  });

  it('is recovered by the name that a lost request gave it, and only in a VPC of the journal: elsewhere the name is somebody else\'s', async () => {
    const lost = { kind: 'vpn-server', name: 'orders-vpn' };
    const recover = (servers: readonly VpnServer[]) =>
      vpnServerMaker.recover(scripted({ listVpnServers: () => Promise.resolve(servers) }, { originOf: (id) => id === 'v' ? 'adopted' : undefined }).context, lost);
    assert.deepEqual(await recover([other, elsewhere, ours]), described);
    assert.equal(await recover([other, elsewhere]), undefined);
  });

  it('is removed, and gone when a read says so', async () => {
    for (const deleteVpnServer of [() => Promise.resolve(), absent]) {
      const { context, deeds } = scripted({ deleteVpnServer, getVpnServer: absent });
      await vpnServerMaker.remove(context, { ...described, origin: 'made' });
      assert.deepEqual(deeds, [['discard'], ['deleteVpnServer', 'n1'], ['untilGone', 'the VPN server orders-vpn'], ['getVpnServer', 'n1']]);
    }
  });
});

describe('A VPN server is ready', () => {
  async function waits(...reads: [VpnServer, ...VpnServer[]]): Promise<readonly string[]> {
    const { context, waits: words } = scripted({ getVpnServer: inTurn(reads) });
    assert.deepEqual(await untilReady(context, vpnServerMaker, ours), reads.at(-1));
    return words;
  }

  it('when it is stable and healthy, within ten minutes', async () => {
    assert.deepEqual(await waits(ours), []);
    const wait = vpnServerMaker.wait?.(scripted({}).context, ours);
    assert.deepEqual([wait?.what, wait?.everyMs, wait?.limitMs], ['the VPN server orders-vpn', 10_000, 600_000]);
  });

  it('not while it is pending or updating, whatever its health', async () => {
    for (const lifecycleState of ['pending', 'updating', 'waiting']) {
      assert.deepEqual(await waits(vpnServerOf('n1', { lifecycleState, healthState: 'faulted' }), ours), [`it is stable (now: ${lifecycleState})`]);
    }
  });

  it('not while it cannot read a certificate, which may become readable: meanwhile it is said what that means and what mends it', async () => {
    for (const [code, cure] of [
      ['cannot_access_server_certificate', 'give the server a certificate that is there and valid.'],
      ['cannot_access_client_certificate', 'name an authority that is there and valid.'],
    ] as const) {
      const [words = ''] = await waits(vpnServerOf('n1', { healthState: 'faulted', healthReasons: because(code) }), ours);
      assert.ok(words.startsWith('its health is ok (now: faulted) · In its own words. · The VPN server cannot read'), words);
      assert.ok(words.endsWith(cure), words);
    }
  });

  it('not while its health is anything but ok, for reasons that a newer cloud has, in its words', async () => {
    assert.deepEqual(await waits(vpnServerOf('n1', { healthState: 'degraded', healthReasons: because('new_code') }), ours), [
      'its health is ok (now: degraded) · In its own words.',
    ]);
  });

  const asDefault = /^Undo, then run again; if it stays, ask IBM Cloud support\.$/;
  for (const [what, more, code, why, next] of [
    ['a route of the VPC is in its way', { healthState: 'faulted', healthReasons: because('cannot_create_vpc_route') }, 'cannot_create_vpc_route', /has a route already/, /^Remove/],
    ['a subnet is full', { healthState: 'faulted', healthReasons: because('cannot_reserve_ip_address') }, 'cannot_reserve_ip_address', /no free address left/, /^Free some/],
    ['one subnet of two is full', { healthState: 'degraded', healthReasons: because('cannot_reserve_ip_address') }, 'cannot_reserve_ip_address', /no free/, /^Free some/],
    ['it failed', { lifecycleState: 'failed', lifecycleReasons: because('internal_error') }, 'internal_error', /^internal_error: In its own words\. IBM/, /^Wait some minutes/],
    ['it failed and does not say why', { lifecycleState: 'failed' }, 'state.failed', /^Its state is "failed"\.$/, asDefault],
    ['it is suspended', { lifecycleState: 'suspended' }, 'state.suspended', /"suspended"/, asDefault],
    ['it is being deleted', { lifecycleState: 'deleting' }, 'state.deleting', /"deleting"/, asDefault],
    ['it was suspended by IBM', { lifecycleState: 'waiting', lifecycleReasons: because('resource_suspended_by_provider') }, 'resource_suspended_by_provider', /suspended/, /support/],
  ] as const) {
    it(`never when ${what}: that is said at once`, async () => {
      const { context } = scripted({ getVpnServer: inTurn([vpnServerOf('n1', more)]) });
      await assert.rejects(untilReady(context, vpnServerMaker, ours), (error: Failure) => {
        assert.deepEqual([error.code, error.what], [code, 'Could not finish the VPN server n1-name']);
        assert.match(error.why, why);
        assert.match(error.next, next);
        return true;
      });
    });
  }
});

describe('The price of a VPN server', () => {
  const hours: Cost = { kind: 'priced', monthly: 80.3, currency: 'USD', basis: '0.11 USD an hour, 730 hours' };
  const use: Cost = { kind: 'priced', monthly: 0.34, currency: 'USD', basis: '0.0021 USD an hour, 160 hours' };
  async function price(server: Cost, connected: () => Promise<Cost>): Promise<Cost | undefined> {
    const monthlyPrice = ({ kind }: PricedItem): Promise<Cost> => kind === 'vpn-server' ? Promise.resolve(server) : connected();
    return await vpnServerMaker.price?.(scripted({ region: 'ca-mon' }, {}, { catalog: { monthlyPrice } }).context, { zones: 1 });
  }

  it('is that of its own hours; what clients cost by use is said beside it, and not in the sum', async () => {
    assert.deepEqual(await price(hours, () => Promise.resolve(use)), {
      ...hours, basis: '0.11 USD an hour, 730 hours; not in the sum, since it depends on use: '
        + 'for a connected client 0.0021 USD an hour, 160 hours, which is 0.34 USD a month',
    });
  });

  it('says so where the price of connections is not published, and is none where that of the server is not', async () => {
    const without = { ...hours, basis: '0.11 USD an hour, 730 hours; without what connected clients cost by the hour, whose price is not published' };
    assert.deepEqual(await price(hours, () => Promise.resolve({ kind: 'unpublished' })), without);
    assert.deepEqual(await price(hours, () => Promise.reject(refused(500))), without);
    assert.deepEqual(await price({ kind: 'unpublished' }, () => Promise.resolve(use)), { kind: 'unpublished' });
  });
});

describe('Who stands on a VPN server', () => {
  const ourGroup = { id: 'g', name: 'our-group' };
  const origins: Readonly<Record<string, 'made' | 'adopted'>> = { g: 'made', 'n1/r1': 'made', 'n1/r3': 'adopted' };
  async function user(vpc: Parameters<typeof scripted>[0]): Promise<string | undefined> {
    const { context } = scripted({
      getVpnServer: () => Promise.resolve(vpnServerOf('n1', { securityGroups: [ourGroup] })), listVpnRoutes: () => Promise.resolve([]),
      listVpnClients: () => Promise.resolve([]), ...vpc,
    }, { originOf: (id) => origins[id] });
    return await vpnServerMaker.usedBy?.(context, { ...described, origin: 'made' });
  }

  it('is nobody, where groups and routes are ours, routes are going, and the one client is whoever undoes', async () => {
    assert.equal(await user({}), undefined);
    assert.equal(await user({ listVpnRoutes: () => Promise.resolve([vpnRouteOf('r1'), vpnRouteOf('r2', { lifecycleState: 'deleting' })]) }), undefined);
    assert.equal(await user({ listVpnClients: () => Promise.resolve([vpnClientOf('c1', { commonName: 'me' }), vpnClientOf('c2', { commonName: 'me' })]) }), undefined);
    assert.equal(await user({ listVpnClients: () => Promise.resolve([
      vpnClientOf('c1', { commonName: 'me' }), vpnClientOf('c2', { commonName: 'colleague', status: 'disconnected' }),
    ]) }), undefined);
  });

  it('is whoever put a group or a route of theirs on it', async () => {
    const getVpnServer = () => Promise.resolve(vpnServerOf('n1', { securityGroups: [ourGroup, { id: 'x', name: 'theirs' }] }));
    assert.equal(await user({ getVpnServer }), 'the security group theirs');
    assert.equal(await user({ listVpnRoutes: () => Promise.resolve([vpnRouteOf('r1'), vpnRouteOf('r2')]) }), 'the route r2-name to 10.0.0.0/28');
    assert.equal(await user({ listVpnRoutes: () => Promise.resolve([vpnRouteOf('r3')]) }), 'the route r3-name to 10.0.0.0/28');
  });

  it('is nobody by a route that the same connection made, which its name tells where the journal is lost', async () => {
    const named = (server: string, route: string) => user({
      getVpnServer: () => Promise.resolve(vpnServerOf('n1', { name: server })), listVpnRoutes: () => Promise.resolve([vpnRouteOf('r9', { name: route })]),
    });
    assert.equal(await named('orders-pc-1a2b-vpn', 'orders-pc-1a2b-to-10-0-0-0-28'), undefined);
    assert.equal(await named('orders-pc-1a2b-vpn', 'billing-pc-3c4d-to-10-0-0-0-28'), 'the route billing-pc-3c4d-to-10-0-0-0-28 to 10.0.0.0/28');
    assert.equal(await named('team-vpn', 'hand-made'), 'the route hand-made to 10.0.0.0/28');
  });

  it('are its clients, where they are more people than one', async () => {
    const clients = [vpnClientOf('c1', { commonName: 'me' }), vpnClientOf('c2', { username: 'you@example.com' }), vpnClientOf('c3')];
    assert.equal(await user({ listVpnClients: () => Promise.resolve(clients) }), 'the connected clients me, you@example.com, 203.0.113.7');
    assert.equal(await user({ listVpnClients: () => Promise.resolve(clients.slice(0, 2)) }), 'the connected clients me, you@example.com');
  });

  it('is nobody where clients may not be seen, and a failure where they cannot', async () => {
    assert.equal(await user({ listVpnClients: () => Promise.reject(refused(403)) }), undefined);
    await assert.rejects(user({ listVpnClients: () => Promise.reject(refused(500)) }), { code: 'http-500' });
  });
});
