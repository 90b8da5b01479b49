import assert from 'node:assert/strict';
import type { PricedItem } from '../../../../src/cloud/catalogService';
import { Failure } from '../../../../src/model/failure';
import type { Cost } from '../../../../src/model/plan';
import type { VpcRoute } from '../../../../src/model/vpcRoute';
import type { VpnGateway } from '../../../../src/model/vpnGateway';
import { vpnGatewayMaker, type VpnGatewaySpecification } from '../../../../src/setup/makers/vpnGateway';
import { untilReady } from '../../../../src/setup/steps/step';
import { absent, inTurn, refused, scripted } from '../scripted';
import { routingTableOf } from '../things';
import { vpnGatewayOf } from '../vpnGatewayThings';

const specification: VpnGatewaySpecification = { name: 'to-office', vpcId: 'v', subnetId: 's', mode: 'policy', resourceGroupId: 'r' };
const ours = vpnGatewayOf('g1', { name: 'to-office' });
const described = { kind: 'vpn-gateway', id: 'g1', name: 'to-office', crn: 'crn:g1', address: '198.51.100.9' };
const because = (code: string): VpnGateway['healthReasons'] => [{ code, message: 'In its own words.' }];

describe('A VPN gateway', () => {
  it('is asked for as it was specified, and found by its name in its VPC alone', async () => {
    const { context, deeds } = scripted({ createVpnGateway: () => Promise.resolve(ours), listVpnGateways: () => Promise.resolve([vpnGatewayOf('g0'), ours]) });
    assert.equal(await vpnGatewayMaker.make(context, specification), ours);
    assert.equal(await vpnGatewayMaker.find(context, specification), ours);
    assert.deepEqual(deeds, [['createVpnGateway', specification], ['listVpnGateways', { vpcId: 'v' }]]);
    assert.deepEqual(vpnGatewayMaker.describe(ours, specification), described);
  });

  it('that is refused for a quota says what that means and what mends it, beside the cloud\'s own words', async () => {
    const refusal = new Failure({ code: 'vpc.vpn_gateways_quota_exceeded', status: 400, what: 'Could not', why: 'Quota.', next: 'Ask.', trace: 't-1' });
    const { context } = scripted({ createVpnGateway: () => Promise.reject(refusal) });
    await assert.rejects(Promise.resolve(vpnGatewayMaker.make(context, specification)), (error: Failure) => {
      assert.match(`${error.code} ${error.trace} ${error.why} ${error.next}`, /^vpc\.vpn_gateways_quota_exceeded t-1 Quota\. A zone takes three .* Choose a VPN gateway that is there/);
      return true;
    });
  });

  it('is recovered by the name that a lost request gave it, and only in a VPC of the journal', async () => {
    const elsewhere = vpnGatewayOf('g2', { name: 'to-office', vpc: { id: 'w', name: 'other' } });
    const recover = (gateways: readonly VpnGateway[]) => vpnGatewayMaker.recover(
      scripted({ listVpnGateways: () => Promise.resolve(gateways) }, { originOf: (id) => id === 'v' ? 'made' : undefined }).context, { kind: 'vpn-gateway', name: 'to-office' },
    );
    assert.deepEqual(await recover([elsewhere, ours]), described);
    assert.equal(await recover([elsewhere]), undefined);
  });

  it('is removed, and gone when a read says so; one that a route leads to says which kind of thing keeps it', async () => {
    const { context, deeds } = scripted({ deleteVpnGateway: () => Promise.resolve(), getVpnGateway: absent });
    await vpnGatewayMaker.remove(context, { ...described, origin: 'made' });
    assert.deepEqual(deeds, [['discard'], ['deleteVpnGateway', 'g1'], ['untilGone', 'the VPN gateway to-office', 1_800_000], ['getVpnGateway', 'g1']]);
    const inUse = new Failure({ code: 'vpc.vpn_gateway_in_use', status: 409, what: 'Could not', why: 'It is the next hop of "r1".', next: 'Ask.' });
    await assert.rejects(vpnGatewayMaker.remove(scripted({ deleteVpnGateway: () => Promise.reject(inUse) }).context, { ...described, origin: 'made' }), (error: Failure) => {
      assert.match(`${error.why} ${error.next}`, /next hop of "r1"\. A route leads .* Delete that route .* undo again/);
      return true;
    });
  });
});

