import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HostPort } from '../../../../model/instance';
import type { ServicePeer, ServiceRole, ServiceTruth } from '../../../dataPlane';
import { Cluster, type Broker } from './cluster';
import { serve } from './connection';
import { Listener } from './listener';
import { openAuthority, type Authority } from '../../../tls/authority';

export interface EmbeddedKafkaOptions {
  /** Signs the brokers' certificates; by default one that lasts as long as the process. */
  readonly authority?: Authority;
  /** The role that a bearer token gives at a service, or undefined to refuse it. By default every token is refused. */
  readonly acceptToken?: (token: string, crn: string) => ServiceRole | undefined;
  /** Where a service listens; by default a free port of 127.0.0.1. */
  readonly listenAt?: (crn: string) => HostPort;
  /** Oldest messages of a partition are dropped beyond this; 16 MiB by default. */
  readonly partitionBytes?: number;
  /** Told of a defect in this Kafka itself; what clients do wrong is never one. */
  readonly onDefect?: (error: unknown) => void;
}

/** As {@link ServicePeer}, and where each service listens. */
export interface EmbeddedKafka extends ServicePeer {
  /** PEM of the authority that signs the brokers' certificates. */
  readonly authority: string;
  /** Tokens are judged by `acceptToken`, so no key of theirs is needed. */
  apply(services: readonly ServiceTruth[]): Promise<void>;
  /** Every service has one port. */
  connect(crn: string): Promise<Duplex>;
  /** The loopback address of a service, or undefined when there is none. */
  addressOf(crn: string): HostPort | undefined;
}

const megabyte = 1024 * 1024;

/** Topics that a new service has, with their partitions. */
const seedTopics: readonly (readonly [string, number])[] = [['orders', 3], ['payments', 1]];

/** A small Kafka in this process: every service's brokers behind one loopback address, picked by the name in the TLS hello. */
export async function embeddedKafka(options: EmbeddedKafkaOptions = {}): Promise<EmbeddedKafka> {
  return new Services(options, options.authority ?? await openAuthority(undefined));
}

/** A service that is up. */
interface Running {
  truth: ServiceTruth;
  readonly cluster: Cluster;
  readonly listener: Listener;
}

class Services implements EmbeddedKafka {
  readonly #options: EmbeddedKafkaOptions;
  readonly #authority: Authority;
  readonly #running = new Map<string, Running>();

  constructor(options: EmbeddedKafkaOptions, authority: Authority) {
    this.#options = options;
    this.#authority = authority;
  }

  get authority(): string {
    return this.#authority.certificate;
  }

  addressOf(crn: string): HostPort | undefined {
    return this.#running.get(crn)?.listener.address;
  }

  async apply(services: readonly ServiceTruth[]): Promise<void> {
    const wanted = new Map(services.map((service) => [service.crn, service]));
    for (const [crn, running] of this.#running) {
      if (!wanted.has(crn)) {
        await this.#stop(crn, running);
      }
    }
    for (const truth of wanted.values()) {
      await this.#applyOne(truth);
    }
  }

  async connect(crn: string): Promise<Duplex> {
    const at = this.addressOf(crn);
    if (at === undefined) {
      throw Object.assign(new Error(`connect ECONNREFUSED ${crn}`), { code: 'ECONNREFUSED' });
    }
    return new Promise<Socket>((resolve, reject) => {
      const socket = connect(at.port, at.host);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(socket);
      });
    });
  }

  async stop(): Promise<void> {
    await this.apply([]);
  }

  async #applyOne(truth: ServiceTruth): Promise<void> {
    const running = this.#running.get(truth.crn);
    if (running !== undefined && namesOf(running.truth) === namesOf(truth)) {
      running.truth = truth;
      return;
    }
    // Other names need another certificate; the messages stay.
    await running?.listener.close();
    this.#running.delete(truth.crn);
    const cluster = running?.cluster ?? this.#newCluster(truth);
    cluster.brokers = brokersOf(truth);
    this.#running.set(truth.crn, { truth, cluster, listener: await this.#listen(truth, cluster) });
  }

  #newCluster(truth: ServiceTruth): Cluster {
    const cluster = new Cluster(truth.crn, brokersOf(truth), this.#options.partitionBytes ?? 16 * megabyte);
    for (const [name, partitions] of seedTopics) {
      cluster.createTopic(name, partitions, Math.min(3, cluster.brokers.length), new Map());
    }
    return cluster;
  }

  #listen(truth: ServiceTruth, cluster: Cluster): Promise<Listener> {
    const { crn } = truth;
    const names = truth.members.map((broker) => broker.host.toLowerCase());
    const admission = () => {
      const { keys, tokenOnly } = this.#running.get(crn)?.truth ?? truth;
      return { keys, tokenOnly, acceptToken: (token: string) => this.#options.acceptToken?.(token, crn) };
    };
    return Listener.open({
      at: this.#options.listenAt?.(crn) ?? { host: '127.0.0.1', port: 0 },
      context: this.#authority.contextFor(names),
      known: (name) => names.includes(name.toLowerCase()),
      onClient: (socket, name) => {
        const brokerId = names.indexOf(name.toLowerCase());
        void serve(socket, { cluster, brokerId, admission, onDefect: (error) => this.#options.onDefect?.(error) });
      },
    });
  }

  async #stop(crn: string, running: Running): Promise<void> {
    this.#running.delete(crn);
    await running.listener.close();
    running.cluster.stop();
  }
}

function brokersOf(truth: ServiceTruth): Broker[] {
  return truth.members.map((broker, id) => ({ ...broker, id }));
}

function namesOf(truth: ServiceTruth): string {
  return truth.members.map((broker) => `${broker.host}:${broker.port}`).join();
}
