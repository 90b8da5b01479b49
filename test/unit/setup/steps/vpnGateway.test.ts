import assert from 'node:assert/strict';
import type { Subnet } from '../../../../src/model/landscape';
import type { VpnGateway } from '../../../../src/model/vpnGateway';
import type { RunContext } from '../../../../src/setup/context';
import { Fact, Facts } from '../../../../src/setup/facts';
import type { Standing } from '../../../../src/setup/standing';
import { vpcFact } from '../../../../src/setup/steps/vpc';
import { vpnGatewayStep, type VpnGatewayStep } from '../../../../src/setup/steps/vpnGateway';
import { absent, scripted } from '../scripted';
import { subnetOf, vpcOf } from '../things';
import { vpnGatewayOf } from '../vpnGatewayThings';

describe('The step of a VPN gateway', () => {
  const [subnet, into] = [new Fact<Subnet>('The subnet'), new Fact<VpnGateway>('The gateway')];
  const step = (more: Partial<VpnGatewayStep> = {}) => vpnGatewayStep({
    id: 'vpn-gateway', choice: { kind: 'new', name: 'to-office' }, why: 'w', mode: 'policy', subnet, into, resourceGroupId: 'r', ...more,
  });

  function context(gateways: readonly VpnGateway[], more: Partial<RunContext> = {}, place: Partial<Subnet> = {}, subnets: readonly Subnet[] = []) {
    const made = scripted({
      listVpnGateways: ({ vpcId }) => Promise.resolve(gateways.filter(({ vpc }) => vpcId === undefined || vpc.id === vpcId)),
      listSubnets: () => Promise.resolve([subnetOf('s'), ...subnets]), createVpnGateway: () => Promise.resolve(vpnGatewayOf('g9')),
      deleteVpnGateway: () => Promise.resolve(), getVpnGateway: absent,
    }, { facts: new Facts(), ...more });
    made.context.facts.set(vpcFact, vpcOf('v'));
    made.context.facts.set(subnet, subnetOf('s', place));
    return made;
  }

  const find = (gateways: readonly VpnGateway[], wanted = step(), ...more: [Partial<RunContext>?, Partial<Subnet>?, (readonly Subnet[])?]): Promise<Standing> =>
    wanted.find(context(gateways, ...more).context);

  it('is to be made where there is none of its name, and says what its mode means', async () => {
    assert.deepEqual(await find([vpnGatewayOf('g0')]), { kind: 'missing', detail: 'policy mode, for its own zone' });
    assert.deepEqual(await find([], step({ mode: 'route' })), { kind: 'missing', detail: 'route mode, two public addresses' });
  });

  it('is found by the journal, or by the name of a lost request; one of somebody else\'s is not taken unasked', async () => {
    const mine = vpnGatewayOf('g1', { name: 'to-office' });
    const recorded = { recorded: () => ({ kind: 'vpn-gateway', id: 'g1', name: 'to-office', origin: 'made' as const }) };
    assert.equal((await find([mine], step(), recorded)).kind, 'exists');
    assert.equal((await find([mine], step(), { lost: () => ({ kind: 'vpn-gateway', name: 'to-office' }) })).kind, 'exists');
    const theirs = await find([mine]);
    assert.match(theirs.kind === 'blocked' ? theirs.why : '', /named "to-office" exists already in this VPC/);
    assert.equal((await find([vpnGatewayOf('g1', { name: 'to-office', vpc: { id: 'w', name: 'w' } })])).kind, 'missing', 'elsewhere the name is free');
  });

  it('of ours that failed is removed before another is made', async () => {
    const failed = vpnGatewayOf('g1', { name: 'to-office', lifecycleState: 'failed' });
    const made = context([failed], { recorded: () => ({ kind: 'vpn-gateway', id: 'g1', name: 'to-office', origin: 'made' }) }, { availableAddresses: 2 });
    assert.equal((await step().find(made.context)).kind, 'missing', 'its own addresses count as free');
    await step().create(made.context);
    assert.deepEqual(made.deeds.map(([what]) => what).filter((what) => String(what).includes('VpnGateway') && what !== 'listVpnGateways'), [
      'deleteVpnGateway', 'getVpnGateway', 'createVpnGateway',
    ]);
  });

  for (const [what, gateways, more, place, why] of [
    ['a subnet with too few free addresses', [], {}, { availableAddresses: 3 }, /"s-name" has 3 free addresses; a VPN gateway takes 4/],
    ['a zone that has a gateway in route mode', [vpnGatewayOf('g0', { mode: 'route' })], { mode: 'route' }, {}, /in route mode in ca-mon-1 already: "g0-name"/],
    ['a zone that is full', ['a', 'b', 'c'].map((id) => vpnGatewayOf(id, { vpc: { id: 'w', name: 'w' } })), {}, {}, /zone ca-mon-1 has 3 VPN gateways/],
    ['a region that is full', Array.from({ length: 9 }, (_each, at) => vpnGatewayOf(`g${at}`, { subnet: { id: 'far', name: 'far' } })), {}, {}, /region has 9 VPN gateways/],
  ] as const) {
    it(`is blocked by ${what}, before anything is made`, async () => {
      const standing = await find(gateways, step(more), {}, place, [subnetOf('far', { zone: 'ca-mon-2' })]);
      assert.match(standing.kind === 'blocked' ? standing.why : standing.kind, why);
    });
  }

  it('that was chosen is used as it is, and costs nothing more; in another mode, or gone, it blocks', async () => {
    const choice = { kind: 'existing', id: 'g1', name: 'theirs' } as const;
    const there = await find([vpnGatewayOf('g1')], step({ choice }));
    assert.deepEqual(there.kind === 'exists' ? [there.resource.id, there.detail] : there.kind, ['g1', '198.51.100.9']);
    assert.deepEqual(await step({ choice }).price(context([]).context), { kind: 'none' });
    const other = await find([vpnGatewayOf('g1', { mode: 'route' })], step({ choice }));
    assert.match(other.kind === 'blocked' ? other.why : '', /is in route mode, and policy mode was chosen/);
    assert.match(JSON.stringify(await find([], step({ choice }))), /not there any more, or stands in another VPC/);
  });
});
