import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';
import { ByteReader, ByteWriter, GarbageError } from './bytes';

/** One kind of request: its key and version in the protocol, and how its answer is read. */
export interface Exchange<T> {
  readonly name: string;
  readonly key: number;
  readonly version: number;
  readonly body: Buffer;
  readonly read: (answer: Buffer) => T;
}

/** Versions of one request that a broker takes. */
export interface ApiRange {
  readonly key: number;
  readonly min: number;
  readonly max: number;
}

export interface BrokerNode extends HostPort {
  readonly id: number;
}

/** What Kafka says one may do with a topic, as its bit field. `undefined` where the broker did not say. */
export interface TopicMetadata {
  readonly name: string;
  readonly error: number;
  readonly internal: boolean;
  readonly partitions: number;
  readonly operations: number | undefined;
}

export interface ClusterMetadata {
  readonly clusterId: string | undefined;
  readonly controllerId: number;
  readonly brokers: readonly BrokerNode[];
  readonly topics: readonly TopicMetadata[];
  readonly operations: number | undefined;
}

/** Version 0 is answered by every broker there is, before and after sign-in. */
export const apiVersions: Exchange<{ readonly error: number; readonly ranges: readonly ApiRange[] }> = {
  name: 'ApiVersions', key: 18, version: 0, body: Buffer.alloc(0),
  read: (answer) => {
    const reader = new ByteReader(answer);
    const error = reader.int16();
    return { error, ranges: reader.list(() => ({ key: reader.int16(), min: reader.int16(), max: reader.int16() })) };
  },
};

/** Version 1: what follows travels in SaslAuthenticate, so that a refusal comes with the broker's own words. */
export function saslHandshake(mechanism: string): Exchange<{ readonly error: number; readonly mechanisms: readonly string[] }> {
  return {
    name: 'SaslHandshake', key: 17, version: 1, body: new ByteWriter().text(mechanism).finish(),
    read: (answer) => {
      const reader = new ByteReader(answer);
      return { error: reader.int16(), mechanisms: reader.list(() => reader.text()) };
    },
  };
}

export function saslAuthenticate(token: Buffer): Exchange<{ readonly error: number; readonly message: string | undefined }> {
  return {
    name: 'SaslAuthenticate', key: 36, version: 0, body: new ByteWriter().bytes(token).finish(),
    read: (answer) => {
      const reader = new ByteReader(answer);
      return { error: reader.int16(), message: reader.nullableText() };
    },
  };
}

/** Version 8 of every topic (a null list asks for all), with the operations that the key may do; makes no topic. */
export const allMetadata: Exchange<ClusterMetadata> = {
  name: 'Metadata', key: 3, version: 8,
  body: new ByteWriter().int32(-1).boolean(false).boolean(true).boolean(true).finish(),
  read: readMetadata,
};

function readMetadata(answer: Buffer): ClusterMetadata {
  const reader = new ByteReader(answer);
  reader.int32();
  const brokers = reader.list(() => readBroker(reader));
  const clusterId = reader.nullableText();
  const controllerId = reader.int32();
  const topics = reader.list(() => readTopic(reader));
  return { clusterId, controllerId, brokers, topics, operations: said(reader.int32()) };
}

function readBroker(reader: ByteReader): BrokerNode {
  const [id, host, port] = [reader.int32(), reader.text(), reader.int32()];
  reader.nullableText();
  if (port < 1 || port > 65_535) {
    throw new GarbageError(t('broker {0} is said to be at port {1}', id, port));
  }
  return { id, host, port };
}

function readTopic(reader: ByteReader): TopicMetadata {
  const [error, name, internal] = [reader.int16(), reader.text(), reader.boolean()];
  const partitions = reader.list(() => skipPartition(reader)).length;
  return { name, error, internal, partitions, operations: said(reader.int32()) };
}

/** Error, index, leader and its epoch, then the replicas: all, in-sync, offline. */
function skipPartition(reader: ByteReader): void {
  reader.int16();
  reader.int32();
  reader.int32();
  reader.int32();
  const replicas = () => reader.list(() => reader.int32());
  replicas();
  replicas();
  replicas();
}

/** The lowest integer is Kafka's mark for "not asked or not known". */
function said(operations: number): number | undefined {
  return operations === -2_147_483_648 ? undefined : operations;
}
