import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceRole } from '../../../src/sandbox/dataPlane';
import { roleOfToken } from '../../../src/sandbox/iam/serviceRole';
import { Tokens } from '../../../src/sandbox/iam/tokens';
import { embeddedKafka, type EmbeddedKafka } from '../../../src/sandbox/services/eventStreams/kafka/embeddedKafka';
import { eventStreams } from '../../../src/snippets/eventStreams/eventStreams';
import { withUsage } from '../../../src/snippets/withUsage';
import { Bench } from '../../unit/sandbox/control/support';
import { nowhere } from '../../unit/snippets/nowhere';
import { brokerNames, truth } from '../../unit/sandbox/services/eventStreams/kafka/support';
import { roundTrip } from '../kafka/clients';
import { startCluster } from '../kafka/cluster';
import { tools } from '../kafka/tools';
import { has, runWithHosts, type Said } from './namespace';

/** Of its own, so that the port can be the service's. */
const address = '127.0.94.17';
const bootstrap = brokerNames.map((name) => `${name}:9093`).join(',');

describe('embedded Kafka: real clients under the real names', function suite() {
  this.timeout(180_000);
  let folder = '';
  let kafka: EmbeddedKafka;
  const defects: unknown[] = [];
  let roleOf: (token: string, crn: string) => ServiceRole | undefined = () => undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pc-embedded-'));
    kafka = await embeddedKafka({ listenAt: () => ({ host: address, port: 9093 }), onDefect: (error) => defects.push(error), acceptToken: (...asked) => roleOf(...asked) });
    await kafka.apply([truth()]);
    await writeFile(join(folder, 'ca.crt'), kafka.authority);
  });

  after(async () => {
    await kafka.stop();
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(defects, []);
  });

  describe('kcat', () => {
    before(function need() {
      if (!has('kcat')) {
        console.log('      kcat is not here: its tests are skipped (apt-get install kcat).');
        this.skip();
      }
    });

    it('lists brokers and topics', async () => {
      const said = await kcat('reader-key', '-L');
      brokerNames.forEach((name, id) => assert.ok(said.out.includes(`broker ${id} at ${name}:9093`), said.out + said.error));
      assert.match(said.out, /topic "orders" with 3 partitions/);
    });

    it('produces compressed messages and consumes them in a group', async () => {
      for (const codec of ['none', 'gzip', 'snappy', 'lz4']) {
        const sent = await kcat('writer-key', `-P -t orders -z ${codec} -K:`, `printf 'k:${codec}-1\\nk:${codec}-2\\n'`);
        assert.equal(sent.code, 0, sent.error);
      }
      const got = await kcat('reader-key', '-G kcat-group -c 8 -X auto.offset.reset=earliest orders');
      assert.equal(got.code, 0, got.error);
      assert.equal(got.out.trim().split('\n').length, 8, got.out);
      assert.match(got.out, /lz4-2/);
      const rest = await kcat('reader-key', '-G kcat-group -e -X auto.offset.reset=earliest orders');
      assert.equal(rest.out.trim(), '', 'the group has read everything');
    });

    it('finds the offset of a time', async () => {
      const said = await kcat('reader-key', '-Q -t orders:0:1 -t orders:1:1 -t orders:2:1');
      assert.match(said.out, /orders \[\d\] offset 0$/m);
    });

    it('hears of a wrong key, and of a Reader that may not write, in the words it has for the real service', async () => {
      const refused = await kcat('wrong-key', '-L -m 5');
      assert.notEqual(refused.code, 0);
      assert.match(refused.error, /SASL authentication error: Authentication failed: Invalid username or password/);
      const denied = await kcat('reader-key', '-P -t orders -X message.timeout.ms=5000', 'echo x');
      assert.match(denied.error, /Broker: Topic authorization failed/);
    });

    function kcat(key: string, options: string, input = 'true'): Promise<Said> {
      const settings = [
        'security.protocol=SASL_SSL', 'sasl.mechanisms=PLAIN', 'sasl.username=token', `sasl.password=${key}`, 'ssl.ca.location=ca.crt',
      ].map((setting) => `-X ${setting}`).join(' ');
      return run(`${input} | timeout 40 kcat -b ${bootstrap} ${settings} ${options}`);
    }
  });

  it('serves the Java console tools of Kafka 4.1', async () => {
    const { classPath } = await tools(startCluster);
    await writeFile(join(folder, 'java.properties'), [
      'security.protocol=SASL_SSL', 'sasl.mechanism=PLAIN',
      'sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="token" password="manager-key";',
      'ssl.truststore.type=PEM', `ssl.truststore.location=${join(folder, 'ca.crt')}`,
    ].join('\n'));
    const java = (tool: string, options: string) => 'java -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=error '
      + `-cp '${classPath}' org.apache.kafka.tools.${tool} --bootstrap-server ${bootstrap} ${options}`;
    const said = await run([
      'set -e',
      java('TopicCommand', '--command-config java.properties --create --topic java --partitions 2 --replication-factor 3'),
      java('TopicCommand', '--command-config java.properties --describe --topic java'),
      `echo hello | ${java('ConsoleProducer', '--producer.config java.properties --topic java')}`,
      java('consumer.ConsoleConsumer', '--consumer.config java.properties --topic java --from-beginning --max-messages 1 --group java-group'),
      java('consumer.group.ConsumerGroupCommand', '--command-config java.properties --describe --group java-group'),
      java('TopicCommand', '--command-config java.properties --delete --topic java'),
    ].join('\n'));
    assert.equal(said.code, 0, said.error);
    assert.match(said.out, /Topic: java\s+PartitionCount: 2\s+ReplicationFactor: 3/);
    assert.match(said.out, /^hello$/m);
    assert.match(said.out, /java-group\s+java\s+\d\s+1\s+1\s+0/);
  });

  it('serves confluent-kafka for Python', async () => {
    const { python } = await tools(startCluster);
    await writeFile(join(folder, 'client.py'), pythonClient);
    const said = await run(`timeout 50 ${python} client.py ${bootstrap}`);
    assert.equal(said.out.trim(), 'got hello', said.error);
  });

  describe('with a token that IAM gives for the key, by the configurations as they are given', () => {
    let bench: Bench;

    before(async () => {
      bench = await Bench.start();
      const tokens = new Tokens(bench.folder, Date.now, 3600);
      roleOf = (token, crn) => roleOfToken(bench.sandbox.state, tokens, token, crn);
    });
    after(() => bench.stop());

    for (const client of ['java-iam', 'kafkajs-iam', 'python-iam']) {
      it(`writes and reads with ${client}`, async () => {
        const snippet = eventStreams({
          instanceName: 'orders', members: brokerNames.map((host) => ({ host, port: 9093 })), place: nowhere, iam: bench.sandbox.endpoints.iam,
          secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' }, authoritiesFile: join(folder, 'ca.crt'),
        }, 'orders').find((each) => each.client === client);
        assert.ok(snippet);
        const { fileName, usage } = snippet;
        const hosts = Object.fromEntries(brokerNames.map((name) => [name, address]));
        const env = { KAFKA_API_KEY: bench.sandbox.apiKey.reveal() };
        const { returned, said } = await roundTrip({ client, fileName, usage, text: withUsage(snippet), hosts, env, seconds: 90 }, await tools(startCluster));
        assert.ok(returned, said);
      });
    }
  });

  function run(script: string): Promise<Said> {
    return runWithHosts(folder, new Map(brokerNames.map((name) => [name, address])), script);
  }
});

const pythonClient = `
import sys
from confluent_kafka import Consumer, Producer
config = {'bootstrap.servers': sys.argv[1], 'security.protocol': 'SASL_SSL', 'ssl.ca.location': 'ca.crt',
          'sasl.mechanisms': 'PLAIN', 'sasl.username': 'token', 'sasl.password': 'writer-key'}
failed = []
producer = Producer(config)
producer.produce('payments', 'hello', on_delivery=lambda error, _: error and failed.append(error))
if producer.flush(10) or failed: sys.exit(f'not delivered: {failed}')
consumer = Consumer(config | {'group.id': 'python', 'auto.offset.reset': 'earliest'})
consumer.subscribe(['payments'])
message = consumer.poll(20)
print('got', message.value().decode() if message and not message.error() else message and message.error())
consumer.close()
`;
