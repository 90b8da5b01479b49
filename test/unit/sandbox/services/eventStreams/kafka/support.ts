import { connect } from 'node:tls';
import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import type { ServiceTruth } from '../../../../../../src/sandbox/dataPlane';
import { embeddedKafka, type EmbeddedKafka, type EmbeddedKafkaOptions } from '../../../../../../src/sandbox/services/eventStreams/kafka/embeddedKafka';
import { openAuthority } from '../../../../../../src/sandbox/tls/authority';
import { sharedAuthority } from '../../../tls/sharedAuthority';

export const crn = 'crn:v1:bluemix:public:messagehub:ca-mon:a/0123456789abcdef0123456789abcdef:11111111-2222-4333-8444-555555555555::';
const domain = '11111111-2222-4333-8444-555555555555.private.uhp.ca-mon.eventstreams.dataservices.appdomain.cloud';
export const brokerNames = [0, 1, 2].map((id) => `kafka-${id}.${domain}`);

/** A service with a key for each role: `manager-key`, `writer-key`, `reader-key`. */
export function truth(change: Partial<ServiceTruth> = {}): ServiceTruth {
  return {
    crn,
    service: 'event-streams',
    members: brokerNames.map((host) => ({ host, port: 9093 })),
    privateNames: [domain, `*.${domain}`],
    keys: (['Manager', 'Writer', 'Reader'] as const).map((role) => ({ apiKey: `${role.toLowerCase()}-key`, role })),
    identities: [],
    tokenOnly: false,
    ...change,
  };
}

/** A Kafka with one service, ended after the suite; a defect in it fails the suite. */
export function kafkaForSuite(options: EmbeddedKafkaOptions = {}, change: Partial<ServiceTruth> = {}): () => EmbeddedKafka {
  let kafka: EmbeddedKafka | undefined;
  const defects: unknown[] = [];
  before(async () => {
    kafka = await embeddedKafka({ authority: await openAuthority(await sharedAuthority()), onDefect: (error) => defects.push(error), ...options });
    await kafka.apply([truth(change)]);
  });
  after(async () => {
    await kafka?.stop();
    if (defects.length > 0) {
      throw defects[0];
    }
  });
  return () => {
    if (kafka === undefined) {
      throw new Error('not started');
    }
    return kafka;
  };
}

/** A kafkajs client that finds every broker's name at the service's one address. */
export function client(kafka: EmbeddedKafka, apiKey: string, config: Partial<KafkaConfig> = {}): Kafka {
  const at = addressOf(kafka);
  return new Kafka({
    brokers: brokerNames.map((host) => `${host}:9093`),
    ssl: true,
    sasl: { mechanism: 'plain', username: 'token', password: apiKey },
    logLevel: logLevel.NOTHING,
    retry: { retries: 3, initialRetryTime: 20 },
    socketFactory: ({ host, onConnect }) => connect(
      { host: at.host, port: at.port, servername: host, ca: kafka.authority }, onConnect,
    ),
    ...config,
  });
}

export function addressOf(kafka: EmbeddedKafka): { host: string; port: number } {
  const at = kafka.addressOf(crn);
  if (at === undefined) {
    throw new Error('the service is not up');
  }
  return at;
}
