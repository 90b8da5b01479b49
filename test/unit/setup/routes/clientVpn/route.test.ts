import assert from 'node:assert/strict';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { Peer, never } from '../../support';
import { madeBy, vpnConnection, wholeAccount } from './vpnPeer';

describe('The route through a client VPN, from nothing', function suite() {
  this.timeout(120_000);
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  const variants: readonly (readonly [string, Partial<ClientVpnChoices>])[] = [
    ['with certificates made here', {}],
    ['with private certificates of Secrets Manager', { certificates: { kind: 'private', person: 'anna' } }],
    ['with passcodes alone, two subnets, TCP, the full tunnel and the server’s own address', {
      authentication: ['username'], places: ['ca-mon-1', 'ca-mon-2'].map((zone) => ({ zone, subnet: { kind: 'new' as const } })), tunnel: 'full', protocol: 'tcp',
      toGateway: 'translate', dnsServers: [],
    }],
    ['with both, a Trial, and what the user reaches besides', {
      authentication: ['certificate', 'username'], extraRoutes: [{ destination: '10.99.0.0/24', action: 'translate' }], zones: ['ca-mon-3'],
      certificates: { kind: 'made', person: 'anna', keepsAuthorityKey: false },
    }],
  ];

  for (const [at, [what, more]] of variants.entries()) {
    it(`is planned, run and undone ${what}: nothing is left`, async () => {
      const setup = peer.setup();
      const connection = await vpnConnection(peer, `orders-pc-000${at}`, more);
      const before = await wholeAccount(peer);
      await madeBy(setup, connection);
      const [server] = (await peer.cloud.vpc('ca-mon').listVpnServers({}, never)).filter(({ name }) => name === `${connection.id}-vpn`);
      const vpn = setup.way(connection.id).vpn;
      assert.deepEqual([vpn?.server, vpn?.methods], [{ id: server?.id, name: server?.name }, connection.choices.authentication]);
      assert.deepEqual([server?.healthState, server?.lifecycleState], ['ok', 'stable']);
      const again = await setup.plan(connection, never);
      assert.deepEqual(again.steps.flatMap(({ id, state }) => ['made', 'exists'].includes(state) ? [] : [`${id} ${state}`]), []);
      const undone = await setup.undo(connection.id, never);
      assert.equal(undone.state, 'undone');
      assert.equal(setup.way(connection.id).vpn?.server, undefined);
      assert.deepEqual(await wholeAccount(peer), before);
      await setup.forget(connection.id);
    });
  }

  it('leads through a VPN server that is there, and leaves that as it was', async () => {
    const setup = peer.setup();
    const first = await vpnConnection(peer, 'orders-pc-0011');
    await madeBy(setup, first);
    const [server] = (await peer.cloud.vpc('ca-mon').listVpnServers({}, never)).filter(({ name }) => name === 'orders-pc-0011-vpn');
    assert.ok(server !== undefined);
    const before = await wholeAccount(peer);
    const second = await vpnConnection(peer, 'orders-pc-0012', {
      vpc: { kind: 'existing', ...server.vpc }, server: { kind: 'existing', id: server.id, name: server.name }, certificates: undefined, secretsManager: undefined,
      extraRoutes: [{ destination: '10.77.0.0/16', action: 'translate' }],
    });
    await madeBy(setup, second);
    const now = await peer.cloud.vpc('ca-mon').getVpnServer(server.id, never);
    assert.deepEqual(now.securityGroups.map(({ name }) => name).sort(), ['orders-pc-0011-server', 'orders-pc-0012-server']);
    assert.equal((await setup.undo(second.id, never)).state, 'undone');
    assert.deepEqual(await wholeAccount(peer), before);
    assert.equal((await setup.undo(first.id, never)).state, 'undone');
  });

  it('is refused, with nothing made, where the pool of a server that is there is another by now', async () => {
    const setup = peer.setup();
    const first = await vpnConnection(peer, 'orders-pc-0021');
    await madeBy(setup, first);
    const [server] = (await peer.cloud.vpc('ca-mon').listVpnServers({}, never)).filter(({ name }) => name === 'orders-pc-0021-vpn');
    assert.ok(server !== undefined);
    const plan = await setup.plan(await vpnConnection(peer, 'orders-pc-0022', {
      vpc: { kind: 'existing', ...server.vpc }, server: { kind: 'existing', id: server.id, name: server.name }, clientPool: '172.24.0.0/22',
    }), never);
    assert.match(plan.steps.find(({ state }) => state === 'blocked')?.detail ?? '', /172\.20\.0\.0\/22 now; the rules were planned for 172\.24\.0\.0\/22/);
    assert.equal((await setup.undo(first.id, never)).state, 'undone');
  });
});
