import assert from 'node:assert/strict';
import type { ThisMachine } from '../../../../../src/machine/thisMachine';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { never, Peer, quietMachine } from '../../support';
import { card } from './tunnel/bench';
import { vpnConnection } from './vpnPeer';

describe('What is said of this machine before a VPN server is made', function suite() {
  this.timeout(60_000);
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());

  /** How the VPN server's step stands in a plan that is made on such a machine. */
  async function planned(machine: Partial<ThisMachine>, choices: Partial<ClientVpnChoices> = {}): Promise<string> {
    const setup = peer.setup({ machine: { ...quietMachine, ...machine } });
    const plan = await setup.plan(await vpnConnection(peer, 'orders-pc-0031', choices), never);
    await setup.forget('orders-pc-0031');
    const step = plan.steps.find(({ id }) => id === 'vpn-server');
    return `${step?.state ?? ''}: ${step?.detail ?? ''}`;
  }
  const at = (range: string, name = 'wlan0'): Partial<ThisMachine> => ({ ownNetworks: () => Promise.resolve({ networks: [{ range, name }] }) });

  it('is nothing where a tunnel can be made and no network is in the way', async () => {
    assert.equal(await planned(at('192.168.1.0/24')), 'to-make: to make · 172.20.0.0/22 · UDP 443 · split tunnel · certificate · disconnects whoever is idle for 10 min');
  });

  it('is that a tunnel needs an administrator, or cannot be had: tried, and no reason not to make it', async () => {
    assert.match(await planned({ tunnelRights: () => Promise.resolve({ kind: 'asks', note: 'sudo asks for your password.' }) }), /^to-make: .*sudo asks for your password\.$/);
    assert.match(await planned({ tunnelRights: () => Promise.resolve({ kind: 'none', why: 'No device.', next: 'Load it.' }) }), /^to-make: .*No device\. Load it\.$/);
  });

  it('is that the tunnel of the computer is a place of its own, in WSL and in a container', async () => {
    assert.match(await planned({ surroundings: () => Promise.resolve('wsl') }), /^to-make: .*this is WSL: the tunnel of Windows is a place of its own/);
    assert.match(await planned({ surroundings: () => Promise.resolve('container') }), /^to-make: .*this is a container/);
  });

  it('is which of its networks overlaps what is behind the VPN', async () => {
    assert.match(await planned(at('161.26.0.0/20', 'eth3')), /^to-make: .*your network 161\.26\.0\.0\/20 \(eth3\) overlaps 161\.26\.0\.0\/16/);
    const extra = { extraRoutes: [{ destination: '10.99.0.0/16', action: 'deliver' as const }] };
    assert.match(await planned(at('10.99.4.0/24'), extra), /^to-make: .*overlaps 10\.99\.0\.0\/16/);
  });

  it('is that passcodes are good for one connection each', async () => {
    assert.match(await planned({}, { authentication: ['username'] }), /^to-make: .*good for one connection/);
  });

  it('refuses a pool that overlaps a network of this machine, what the user named, or what clients are to reach', async () => {
    assert.match(await planned(at('172.20.1.0/24')), /^blocked: .*172\.20\.0\.0\/22 overlaps your own network 172\.20\.1\.0\/24 \(wlan0\)/);
    assert.match(await planned({}, { userRanges: ['172.16.0.0/12'] }), /^blocked: .*overlaps 172\.16\.0\.0\/12, which you named/);
    assert.match(await planned({}, { extraRoutes: [{ destination: '172.20.2.0/24', action: 'deliver' }] }), /^blocked: .*overlaps 172\.20\.2\.0\/24/);
  });

  it('takes a tunnel that is still up from before for no network in the way', async () => {
    const tunnel = { ...at('172.20.0.0/22', 'tun0'), interfaces: () => ({ tun0: card('172.20.0.2') }) };
    assert.match(await planned(tunnel), /^to-make: to make · 172\.20\.0\.0\/22 · UDP 443/);
  });
});
