import { randomBytes } from 'node:crypto';
import * as tls from 'node:tls';
import type { Kafka } from 'kafkajs';
import { abortReason, withDeadline } from '../model/deadline';
import { Failure, isCancelled } from '../model/failure';
import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';
import type { Network } from '../model/network';
import type { Secret } from '../model/secret';
import { verifying } from '../tls/trust';
import { LateDuplex } from './lateDuplex';
import { roundTrip } from './roundTrip';
import { messageFailure, messageLate, topicLeft } from './testMessageFailures';
import { settled, until } from './until';

export interface TestMessageOptions {
  readonly brokers: readonly HostPort[];
  readonly network: Network;
  readonly apiKey: Secret;
  /** PEM, trusted besides the system's. */
  readonly authorities: readonly string[];
  /** Undefined: a scratch topic is made, and deleted again whatever happens. */
  readonly topic?: string | undefined;
  /** Limit of the whole in milliseconds; 45 s unless told. */
  readonly timeoutMs?: number | undefined;
}

export interface TestMessageResult {
  readonly topic: string;
  readonly scratch: boolean;
  readonly partition: number;
  readonly offset: string;
  /** From sending to having read it back. */
  readonly roundTripMs: number;
  /** What came back. */
  readonly text: string;
}

// Event Streams takes no other number: every topic has three copies.
const copies = 3;
const cleanUpMs = 15_000;

/**
 * Sends one message with a real client library and reads it back. Rejects with a `Failure` in Kafka's words, or with
 * `AbortError`; in both cases the scratch topic is deleted first.
 */
export async function sendTestMessage(options: TestMessageOptions, signal: AbortSignal): Promise<TestMessageResult> {
  const sockets = new AbortController();
  const milliseconds = options.timeoutMs ?? 45_000;
  const mark = randomBytes(6).toString('hex');
  const topic = options.topic ?? `private-connect-test-${mark}`;
  try {
    signal.throwIfAborted();
    const kafka = await clientOf(options, sockets.signal);
    const exchange = { topic, text: `Private Connect test message ${mark}`, group: `private-connect-test-${mark}` };
    const work = (limited: AbortSignal) => options.topic === undefined
      ? withScratchTopic(kafka, topic, limited, () => roundTrip(kafka, exchange, limited))
      : roundTrip(kafka, exchange, limited);
    const seen = await bounded(milliseconds, signal, work);
    return { ...seen, topic, scratch: options.topic === undefined };
  } catch (error) {
    throw error instanceof Failure || isCancelled(error) ? error : messageFailure(topic, error);
  } finally {
    // kafkajs knows no cancellation: without its sockets it ends.
    sockets.abort();
  }
}

/** Ends in time by telling `work`, and still waits for what `work` has to clean up. */
async function bounded<T>(milliseconds: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  let running: Promise<T> | undefined;
  try {
    return await withDeadline(milliseconds, signal, (limited) => {
      running = work(limited);
      return running;
    }, () => messageLate(milliseconds));
  } catch (error) {
    await Promise.allSettled([running]);
    throw error;
  }
}

async function withScratchTopic<T>(kafka: Kafka, topic: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  const never = new AbortController().signal;
  try {
    await until(signal, admin.connect());
    try {
      // Not stopped half-way: a topic that may have been made must be deleted.
      await withDeadline(cleanUpMs, never, () => admin.createTopics({
        topics: [{ topic, numPartitions: 1, replicationFactor: copies }], waitForLeaders: true, timeout: 10_000,
      }), () => messageLate(cleanUpMs));
      return await work();
    } finally {
      await withDeadline(cleanUpMs, never, () => removeTopic(admin, topic), () => topicLeft(topic, t('no answer')));
    }
  } finally {
    await settled(admin.disconnect());
  }
}

async function removeTopic(admin: ReturnType<Kafka['admin']>, topic: string): Promise<void> {
  try {
    await admin.deleteTopics({ topics: [topic], timeout: 10_000 });
  } catch (error) {
    const type = error instanceof Error && 'type' in error ? error.type : undefined;
    // It was never made, or may not be seen because it may not be made: nothing is left behind.
    if (type !== 'UNKNOWN_TOPIC_OR_PARTITION' && type !== 'TOPIC_AUTHORIZATION_FAILED') {
      throw topicLeft(topic, error);
    }
  }
}

async function clientOf(options: TestMessageOptions, signal: AbortSignal): Promise<Kafka> {
  const { Kafka: Client, logLevel } = await import('kafkajs');
  return new Client({
    clientId: 'private-connect',
    brokers: options.brokers.map(({ host, port }) => `${host}:${port}`),
    ssl: true,
    sasl: { mechanism: 'plain', username: 'token', password: options.apiKey.reveal() },
    logLevel: logLevel.NOTHING,
    connectionTimeout: 10_000,
    authenticationTimeout: 10_000,
    requestTimeout: 15_000,
    retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2000 },
    socketFactory: ({ host, port, onConnect }) => socketTo(options, { host, port }, signal, onConnect),
  });
}

/**
 * TLS with the broker's real name over the vantage's connection, which opens while the library already waits. The library
 * hears of an end by an error alone: a socket that only closes would leave it waiting, and trying again, long after.
 */
function socketTo(options: TestMessageOptions, { host, port }: HostPort, signal: AbortSignal, onConnect: () => void): tls.TLSSocket {
  signal.throwIfAborted();
  const socket = tls.connect({
    socket: new LateDuplex(options.network.connect(host, port, signal)),
    ...verifying({ host, port }, options.authorities),
  }, onConnect);
  signal.addEventListener('abort', () => socket.destroy(abortReason(signal)), { once: true });
  return socket;
}
