import assert from 'node:assert/strict';
import type { PartChoices } from '../../../../../src/setup/routes/part/choices';
import { never, stepOf } from '../../support';
import { PartPeer } from './partPeer';
import { standingGateway, vpnConnection, vpnGateway } from './siteVpnCases';

const id = 'mine-pc-1a2b';

describe('A part of a site-to-site VPN', function () {
  this.timeout(120_000);
  let bench: PartPeer;
  beforeEach(async () => { bench = await PartPeer.start(); });
  afterEach(() => bench.stop());

  /** Why the plan is blocked, and what to do; nothing is made by it. */
  async function refused(choices: PartChoices): Promise<string> {
    const before = await bench.everything();
    const plan = await bench.peer.setup().plan(await bench.part(id, choices), never);
    assert.deepEqual(await bench.everything(), before);
    return plan.steps.filter(({ state }) => state === 'blocked').map(({ detail }) => detail).join(' ') || plan.steps.map(({ detail }) => detail).join(', ');
  }

  it('is a gateway with its price, and done when it tells the address that the office dials', async () => {
    const setup = bench.peer.setup();
    const plan = await setup.plan(await bench.part(id, await vpnGateway(bench)), never);
    assert.equal(plan.title, 'Create VPN Gateway mine');
    assert.deepEqual([stepOf(plan, 'vpn-gateway').cost.kind, plan.total.monthly], ['priced', 68.99]);
    const run = await setup.run(id, never);
    assert.match(stepOf(run, 'vpn-gateway').detail, /\d+\.\d+\.\d+\.\d+, stable/);
    assert.equal((await setup.undo(id, never)).state, 'undone');
  });

  it('is a connection with its policies and its price, made while the office does not answer, which it says', async () => {
    const setup = bench.peer.setup();
    const plan = await setup.plan(await bench.part(id, await vpnConnection(bench)), never);
    assert.equal(plan.title, 'Create VPN Connection to-office');
    assert.match(stepOf(plan, 'vpn-connection').detail, /203\.0\.113\.9 · 192\.168\.10\.0\/24 ↔ 10\.240\.0\.0\/24/);
    assert.match(stepOf(plan, 'ike-policy').detail, /IKEv2 · aes256 · sha256 · group 14/);
    assert.deepEqual([stepOf(plan, 'vpn-connection').cost.kind, plan.total.monthly], ['priced', 36.14]);
    const run = await setup.run(id, never);
    assert.match(stepOf(run, 'vpn-connection').detail, /down until the office’s gateway dials/);
    assert.equal((await setup.undo(id, never)).state, 'undone');
  });

  it('is no gateway in a subnet that is too full, of a name that is taken, or in route mode beside another', async () => {
    const office = await standingGateway(bench, 'route');
    assert.match(await refused(await vpnGateway(bench, { name: office.name })), /named "office-route" exists already in this VPC/);
    await bench.made(await bench.part('small-pc-0001', { ...await vpnGateway(bench), part: 'subnet', name: 'small' }));
    const small = await bench.subnetNamed('small');
    const row = bench.peer.sandbox.state.regions.get('ca-mon')?.subnets.get(small.id);
    assert.ok(row !== undefined);
    row.cidr = row.cidr.replace(/\/\d+$/, '/29');
    assert.match(await refused(await vpnGateway(bench, { subnet: { kind: 'existing', ...small } })), /"small" has 3 free addresses; a VPN gateway takes 4/);
    row.cidr = row.cidr.replace(/\/\d+$/, '/28');
    assert.match(await refused(await vpnGateway(bench, { mode: 'route', subnet: { kind: 'existing', ...small } })), /in route mode in ca-mon-1 already: "office-route"/);
  });

  it('is no connection on a gateway that is gone, nor one that leads where another leads', async () => {
    await bench.made(await bench.part('first-pc-0001', await vpnConnection(bench, { name: 'first' })));
    assert.match(await refused(await vpnConnection(bench)), /overlaps 192\.168\.10\.0\/24, which the VPN connection "first" of this VPN gateway leads to already/);
    assert.match(await refused(await vpnConnection(bench, { gateway: { id: 'gone', name: 'gone' } })), /"gone" is not there any more/);
  });

  it('is a gateway that stays, named with why, where somebody else\'s connection is on it', async () => {
    await bench.made(await bench.part('gateway-pc-0001', await vpnGateway(bench, { name: 'office-policy' })));
    await bench.made(await bench.part(id, await vpnConnection(bench)));
    const setup = bench.peer.setup();
    await setup.load();
    const kept = await setup.undo('gateway-pc-0001', never);
    assert.match(JSON.stringify(stepOf(kept, 'vpn-gateway')), /the VPN connection to-office/);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    assert.equal((await setup.undo('gateway-pc-0001', never)).state, 'undone');
  });
});
