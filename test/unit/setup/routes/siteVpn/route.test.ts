import assert from 'node:assert/strict';
import type { SiteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';
import { Peer, never } from '../../support';
import { placeIn } from './choices';
import { assertAsBefore, madeBy, siteConnection, wholeAccount } from './sitePeer';

describe('The route through a site-to-site VPN, from nothing', function suite() {
  this.timeout(120_000);
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  const variants: readonly (readonly [string, Partial<SiteVpnChoices>])[] = [
    ['in policy mode, with a resolver', {}],
    ['with a VPN gateway in each of two zones', {
      places: ['ca-mon-1', 'ca-mon-2'].map(placeIn), zones: ['ca-mon-1', 'ca-mon-2'],
      resolver: { kind: 'new', name: 'orders-resolver', instance: { kind: 'new', name: 'orders-dns' }, zones: ['ca-mon-1', 'ca-mon-2'] },
    }],
    ['in route mode', { mode: 'route' }],
    ['for an office without an address of its own, that knows names by itself', {
      office: { peer: undefined, isBehindNat: true, identity: { type: 'fqdn', value: 'office.example.com' }, ranges: ['192.168.50.0/24', '172.30.0.0/16'] },
      resolver: { kind: 'none' }, enablingConfirmed: undefined,
    }],
    ['with names of the office that the VPC asks for', { forwarding: [{ match: 'corp.example.com', forwardTo: ['192.168.50.53'] }] }],
  ];

  for (const [at, [what, more]] of variants.entries()) {
    it(`is planned, run, planned again with nothing to make, and undone ${what}: nothing is left`, async () => {
      const setup = peer.setup();
      const connection = await siteConnection(peer, `orders-pc-000${at}`, more);
      const before = await wholeAccount(peer);
      await madeBy(setup, connection);
      const again = await setup.plan(connection, never);
      assert.deepEqual(again.steps.flatMap(({ id, state }) => ['made', 'exists', 'not-needed'].includes(state) ? [] : [`${id} ${state}`]), []);
      const undone = await setup.undo(connection.id, never);
      assert.equal(undone.state, 'undone', JSON.stringify(undone.steps.flatMap(({ id, failure }) => failure === undefined ? [] : [id, failure.why])));
      await assertAsBefore(peer, before);
      await setup.forget(connection.id);
      assert.deepEqual([...peer.vault.secrets.keys()], []);
    });
  }
});