describe('A VPN gateway is ready', () => {
  async function waits(...reads: [VpnGateway, ...VpnGateway[]]): Promise<readonly string[]> {
    const { context, waits: words } = scripted({ getVpnGateway: inTurn(reads) });
    assert.deepEqual(await untilReady(context, vpnGatewayMaker, ours), reads.at(-1));
    return words;
  }

  it('when it is stable, healthy and has its address, looked for every ten seconds for half an hour', async () => {
    const wait = vpnGatewayMaker.wait?.(scripted({}).context, ours);
    assert.deepEqual([wait?.what, wait?.everyMs, wait?.limitMs], ['the VPN gateway to-office', 10_000, 1_800_000]);
    assert.deepEqual(await waits(
      vpnGatewayOf('g1', { lifecycleState: 'pending', healthState: 'inapplicable' }), vpnGatewayOf('g1', { healthState: 'degraded' }),
      vpnGatewayOf('g1', { addresses: ['0.0.0.0', '0.0.0.0'] }), ours,
    ), ['it is stable (now: pending)', 'its health is ok (now: degraded)', 'its public address']);
  });

  it('in route mode only when it has two: offices dial both', async () => {
    const both = vpnGatewayOf('g1', { mode: 'route', addresses: ['198.51.100.9', '198.51.100.10'] });
    assert.deepEqual(await waits(vpnGatewayOf('g1', { mode: 'route' }), both), ['both of its public addresses']);
  });

  for (const [what, more, code, why, next] of [
    ['a route of the VPC is in its way', { healthState: 'degraded', healthReasons: because('cannot_create_vpc_route') }, 'cannot_create_vpc_route', /has a route to a range/, /^Delete that route/],
    ['its subnet is full', { healthState: 'faulted', healthReasons: because('cannot_reserve_ip_address') }, 'cannot_reserve_ip_address', /no free address/, /^Free some/],
    ['it failed', { lifecycleState: 'failed', lifecycleReasons: because('internal_error') }, 'internal_error', /In its own words\. IBM/, /support case/],
    ['it failed and does not say why', { lifecycleState: 'failed' }, 'state.failed', /"failed"/, /^Undo, then run again/],
    ['it is suspended', { lifecycleState: 'suspended', lifecycleReasons: because('resource_suspended_by_provider') }, 'resource_suspended_by_provider', /suspended/, /with the id/],
    ['it is being deleted', { lifecycleState: 'deleting' }, 'state.deleting', /"deleting"/, /^Undo/],
  ] as const) {
    it(`never when ${what}: that is said at once, with its cure`, async () => {
      const { context } = scripted({ getVpnGateway: inTurn([vpnGatewayOf('g1', more)]) });
      await assert.rejects(untilReady(context, vpnGatewayMaker, ours), (error: Failure) => {
        assert.equal(error.code, code);
        assert.match(error.why, why);
        assert.match(error.next, next);
        return true;
      });
    });
  }
});

describe('The price of a VPN gateway', () => {
  const hours: Cost = { kind: 'priced', monthly: 68.99, currency: 'USD', basis: '0.0945 USD an hour, 730 hours' };
  const price = async (gateway: Cost, connection: () => Promise<Cost>): Promise<Cost | undefined> => {
    const monthlyPrice = ({ kind }: PricedItem): Promise<Cost> => kind === 'vpn-gateway' ? Promise.resolve(gateway) : connection();
    return await vpnGatewayMaker.price?.(scripted({ region: 'ca-mon' }, {}, { catalog: { monthlyPrice } }).context, {});
  };

  it('is that of its own hours, says where that of its connections is missing, and is none where its own is not published', async () => {
    assert.deepEqual(await price(hours, () => Promise.resolve(hours)), hours);
    const without = { ...hours, basis: `${hours.basis}; without what its connections cost by the hour, whose price is not published` };
    assert.deepEqual(await price(hours, () => Promise.reject(refused(500))), without);
    assert.deepEqual(await price({ kind: 'unpublished' }, () => Promise.resolve(hours)), { kind: 'unpublished' });
  });
});

describe('Who stands on a VPN gateway', () => {
  const route = (hop: string, more: Partial<VpcRoute> = {}): VpcRoute => ({
    id: 'r', name: 'to-them', createdAt: '', destination: '192.168.10.0/24', zone: 'ca-mon-1', action: 'deliver', priority: 2,
    nextHop: { kind: 'vpn-connection', id: hop, name: hop }, origin: 'user', creator: undefined, lifecycleState: 'stable', ...more,
  });
  const user = async (gateway: VpnGateway, routes: readonly VpcRoute[] = []): Promise<string | undefined> => await vpnGatewayMaker.usedBy?.(scripted({
    getVpnGateway: () => Promise.resolve(gateway), listRoutingTables: () => Promise.resolve([routingTableOf('t')]), listTableRoutes: () => Promise.resolve(routes),
  }, { originOf: (id) => id === 'g1/c1' ? 'made' : undefined }).context, { ...described, origin: 'made' });
  const withConnection = (id: string, name = id, more: Partial<VpnGateway> = {}): VpnGateway => vpnGatewayOf('g1', { connections: [{ id, name }], ...more });

  it('is whoever put a connection on it, and nobody by one of ours', async () => {
    assert.equal(await user(vpnGatewayOf('g1')), undefined);
    assert.equal(await user(withConnection('c1')), undefined);
    assert.equal(await user(withConnection('c2', 'theirs')), 'the VPN connection theirs');
  });

  it('is nobody by a connection that the same connection made, which its name tells where the journal is lost', async () => {
    assert.equal(await user(withConnection('c2', 'orders-pc-1a2b-to-office', { name: 'orders-pc-1a2b-vpn' })), undefined);
    assert.equal(await user(withConnection('c2', 'more-pc-3c4d-to-office', { name: 'orders-pc-1a2b-vpn' })), 'the VPN connection more-pc-3c4d-to-office');
  });

  it('is whoever leads a route to a connection of it, in route mode', async () => {
    const gateway = withConnection('c1', 'c1', { mode: 'route' });
    assert.equal(await user(gateway, [route('c1')]), 'the route to-them to 192.168.10.0/24 in the routing table t-name');
    assert.equal(await user(gateway, [route('c9'), route('c1', { lifecycleState: 'deleting' })]), undefined);
  });
});
