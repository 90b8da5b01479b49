import assert from 'node:assert/strict';
import { runChecks } from '../../src/diagnose/ladder';
import type { ServerSession } from '../../src/diagnose/vantage/serverSession';
import type { Connection } from '../../src/model/connection';
import { startProduct, type Product } from './product';
import { realKafka, type RealKafka } from './kafka/service';

const instance = 'telemetry';
const topic = 'orders';

describe('a connection made by the product, to a real Kafka', function suite() {
  this.timeout(120_000);
  const { signal } = new AbortController();
  let kafka: RealKafka;
  let product: Product;
  let connection: Connection;
  let server: ServerSession | undefined;

  before(async () => {
    let crn: string | undefined;
    kafka = await realKafka((service) => service.crn === crn, [topic]);
    product = await startProduct(kafka, signal);
    ({ crn } = await product.instance(instance, signal));
    connection = await product.connectionTo(instance, signal);
  });

  after(async () => {
    server?.close();
    await product.stop();
    await kafka.stop();
  });

  it('is planned with nothing in the way, and made step by step', async () => {
    const plan = await product.setup.plan(connection, signal);
    assert.deepEqual(plan.steps.filter(({ state }) => state === 'blocked'), []);
    const run = await product.setup.run(connection.id, signal);
    assert.equal(run.state, 'done', JSON.stringify(run.steps.map(({ title, state, detail, failure }) => ({ title, state, detail, failure })), undefined, 1));
  });

  it('passes every check from the virtual server, up to what the key may do', async () => {
    const report = await runChecks(await product.checkRequest(connection, signal), () => undefined, signal);
    const fromServer = report.results.filter(({ vantage }) => vantage === 'server');
    assert.deepEqual(fromServer.filter(({ state }) => state !== 'passed'), []);
    assert.equal(report.headline.state, 'passed');
    assert.equal(report.brokers.length, 3);
  });
});
