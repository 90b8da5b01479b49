import assert from 'node:assert/strict';
import type { Server } from 'node:net';
import { runChecks } from '../../../src/diagnose/ladder';
import { sendTestMessage } from '../../../src/kafka/testMessage';
import type { Connection } from '../../../src/model/connection';
import type { Secret } from '../../../src/model/secret';
import type { Snippet } from '../../../src/model/snippet';
import type { OpenNetwork } from '../../../src/model/vantage';
import { laptopAddress } from '../../../src/sandbox/chosenPlane';
import { embeddedDataPlane } from '../../../src/sandbox/network/embedded';
import { eventStreams as eventStreamsSnippets } from '../../../src/snippets/eventStreams/eventStreams';
import { withUsage } from '../../../src/snippets/withUsage';
import { nowhere } from '../../unit/snippets/nowhere';
import { roundTrip, type ClientResult } from '../kafka/clients';
import { startCluster } from '../kafka/cluster';
import { realKafka, type RealKafka } from '../kafka/service';
import { tools, type Tools } from '../kafka/tools';
import { startProduct, type Product } from '../product';
import { listenThrough } from './way';

const instance = 'telemetry';
const topic = 'orders';
/** Of its own, so that the port can be the service's. */
const address = '127.0.93.11';

/** Lines without which a client must fail; the others repeat a default of the client, for the reader. */
const essential = {
  java: /^(security\.protocol|sasl\.mechanism|config\.providers|config\.providers\.env\.class|sasl\.jaas\.config|ssl\.truststore\.\w+)=/,
  kcat: /^(bootstrap\.servers|security\.protocol|sasl\.mechanisms|sasl\.username|ssl\.ca\.location)=/,
  kafkajs: /^ {2}(ssl|sasl): /,
  python: /^ {4}'(bootstrap\.servers|security\.protocol|sasl\.mechanisms|sasl\.username|sasl\.password|ssl\.ca\.location)':/,
} as const;

describe('a connection made by the product, to a real Kafka', function suite() {
  this.timeout(240_000);
  const { signal } = new AbortController();
  const stops: (() => unknown)[] = [];
  let kafka: RealKafka;
  let product: Product;
  let connection: Connection;
  let server: OpenNetwork | undefined;
  let key: Secret | undefined;
  let fetched: Tools;

  before(async () => {
    fetched = await tools(startCluster);
    let crn = '';
    kafka = await realKafka((service) => service.crn === crn, [topic]);
    stops.push(() => kafka.stop());
    product = await startProduct(await embeddedDataPlane({ peer: kafka, authority: kafka.authority, laptopAddress }), signal);
    stops.push(() => product.stop());
    ({ crn } = await product.instance(instance, signal));
    connection = await product.connectionTo(instance, signal);
  });

  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  it('is planned with nothing in the way, and made step by step', async () => {
    const plan = await product.setup.plan(connection, signal);
    assert.deepEqual(plan.steps.filter(({ state }) => state === 'blocked'), []);
    const run = await product.setup.run(connection.id, signal);
    assert.equal(run.state, 'done', JSON.stringify(run.steps.map(({ title, state, detail, failure }) => ({ title, state, detail, failure })), undefined, 1));
    key = await product.setup.secret(connection.id);
    server = await product.openServer(connection, signal);
    stops.push(() => server?.close());
  });

  it('passes every check from the virtual server, up to what the key may do', async () => {
    const report = await runChecks(await product.checkRequest(connection, signal), () => undefined, signal);
    const fromServer = report.results.filter(({ vantage }) => vantage === 'server');
    assert.deepEqual(fromServer.filter(({ state }) => state !== 'passed'), []);
    assert.equal(report.headline.state, 'passed');
    assert.equal(report.members.length, 3);
  });

  it('carries a test message there and back, to a topic that is there and to one made for it', async () => {
    assert.ok(key !== undefined && server !== undefined, 'the connection was made');
    const { members } = await product.instance(instance, signal);
    const options = { brokers: [...members], network: server, apiKey: key, authorities: product.sandbox.environment.authorities };
    assert.equal((await sendTestMessage({ ...options, topic }, signal)).topic, topic);
    assert.equal((await sendTestMessage(options, signal)).scratch, true);
  });

  describe('with the client configurations, through the virtual server', () => {
    let snippets: readonly Snippet[] = [];
    let hosts: Readonly<Record<string, string>> = {};
    let way: Server | undefined;

    before(async () => {
      assert.ok(server, 'the connection was made');
      const { members } = await product.instance(instance, signal);
      const [first] = members;
      assert.ok(first);
      hosts = Object.fromEntries(members.map(({ host }) => [host, address]));
      way = await listenThrough(server, first, address);
      snippets = eventStreamsSnippets({
        instanceName: instance, members, place: nowhere, secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' }, authoritiesFile: kafka.authorityFile,
      }, topic);
    });

    after(() => way?.close());

    const use = (snippet: Snippet, text: string, seconds: number): Promise<ClientResult> => roundTrip({
      client: snippet.client, fileName: snippet.fileName, usage: snippet.usage, text, hosts, seconds,
      env: { KAFKA_API_KEY: key?.reveal() ?? '' },
    }, fetched);

    for (const client of ['java', 'kcat', 'kafkajs', 'python'] as const) {
      const chosen = (): Snippet => {
        const snippet = snippets.find((each) => each.client === client);
        assert.ok(snippet);
        return snippet;
      };

      it(`writes and reads with ${client}, by its commands as they are given`, async () => {
        const { returned, said } = await use(chosen(), withUsage(chosen()), 40);
        assert.ok(returned, said);
      });

      it(`cannot with ${client} when any essential line is left out`, async () => {
        const lines = chosen().text.split('\n');
        const without = lines.filter((line) => essential[client].test(line));
        assert.ok(without.length >= 2, 'there are lines to leave out');
        const worked: string[] = [];
        // Several at a time: a client that fails mostly waits, but a JVM's start takes a core.
        const queue = [...without];
        const worker = async (): Promise<void> => {
          for (let line = queue.shift(); line !== undefined; line = queue.shift()) {
            const { returned } = await use(chosen(), lines.filter((each) => each !== line).join('\n'), 15);
            if (returned) worked.push(line);
          }
        };
        await Promise.all(Array.from({ length: client === 'java' ? 2 : 6 }, worker));
        assert.deepEqual(worked, []);
      });
    }
  });
});
