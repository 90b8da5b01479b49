import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as tls from 'node:tls';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { LateDuplex } from '../../../src/kafka/lateDuplex';
import { verifying } from '../../../src/tls/trust';
import { Secret } from '../../../src/model/secret';
import type { Network } from '../../../src/model/network';
import { sendTestMessage, type TestMessageOptions } from '../../../src/kafka/testMessage';
import { embeddedKafka, type EmbeddedKafka } from '../../../src/sandbox/services/eventStreams/kafka/embeddedKafka';

describe('the test message', () => {
  const crn = 'crn:v1:bluemix:public:messagehub:ca-mon:a/1:guid::';
  const brokers = [0, 1, 2].map((id) => ({ host: `kafka-${id}.guid.private.test`, port: 9093 }));
  const never = new AbortController().signal;
  let kafka: EmbeddedKafka;
  let network: Network;

  before(async () => {
    kafka = await embeddedKafka();
    await kafka.apply([{
      crn, service: 'event-streams', members: brokers, privateNames: brokers.map(({ host }) => host), identities: [], tokenOnly: false,
      keys: [{ apiKey: 'manager', role: 'Manager' }, { apiKey: 'reader', role: 'Reader' }, { apiKey: 'writer', role: 'Writer' }],
    }]);
    network = { resolve: () => Promise.resolve(['127.0.0.1']), connect: () => kafka.connect(crn) };
  });
  after(() => kafka.stop());

  /** A client of the test's own, to put things into a topic. */
  function clientOf(): Kafka {
    return new Kafka({
      brokers: brokers.map(({ host, port }) => `${host}:${port}`), ssl: true, logLevel: logLevel.NOTHING,
      sasl: { mechanism: 'plain', username: 'token', password: 'manager' },
      socketFactory: ({ host, port, onConnect }) => tls.connect({
        socket: new LateDuplex(network.connect(host, port, never)), ...verifying({ host, port }, [kafka.authority]),
      }, onConnect),
    });
  }

  function send(apiKey: string, more: Partial<TestMessageOptions> = {}, signal = never): ReturnType<typeof sendTestMessage> {
    return sendTestMessage({ brokers, network, apiKey: new Secret(apiKey), authorities: [kafka.authority], ...more }, signal);
  }

  it('goes to a scratch topic and comes back, and a second one finds no trace of it', async () => {
    const result = await send('manager');
    assert.match(result.topic, /^private-connect-test-[0-9a-f]{12}$/);
    assert.deepEqual([result.scratch, result.partition, result.offset], [true, 0, '0']);
    assert.match(result.text, /^Private Connect test message [0-9a-f]{12}$/);
    await assert.rejects(send('manager', { topic: result.topic }), { code: 'kafka.no-topic' });
  });

  it('goes to a chosen topic, which stays', async () => {
    const [first, second] = [await send('writer', { topic: 'orders' }), await send('writer', { topic: 'orders' })];
    assert.deepEqual([first.scratch, first.topic, second.topic], [false, 'orders', 'orders']);
    assert.notEqual(first.text, second.text);
  });

  it('fetches no other partition of the topic, however much stands there', async () => {
    const filled = clientOf();
    const [admin, producer] = [filled.admin(), filled.producer()];
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'filled', numPartitions: 6, replicationFactor: 3 }], waitForLeaders: true });
    await admin.disconnect();
    await producer.connect();
    const value = randomBytes(200_000);
    for (const partition of Array(6).keys()) await producer.send({ topic: 'filled', messages: [{ partition, value }, { partition, value }] });
    await producer.disconnect();
    let received = 0;
    const counting: Network = {
      ...network,
      connect: async (...place) => {
        const stream = await network.connect(...place);
        const push = stream.push.bind(stream);
        stream.push = (bytes: unknown, encoding?: BufferEncoding) => {
          received += Buffer.isBuffer(bytes) ? bytes.length : 0;
          return push(bytes, encoding);
        };
        return stream;
      },
    };
    await send('writer', { topic: 'filled', network: counting });
    assert.ok(received < 150_000, `${received} bytes were received`);
  });

  it('says which permission is missing, and that a wrong key is a wrong key', async () => {
    await assert.rejects(send('reader', { topic: 'orders' }), { code: 'kafka.not-authorized' });
    await assert.rejects(send('writer'), { code: 'kafka.not-authorized' });
    await assert.rejects(send('unknown', { topic: 'orders' }), { code: 'sasl.rejected' });
  });

  it('ends at once when it is cancelled, and deletes the scratch topic first', async () => {
    const controller = new AbortController();
    const waiting = send('manager', {}, controller.signal);
    setTimeout(() => controller.abort(), 50);
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('gives up in time on a network that never answers', async () => {
    const silent: Network = { resolve: () => Promise.resolve([]), connect: () => new Promise(() => undefined) };
    await assert.rejects(send('manager', { network: silent, topic: 'orders', timeoutMs: 100 }), { code: 'kafka.timeout' });
  });

  it('leaves nothing running behind a network that never answered', async () => {
    // Shorter than the library's own limit of a connection: left to itself, it would still be waiting.
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'test/unit/kafka/support/silentMessage.ts'], { timeout: 8_000 });
    assert.equal(stdout.trim(), 'kafka.timeout');
  });

  it('trusts no certificate that its authorities did not sign', async () => {
    await assert.rejects(send('manager', { authorities: [], topic: 'orders' }), { code: 'kafka.test-message' });
  });
});
