import assert from 'node:assert/strict';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { SecretsBench } from '../../secretsBench';
import { Peer, never, stepOf } from '../../support';
import { vpnConnection } from './vpnPeer';

const id = 'orders-pc-1a2b';
/** The sandbox's own: the server's hours, an instance of Secrets Manager, each secret in it. */
const [server, instance, secret] = [80.3, 280, 0.2];

describe('What a client VPN costs, by its plan', () => {
  let bench: SecretsBench;
  let peer: Peer;
  before(async () => {
    bench = await SecretsBench.start();
    ({ peer } = bench);
  });
  after(() => peer.stop());
  afterEach(() => peer.sandbox.faults.clear());

  const planned = async (more: Partial<ClientVpnChoices> = {}) => peer.setup().plan(await vpnConnection(peer, id, more), never);
  const sum = async (more: Partial<ClientVpnChoices> = {}): Promise<number> => (await planned(more)).total.monthly;

  it('is its server by the hour, the instance of Secrets Manager, and each secret that it puts there', async () => {
    assert.equal(await sum(), server + instance + secret);
    assert.equal(await sum({ certificates: { kind: 'private', person: 'anna' } }), server + instance + 2 * secret);
    const { crn, name } = await bench.instance('shared-secrets');
    assert.equal(await sum({ secretsManager: { kind: 'existing', crn, name } }), server + secret, 'an instance that is there costs nothing more');
    const cost = stepOf(await planned(), 'vpn-server').cost;
    assert.match(cost.kind === 'priced' ? cost.basis : '', /not in the sum, since it depends on use: for a connected client 0\.0021 USD an hour/);
  });

  it('is the server alone beside a Trial, a new one or one that is there', async () => {
    const trial = { kind: 'new', name: `${id}-secrets`, plan: 'trial' } as const;
    assert.equal(await sum({ secretsManager: trial }), server);
    const { crn, name } = await bench.instance('their-trial', 'trial');
    assert.equal(await sum({ secretsManager: { kind: 'existing', crn, name }, certificates: { kind: 'private', person: 'anna' } }), server);
  });

  it('says of a server in two zones what it would cost should both be charged, which nobody publishes', async () => {
    const basis = async (zones: readonly string[]): Promise<string> => {
      const cost = stepOf(await planned({ places: zones.map((zone) => ({ zone, subnet: { kind: 'new' } })) }), 'vpn-server').cost;
      return cost.kind === 'priced' ? cost.basis : '';
    };
    assert.match(await basis(['ca-mon-1', 'ca-mon-2']), /twice that, 160\.6 USD a month, should both of its zones be charged: that is not published; not in the sum/);
    assert.doesNotMatch(await basis(['ca-mon-1']), /twice/);
  });

  it('names what no price is published for', async () => {
    peer = await Peer.start();
    peer.sandbox.faults.add({ service: 'globalCatalog', path: 'pricing', effect: { kind: 'status', status: 404 } });
    const { total } = await planned();
    assert.deepEqual([total.monthly, total.unpublished], [0, [
      `Secrets Manager instance ${id}-secrets`, `Server certificate ${id}-server`, `Endpoint gateway ${id}-endpoint`, `VPN server ${id}-vpn`,
    ]]);
    await peer.stop();
    ({ peer } = bench);
  });
});
