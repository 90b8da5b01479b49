import assert from 'node:assert/strict';
import { runChecks } from '../../../../../../src/diagnose/ladder';
import { eventStreams as checks } from '../../../../../../src/diagnose/services/eventStreams/eventStreams';
import type { ThisMachine } from '../../../../../../src/machine/thisMachine';
import type { Report } from '../../../../../../src/model/check';
import type { Environment } from '../../../../../../src/model/account';
import { eventStreams } from '../../../../../../src/services/eventStreams/service';
import type { Setup } from '../../../../../../src/setup/setup';
import { never, Peer } from '../../../support';
import { madeBy, vpnConnection } from '../vpnPeer';
import { down, silent, unknown, wellMachine } from './bench';

const id = 'orders-pc-0041';

describe('The checks of a connection by client VPN, along its whole way', function suite() {
  this.timeout(120_000);
  let peer: Peer;
  before(async () => {
    peer = await Peer.start();
    await madeBy(peer.setup(), await vpnConnection(peer, id));
  });
  after(() => peer.stop());

  /** A window on the made connection, on a machine in that state. */
  async function reported(machine: Partial<ThisMachine>, environment: Partial<Environment> = {}): Promise<Report> {
    const setup = peer.setup({ machine: { ...wellMachine, ...machine }, environment: { ...peer.sandbox.environment, ...environment } });
    await setup.load();
    return await along(setup);
  }

  async function along(setup: Setup, connectionId = id): Promise<Report> {
    const instance = (await peer.cloud.resources.listInstances(never)).find(({ name }) => name === 'telemetry');
    assert.ok(instance !== undefined);
    return await runChecks({
      instance, service: eventStreams, checks, connectionId, vantages: setup.vantages(connectionId), path: setup.way(connectionId).path, authorities: [],
      timeoutMs: 1_000,
    }, () => undefined, never);
  }

  const states = ({ results }: Report): string => results.map(({ check, state }) => `${check} ${state}`).slice(0, 9).join(', ');
  const server = ({ hops }: Report): string | undefined => hops.filter(({ id: each }) => each === 'server').map(({ state, detail }) => `${state}: ${detail}`)[0];

  it('end with plain words where the sandbox’s VPN is made up: a real one would be needed', async () => {
    const report = await reported(down, { madeUp: true });
    assert.match(states(report), /^vpn-server passed, tunnel expected, vpn-certificates not-run, vpn-routes not-run, vpn-client not-run, vpn-names not-run, names not-run/);
    assert.deepEqual([report.headline.state, report.headline.code], ['unknown', 'vpn.made-up']);
    assert.match(report.headline.text, /a real one would be needed from here on\.$/);
    assert.match(server(report) ?? '', /^not-reached: .*a real one would be needed/);
  });

  it('name the VPN server’s place where nobody dialled, and ask nothing behind it', async () => {
    const report = await reported(down);
    assert.deepEqual([report.headline.state, report.headline.code], ['failed', 'vpn.not-up']);
    assert.match(server(report) ?? '', /^broken: the tunnel is not up/);
    assert.ok(report.hops.slice(2).every(({ state }) => state === 'not-reached'));
  });

  it('go on through the tunnel, with the same ladder as ever behind it', async () => {
    const routes = () => Promise.resolve([{ range: '10.0.0.0/8', through: 'tun0' }, { range: '161.26.0.0/16', through: 'tun0' }]);
    const network = { resolve: () => Promise.resolve(['10.249.1.4']), connect: silent };
    const report = await reported({ routes }, { network });
    assert.match(states(report), /^vpn-server passed, tunnel passed, vpn-certificates passed, vpn-routes passed, vpn-client degraded, vpn-names passed, names passed, tcp failed, vpn-packet-size not-run$/);
    assert.equal(server(report), 'ok: up: tun0 has 172.20.0.2');
    assert.equal(report.headline.code, 'tcp.timeout');
  });

  it('tell names that are asked for elsewhere before the names themselves are asked', async () => {
    const routes = () => Promise.resolve([{ range: '10.0.0.0/8', through: 'tun0' }, { range: '161.26.0.0/16', through: 'tun0' }]);
    const report = await reported({ routes, nameServers: () => Promise.resolve([]) }, { network: { resolve: unknown, connect: silent } });
    assert.equal(report.headline.code, 'vpn.dns-ignored');
    assert.match(server(report) ?? '', /^broken: /);
  });

  it('say of a connection that was not run that nothing is made yet', async () => {
    const setup = peer.setup();
    await setup.plan(await vpnConnection(peer, 'orders-pc-0042'), never);
    const { headline } = await along(setup, 'orders-pc-0042');
    assert.deepEqual([headline.state, headline.code, headline.remedy?.command], ['unknown', 'vpn.not-run', 'privateConnect.showPlan']);
  });
});
