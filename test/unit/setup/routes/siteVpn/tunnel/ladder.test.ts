import assert from 'node:assert/strict';
import { runChecks } from '../../../../../../src/diagnose/ladder';
import { eventStreams as checks } from '../../../../../../src/diagnose/services/eventStreams/eventStreams';
import type { Environment } from '../../../../../../src/model/account';
import type { Report } from '../../../../../../src/model/check';
import { eventStreams } from '../../../../../../src/services/eventStreams/service';
import type { Setup } from '../../../../../../src/setup/setup';
import { never, Peer } from '../../../support';
import { siteConnection } from '../sitePeer';
import { wellMachine } from './bench';

const id = 'orders-pc-0061';

describe('The checks of a connection by site-to-site VPN, along its whole way', function suite() {
  this.timeout(120_000);
  let peer: Peer;
  before(async () => {
    peer = await Peer.start();
    const setup = peer.setup();
    await setup.plan(await siteConnection(peer, id), never);
    const run = await setup.run(id, never);
    assert.deepEqual([run.state, run.steps.flatMap(({ failure }) => failure?.why ?? [])], ['done', []]);
  });
  after(() => peer.stop());

  /** A window on the made connection. */
  async function reported(environment: Partial<Environment> = {}): Promise<Report> {
    const setup = peer.setup({ machine: wellMachine, environment: { ...peer.sandbox.environment, ...environment } });
    await setup.load();
    return await along(setup);
  }

  async function along(setup: Setup, connectionId = id): Promise<Report> {
    const instance = (await peer.cloud.resources.listInstances(never)).find(({ crn }) => crn === setup.connections().find((each) => each.id === connectionId)?.instance.crn);
    assert.ok(instance !== undefined);
    return await runChecks({
      instance, service: eventStreams, checks, connectionId, vantages: setup.vantages(connectionId), path: setup.way(connectionId).path, authorities: [],
      timeoutMs: 1_000,
    }, () => undefined, never);
  }

  const states = ({ results }: Report): string => results.map(({ check, state }) => `${check} ${state}`).slice(0, 9).join(', ');
  const place = ({ hops }: Report, which: string): string | undefined => hops.filter(({ kind }) => kind === which).map(({ state, detail }) => `${state}: ${detail}`)[0];

  it('end with plain words in the sandbox, whose office is made up: its gateway has not dialled', async () => {
    const report = await reported({ madeUp: true });
    assert.match(states(report), /^vpn-gateway passed, vpn-settings passed, vpn-connection expected, vpn-resolver not-run, vpn-ranges not-run, office not-run/);
    assert.deepEqual([report.headline.state, report.headline.code], ['unknown', 'tunnel.not-dialled']);
    assert.match(report.headline.text, /the office’s gateway has not dialled yet/);
    assert.match(place(report, 'vpn-gateway') ?? '', /^not-reached: the office’s gateway has not dialled yet/);
  });

  it('say of a tunnel that is down that the files are to be put on the office\'s gateway, and ask nothing behind it', async () => {
    const report = await reported({ madeUp: undefined });
    assert.deepEqual([report.headline.state, report.headline.code], ['failed', 'tunnel.peer-not-responding']);
    assert.match(report.headline.remedy?.title ?? '', /^Put the files on the office's gateway/);
    assert.match(place(report, 'vpn-gateway') ?? '', /^broken: /);
  });

  it('say of a connection that was not run that nothing is made yet', async () => {
    const setup = peer.setup();
    await setup.plan(await siteConnection(peer, 'orders-pc-0062'), never);
    const { headline } = await along(setup, 'orders-pc-0062');
    assert.deepEqual([headline.state, headline.code, headline.remedy?.command], ['unknown', 'tunnel.not-run', 'privateConnect.showPlan']);
  });

  it('describe the office from what was made, so that files can be made of it', async () => {
    const setup = peer.setup();
    await setup.load();
    const [office] = await setup.offices(id, never);
    assert.ok(office?.key !== undefined);
    assert.ok(office.dns.servers.length > 0 && office.dns.domains.length > 0);
  });
});
