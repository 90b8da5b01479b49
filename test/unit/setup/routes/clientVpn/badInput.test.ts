import assert from 'node:assert/strict';
import type { Subnet } from '../../../../../src/model/landscape';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { cloudOver } from '../../line';
import { Peer, never, states, stepOf } from '../../support';
import { vpnConnection, wholeAccount } from './vpnPeer';

const id = 'orders-pc-1a2b';

describe('What a client VPN cannot be made of is refused by its plan, with nothing made', function suite() {
  this.timeout(60_000);
  let peer: Peer;
  let account: readonly string[];
  before(async () => {
    peer = await Peer.start();
    account = await wholeAccount(peer);
  });
  after(() => peer.stop());

  /** "why remedy" of the step that blocks; running it all the same is refused in the same words. */
  async function blockedBy(step: string, more: Partial<ClientVpnChoices>): Promise<string> {
    const setup = peer.setup();
    const plan = await setup.plan(await vpnConnection(peer, id, more), never);
    assert.equal(stepOf(plan, step).state, 'blocked', states(plan));
    await assert.rejects(setup.run(id, never), { code: 'setup.blocked' });
    assert.deepEqual(await wholeAccount(peer), account);
    return stepOf(plan, step).detail;
  }

  async function subnetNamed(name: string): Promise<Subnet> {
    const subnet = (await peer.cloud.vpc('ca-mon').listSubnets({}, never)).find((each) => each.name === name);
    assert.ok(subnet !== undefined);
    return subnet;
  }

  /** In the seed's VPC, with the server in a subnet of it. */
  function inSubnet(zone: string, { id: subnetId, name, vpc }: Subnet): Partial<ClientVpnChoices> {
    return { vpc: { kind: 'existing', id: vpc.id, name: vpc.name }, zones: ['ca-mon-1'], places: [{ zone, subnet: { kind: 'existing', id: subnetId, name } }] };
  }

  it('a route to what another one leads to already, or where clients themselves have their addresses', async () => {
    assert.match(await blockedBy('vpn-routes', { extraRoutes: [{ destination: '161.26.0.0/16', action: 'deliver' }] }), /Two routes lead to 161\.26\.0\.0\/16; .*Leave one of them out/);
    assert.match(
      await blockedBy('vpn-routes', { extraRoutes: [{ destination: '172.16.0.0/12', action: 'translate' }] }),
      /route to 172\.16\.0\.0\/12 overlaps 172\.20\.0\.0\/22, whose addresses the VPN’s clients are given.*another pool/,
    );
    assert.match(await blockedBy('vpn-routes', { dnsServers: ['172.20.1.5'] }), /route to 172\.20\.1\.5\/32 overlaps/);
    const setup = peer.setup();
    for (const action of ['drop', 'translate'] as const) {
      const destination = action === 'drop' ? '172.16.0.0/12' : '0.0.0.0/0';
      const plan = await setup.plan(await vpnConnection(peer, id, { tunnel: 'full', extraRoutes: [{ destination, action }] }), never);
      assert.equal(stepOf(plan, 'vpn-routes').state, 'to-make', `${action}: what is kept off, or everything, takes nobody’s address`);
    }
  });

  it('a subnet for the server in another zone or VPC than planned, or gone', async () => {
    const subnet = await subnetNamed('payments-app-1');
    assert.match(
      await blockedBy('vpn-subnet-ca-mon-2', inSubnet('ca-mon-2', subnet)),
      /"payments-app-1" is in ca-mon-1, and the VPN server was planned for ca-mon-2\. .*Choose another subnet/,
    );
    assert.match(
      await blockedBy('vpn-subnet-ca-mon-1', { ...inSubnet('ca-mon-1', subnet), vpc: { kind: 'new', name: 'mine' } }),
      /is in the VPC payments-vpc, and the VPN server will be in another one/,
    );
    assert.match(await blockedBy('vpn-subnet-ca-mon-1', inSubnet('ca-mon-1', { ...subnet, id: 'gone' })), /"payments-app-1" is not there any more/);
  });

  it('a zone in which the VPC has no addresses', async () => {
    const { vpc } = await subnetNamed('staging-1');
    const { prefixes } = peer.sandbox.state.regions.get('ca-mon') ?? assert.fail();
    const [gone] = [...prefixes.values()].filter((prefix) => prefix.vpc === vpc.id && prefix.zone === 'ca-mon-3');
    assert.ok(gone !== undefined);
    prefixes.delete(gone.id);
    const within = { vpc: { kind: 'existing', id: vpc.id, name: vpc.name } } as const;
    for (const [zone, place] of [['ca-mon-3', 'ca-mon-1'], ['ca-mon-1', 'ca-mon-3']] as const) {
      const more: Partial<ClientVpnChoices> = { ...within, zones: [zone], places: [{ zone: place, subnet: { kind: 'new' } }] };
      assert.match(await blockedBy('subnet-ca-mon-3', more), /no room for a subnet in ca-mon-3: its address prefixes are taken, or there is none/);
    }
    prefixes.set(gone.id, gone);
  });

  it('a laptop that is offline: it says so, and the connection is kept to be planned again', async () => {
    const setup = peer.setup({ cloud: await cloudOver({ isDown: true }, peer) });
    const connection = await vpnConnection(peer, id);
    await assert.rejects(setup.plan(connection, never), ({ code, next }: { code: string; next: string }) => code === 'http.name-not-found' && next.includes("Check this machine's network"));
    assert.deepEqual((await peer.setup().plan(connection, never)).steps.filter(({ state }) => state === 'blocked'), []);
    assert.deepEqual(await wholeAccount(peer), account);
  });
});
