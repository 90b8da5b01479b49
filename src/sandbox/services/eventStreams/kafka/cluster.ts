import { createHash } from 'node:crypto';
import type { HostPort } from '../../../../model/instance';
import { GroupCoordinator } from './groups/coordinator';
import { PartitionLog } from './log/partitionLog';

export interface Broker extends HostPort {
  readonly id: number;
}

export interface Partition {
  readonly index: number;
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly log: PartitionLog;
}

export interface Topic {
  readonly name: string;
  readonly partitions: readonly Partition[];
  readonly configs: ReadonlyMap<string, string>;
}

/** A ceiling, so that no client can fill the editor's memory with empty partitions. */
export const maxPartitions = 1000;

/** What the brokers of one service hold together. It outlives their listeners and their keys. */
export class Cluster {
  readonly id: string;
  brokers: readonly Broker[];
  readonly groups = new GroupCoordinator();
  readonly #topics = new Map<string, Topic>();
  readonly #partitionBytes: number;
  #nextProducerId = 1000;
  #topicsMade = 0;

  /** `crn` fixes the cluster id, so that it is the same after a restart. */
  constructor(crn: string, brokers: readonly Broker[], partitionBytes: number) {
    this.brokers = brokers;
    this.id = createHash('sha256').update(crn).digest().subarray(0, 16).toString('base64url');
    this.#partitionBytes = partitionBytes;
  }

  get controller(): number {
    return this.brokers[0]?.id ?? -1;
  }

  /** By name, as Kafka lists them. */
  topics(): Topic[] {
    return [...this.#topics.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  topic(name: string): Topic | undefined {
    return this.#topics.get(name);
  }

  partition(topic: string, index: number): Partition | undefined {
    return this.#topics.get(topic)?.partitions[index];
  }

  partitionCount(): number {
    return this.topics().reduce((sum, topic) => sum + topic.partitions.length, 0);
  }

  /** Leaders go round the brokers, each topic beginning at the next one. */
  createTopic(name: string, partitions: number, replicationFactor: number, configs: ReadonlyMap<string, string>): void {
    const first = this.#topicsMade;
    this.#topicsMade += 1;
    this.#topics.set(name, {
      name,
      configs,
      partitions: Array.from({ length: partitions }, (_, index) => {
        const replicas = Array.from({ length: replicationFactor }, (_unused, replica) => this.#brokerAt(first + index + replica));
        return { index, leader: replicas[0] ?? -1, replicas, log: new PartitionLog(this.#partitionBytes) };
      }),
    });
  }

  /** Whoever waits for messages of it is told at once. */
  deleteTopic(name: string): void {
    const topic = this.#topics.get(name);
    this.#topics.delete(name);
    topic?.partitions.forEach((partition) => partition.log.close());
    this.groups.forgetTopic(name);
  }

  /** Ends all waiting. */
  stop(): void {
    this.topics().forEach((topic) => topic.partitions.forEach((partition) => partition.log.close()));
    this.groups.stop();
  }

  newProducerId(): number {
    this.#nextProducerId += 1;
    return this.#nextProducerId;
  }

  /** The broker that keeps a group's state; the others send clients there. */
  coordinatorOf(groupId: string): Broker | undefined {
    const hash = createHash('sha256').update(groupId).digest().readUInt32BE();
    return this.brokers[hash % Math.max(1, this.brokers.length)];
  }

  #brokerAt(position: number): number {
    return this.brokers[position % Math.max(1, this.brokers.length)]?.id ?? -1;
  }
}
