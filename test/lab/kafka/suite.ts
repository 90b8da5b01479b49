import { connect } from 'node:tls';
import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import type { HostPort } from '../../../src/model/instance';
import type { ServiceTruth } from '../../../src/sandbox/dataPlane';
import { realKafka, type RealKafka } from './service';

export const names = [0, 1, 2].map((number) => `kafka-${number}.private.test`);
export const bootstrap = names.map((name) => `${name}:9093`).join(',');

/** The service that has the cluster, with a key for each role: `manager-key`, `writer-key`, `reader-key`. */
export function service(change: Partial<ServiceTruth> = {}): ServiceTruth {
  return {
    crn: 'crn:of:orders',
    service: 'event-streams',
    members: names.map((host) => ({ host, port: 9093 })),
    privateNames: names,
    keys: (['Manager', 'Writer', 'Reader'] as const).map((role) => ({ apiKey: `${role.toLowerCase()}-key`, role })),
    identities: [],
    tokenOnly: false,
    ...change,
  };
}

export const { crn } = service();

/** One cluster for a suite, whose service listens on the service's own port of this address. */
export function kafkaForSuite(host: string): () => RealKafka {
  let kafka: RealKafka | undefined;
  before(async () => {
    kafka = await realKafka((each) => each.crn === crn, ['orders'], { listenAt: (of) => ({ host, port: of === crn ? 9093 : 0 }) });
    await kafka.apply([service()], []);
  });
  after(() => kafka?.stop());
  return () => {
    if (kafka === undefined) throw new Error('Kafka did not start.');
    return kafka;
  };
}

export function addressOf(kafka: RealKafka): HostPort {
  const at = kafka.addressOf(crn);
  if (at === undefined) throw new Error('The service does not listen.');
  return at;
}

export function withKey(apiKey: string): SASLOptions {
  return { mechanism: 'plain', username: 'token', password: apiKey };
}

/** A kafkajs client that looks for every name at the service's address. */
export function client(kafka: RealKafka, sasl: SASLOptions, trust: { readonly ca?: string; readonly rejectUnauthorized?: boolean } = {}): Kafka {
  const at = addressOf(kafka);
  return new Kafka({
    brokers: names.map((name) => `${name}:9093`),
    ssl: true,
    sasl,
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    connectionTimeout: 5_000,
    requestTimeout: 15_000,
    socketFactory: ({ host, onConnect }) => connect({ ...at, servername: host, ca: kafka.authority, ...trust }, onConnect),
  });
}

/** How many messages each partition of the topic has. Rejects with the broker's own code where there is one. */
export async function stored(kafka: Kafka, topic = 'orders'): Promise<ReadonlyMap<number, string>> {
  const admin = kafka.admin();
  // What kafkajs asks for `listTopics` says nothing of why a token was refused; this does.
  const offsets = await using(admin, () => admin.fetchTopicOffsets(topic));
  return new Map(offsets.map(({ partition, offset }) => [partition, offset]));
}

/** Rejects with the broker's own code where there is one. */
export async function produce(kafka: Kafka, topic = 'orders'): Promise<void> {
  const producer = kafka.producer();
  await using(producer, () => producer.send({ topic, acks: -1, messages: [{ value: 'hello' }] }));
}

async function using<T>(client: { connect(): Promise<void>; disconnect(): Promise<void> }, work: () => Promise<T>): Promise<T> {
  try {
    await client.connect();
    return await work();
  } catch (error) {
    throw innermost(error);
  } finally {
    await client.disconnect();
  }
}

/** kafkajs wraps what the broker said, where it has given up repeating. */
function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error;
}
