import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/model/failure';
import { officesOf, standingOffice } from '../standingOffice';
import { Peer, assertUnchanged, never, states } from '../support';

const base = 'orders-pc-1a2b';
const kinds = ['dns-services', 'custom-resolver', 'forwarding-rule', 'vpn-gateway', 'ike-policy', 'ipsec-policy', 'vpn-connection'];

describe('What a site-to-site VPN left behind', function suite() {
  this.timeout(60_000);
  let peer: Peer;
  let account: readonly string[];

  beforeEach(async () => {
    peer = await Peer.start();
    account = await peer.account();
    await standingOffice(peer, base);
  });
  afterEach(() => peer.stop());

  it('is found in one piece, in the region of the VPC, with what has no CRN or is in no region, is priced, and is deleted by its undo', async () => {
    await standingOffice(peer, 'somebodys').catch(() => undefined);
    const others = officesOf(peer).length;
    const setup = peer.setup();
    const [left, ...more] = await setup.findLeftBehind(never);
    assert.ok(left !== undefined && more.length === 0, more.map(({ base: other, region }) => `${other} ${region}`).join());
    assert.deepEqual([left.base, left.region, left.things.map(({ kind }) => kind)], [base, 'ca-mon', kinds]);
    const { catalog } = peer.cloud;
    const locations = await catalog.monthlyPrice({ kind: 'resolver-locations', count: 2 }, 'ca-mon', never);
    assert.ok(locations.kind === 'priced' && left.total.monthly >= locations.monthly, 'locations are charged as long as they are there');
    const connection = await setup.takeOver(left, never);
    assert.deepEqual(await setup.findLeftBehind(never), [], 'what was taken over is known');
    assert.deepEqual(setup.made().map(({ what }) => what), [
      'DNS Services instance', 'Custom resolver', 'Forwarding rule', 'VPN gateway', 'IKE policy', 'IPsec policy', 'VPN connection',
    ]);
    assert.equal((await setup.madeAndThere(never)).length, kinds.length);
    const undone = await setup.undo(connection.id, never);
    assert.equal(undone.state, 'undone', `${states(undone)} ${JSON.stringify(undone.steps.flatMap(({ failure }) => failure ?? []))}`);
    assert.equal(officesOf(peer).length, others - kinds.length + 1, 'all but the rule, which is the resolver\'s');
    await assertUnchanged(peer, account);
  });

  it('holds no key, wherever it is written', async () => {
    const setup = peer.setup();
    const [left] = await setup.findLeftBehind(never);
    assert.ok(left !== undefined);
    await setup.takeOver(left, never);
    assert.doesNotMatch(JSON.stringify([left, setup.views(), setup.made(), await setup.madeAndThere(never)]), /Standing-Key/);
  });

  it('where a list may not be seen is told, and keeps nobody from the rest', async () => {
    const no = { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Not you.' } as const;
    peer.sandbox.faults.add({ path: '/ike_policies$', effect: no });
    peer.sandbox.faults.add({ path: '/custom_resolvers$', effect: no });
    const told: Failure[] = [];
    const [left] = await peer.setup({ onFallback: (failure) => told.push(failure) }).findLeftBehind(never);
    assert.deepEqual([left?.things.map(({ kind }) => kind), new Set(told.map(({ status }) => status))], [['dns-services', 'vpn-gateway'], new Set([403])]);
  });
});
