import { Peer, assertUnchanged, never, states, stepOf } from './support';
import type { Connection } from '../../../src/model/connection';
import type { Report } from '../../../src/model/check';
import type { Setup } from '../../../src/setup/setup';
import assert from 'node:assert/strict';
import { openServer } from '../../../src/diagnose/vantage/ssh';
import { pacedClock } from '../../../src/setup/engine/clock';
import { eventStreams } from '../../../src/services/eventStreams/service';
import { eventStreams as eventStreamsChecks } from '../../../src/diagnose/services/eventStreams/eventStreams';
import { runChecks } from '../../../src/diagnose/ladder';

const id = 'telemetry-pc-1a2b';

describe('A connection through the sandbox’s own network', function () {
  this.timeout(60_000);
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.withNetwork(); });
  afterEach(() => peer.stop());

  function setupWithChecks(): { readonly setup: Setup; readonly reports: Report[] } {
    const reports: Report[] = [];
    const verify = async (connection: Connection, signal: AbortSignal): Promise<Report> => {
      const report = await runChecks({
        instance: await peer.cloud.resources.getInstance(connection.instance.crn, signal),
        service: eventStreams,
        checks: eventStreamsChecks,
        connectionId: connection.id,
        vantages: setup.vantages(connection.id),
        path: setup.way(connection.id).path,
        secret: await setup.secret(connection.id),
        authorities: peer.sandbox.environment.authorities,
      }, () => undefined, signal);
      reports.push(report);
      return report;
    };
    const setup: Setup = peer.setup({ openServer, verify, clock: pacedClock(0.02) });
    return { setup, reports };
  }

  it('is made, proven hop by hop up to a Kafka answer, and gone without a trace', async () => {
    const account = await peer.account();
    const { setup, reports } = setupWithChecks();
    await setup.plan(await peer.connection(id), never);
    const view = await setup.run(id, never);
    assert.equal(view.state, 'done', `${states(view)}\n${JSON.stringify(stepOf(view, 'verified').failure)}`);
    assert.equal(reports.at(-1)?.headline.state, 'passed');
    assert.equal(reports.at(-1)?.members.length, 3);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertUnchanged(peer, account);
  });
});
