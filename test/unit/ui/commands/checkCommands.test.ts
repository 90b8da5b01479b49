import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import { CommandBench } from './commandBench';

describe('the commands that check', function () {
  this.timeout(60_000);
  let bench: CommandBench;
  let connection: Connection;

  before(async () => {
    bench = await CommandBench.start();
    assert.equal((await bench.fail('privateConnect.copyReport')).code, 'ui.nothing-checked');
    connection = await bench.connected();
  });
  after(() => bench.stop());
  afterEach(() => {
    bench.done.length = 0;
    bench.active = undefined;
  });

  it('open the panel and prove the instance along its connection', async () => {
    await bench.succeed('privateConnect.checkConnectivity', { kind: 'instance', instance: await bench.instance('telemetry') });
    assert.deepEqual(bench.done, [`panel telemetry ${connection.id}`]);
    const target = { instanceCrn: connection.instance.crn, instanceName: 'telemetry', connectionId: connection.id };
    assert.deepEqual(bench.product.latestChecks.last, target);
    const shown = bench.product.latestChecks.state(target);
    assert.equal(shown?.report.headline.state, 'passed');
    assert.ok(shown.snippets.length > 1);
  });

  it('look from this machine alone where nothing leads to the instance', async () => {
    await bench.succeed('privateConnect.checkConnectivity', { kind: 'instance', instance: await bench.instance('orders') });
    const { crn } = await bench.instance('orders');
    const report = bench.product.latestChecks.state({ instanceCrn: crn, instanceName: 'orders' })?.report;
    assert.deepEqual(report?.vantages.map(({ id }) => id), ['local']);
    assert.equal(report.connectionId, undefined);
    assert.equal(report.headline.state, 'unknown', 'as expected without a VPN, which is no error');
  });

  it('say of a connection that was never run how far its path leads', async () => {
    const other = await CommandBench.start();
    try {
      const planned = await other.planned();
      const target = { instanceCrn: planned.instance.crn, instanceName: 'telemetry', connectionId: planned.id };
      await other.succeed('privateConnect.checkConnectivity', { kind: 'connection', connection: planned });
      const report = other.product.latestChecks.state(target)?.report;
      assert.deepEqual([report?.headline.state, report?.headline.code, report?.headline.remedy?.command], ['unknown', 'ssh.not-run', 'privateConnect.showPlan']);
      assert.match(report?.headline.cause ?? '', /Nothing of this connection was made yet/);
      assert.deepEqual(report?.hops.slice(0, 3).map(({ kind, state }) => `${kind} ${state}`), [
        'machine ok', 'virtual-server not-reached', 'endpoint-gateway not-reached',
      ]);
      await other.succeed('privateConnect.checkConnectivity', { kind: 'instance', instance: await other.instance('telemetry') });
      assert.equal(other.last, 'panel telemetry directly', 'a plan leads nowhere');
    } finally {
      await other.stop();
    }
  });

  it('lead to the plan of what was never run, which is made anew where a reload has forgotten it', async () => {
    const other = await CommandBench.start();
    try {
      const { id, instance } = await other.planned();
      const subject = { kind: 'target', target: { instanceCrn: instance.crn, instanceName: 'telemetry', connectionId: id } } as const;
      await other.succeed('privateConnect.showPlan', subject);
      await other.session.close();
      await other.product.open();
      assert.deepEqual(other.session.setup.views(), []);
      await other.succeed('privateConnect.showPlan', subject);
      assert.deepEqual(other.done, [`plan ${id}`, `plan ${id}`]);
      assert.deepEqual(other.session.setup.views().map(({ state }) => state), ['plan']);
    } finally {
      await other.stop();
    }
  });

  it('follow from the instance a connection that was begun, as far as it has come', async () => {
    const other = await CommandBench.start();
    try {
      const { id } = await other.planned();
      assert.equal((await other.session.setup.run(id, AbortSignal.abort())).state, 'cancelled');
      await other.succeed('privateConnect.checkConnectivity', { kind: 'instance', instance: await other.instance('telemetry') });
      assert.equal(other.last, `panel telemetry ${id}`);
    } finally {
      await other.stop();
    }
  });

  it('ask which instance where they were started on none', async () => {
    await bench.succeed('privateConnect.checkConnectivity', undefined, { take: 'telemetry' });
    assert.deepEqual(bench.done, [`panel telemetry ${connection.id}`]);
  });

  it('check again what the panel in front is about, else what was checked last', async () => {
    const { crn } = await bench.instance('orders');
    bench.active = { instanceCrn: crn, instanceName: 'orders' };
    await bench.succeed('privateConnect.checkAgain');
    bench.active = undefined;
    await bench.succeed('privateConnect.checkAgain');
    assert.deepEqual(bench.done, ['panel orders directly', 'panel orders directly']);
  });

  it('cancel the check of the panel in front, and say so where none runs', async () => {
    const target = { instanceCrn: connection.instance.crn, instanceName: 'telemetry', connectionId: connection.id };
    assert.equal((await bench.fail('privateConnect.cancelCheck', { kind: 'target', target })).what, 'There is no check to cancel');
    const checking = bench.run('privateConnect.checkAgain', { kind: 'target', target });
    while (bench.product.latestChecks.state(target)?.running !== true) await new Promise((resolve) => setImmediate(resolve));
    await bench.run('privateConnect.cancelCheck', { kind: 'target', target });
    await checking;
    assert.deepEqual(bench.failures, []);
    assert.equal(bench.product.latestChecks.state(target)?.report.headline.code, 'report.cancelled');
  });

  it('copy the report of what was checked, and of what the panel in front shows', async () => {
    await bench.succeed('privateConnect.checkConnectivity', { kind: 'connection', connection });
    await bench.succeed('privateConnect.copyReport');
    assert.match(bench.last ?? '', /^copy # .*telemetry/);
    const { crn } = await bench.instance('orders');
    bench.active = { instanceCrn: crn, instanceName: 'orders' };
    await bench.succeed('privateConnect.copyReport');
    assert.match(bench.last ?? '', /^copy # .*orders/);
  });

  it('go on from this machine where the connection that the panel was about is gone', async () => {
    const target = { instanceCrn: connection.instance.crn, instanceName: 'telemetry', connectionId: 'gone-pc-1a2b' };
    await bench.succeed('privateConnect.checkAgain', { kind: 'target', target });
    assert.deepEqual(bench.product.latestChecks.state(target)?.report.vantages.map(({ id }) => id), ['local']);
  });
});
