import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { JsonWebKey } from 'node:crypto';
import type { HostPort } from '../../../src/model/instance';
import type { ServicePeer, ServiceTruth } from '../../../src/sandbox/dataPlane';
import { makeAuthority, type Authority } from './certificates';
import { startCluster, type RunningCluster } from './cluster';
import { Faults, isCertificateFault, type BrokerFault } from './faults';
import { impostor } from './impostors';
import { Router } from './router';
import { tools, type Tools } from './tools';

export interface RealKafkaOptions {
  /** Where a service listens; a free port of loopback unless told. */
  readonly listenAt?: (crn: string) => HostPort;
  /** Where its one folder is made, which holds all its files; the system's place for temporary ones unless told. */
  readonly folder?: string;
}

/** As {@link ServicePeer}, and what tests do to it. */
export interface RealKafka extends ServicePeer {
  /** PEM of the authority that signs the brokers' certificates. */
  readonly authority: string;
  /** Every service has one port. */
  connect(crn: string): Promise<Duplex>;
  /** Where a service listens: what an endpoint gateway leads to. */
  addressOf(crn: string): HostPort | undefined;
  /** The authority as a file, for clients that want a path. */
  readonly authorityFile: string;
  /** Breaks the way to the broker of this name, or to `all` of them; undefined heals it. */
  fault(broker: string, fault: BrokerFault | undefined): Promise<void>;
  /** In good order: its leaders move and it leaves the in-sync replicas. One of three at a time. */
  stopBroker(node: number): Promise<void>;
  /** Resolves when it serves again and all its copies are in sync. */
  startBroker(node: number): Promise<void>;
  /** The JVM's process, once there is one. */
  readonly pid: number | undefined;
}

/**
 * Apache Kafka in the place of the sandbox's small one: what the sandbox says of the service that `wanted` picks (names, keys,
 * identities and their roles) becomes true of a real cluster. The other services listen, and are as good as down. The cluster
 * outlives its service, in case it comes back.
 */
export async function realKafka(
  wanted: (service: ServiceTruth) => boolean, topics: readonly string[], options: RealKafkaOptions = {},
): Promise<RealKafka> {
  const fetched = await tools(startCluster);
  const folder = await mkdtemp(join(options.folder ?? tmpdir(), 'pc-real-kafka-'));
  return new Service({ ...options, folder, wanted, topics, tools: fetched, authority: await makeAuthority(join(folder, 'authority')) });
}

interface ServiceOptions extends RealKafkaOptions {
  readonly folder: string;
  readonly wanted: (service: ServiceTruth) => boolean;
  readonly topics: readonly string[];
  readonly tools: Tools;
  readonly authority: Authority;
}

class Service implements RealKafka {
  readonly #options: ServiceOptions;
  readonly #faults = new Faults();
  readonly #routers = new Map<string, Router>();
  #cluster: RunningCluster | undefined;
  /** What its brokers are called. */
  #names = '';
  /** Of the service that the cluster is. */
  #crn: string | undefined;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  get authority(): string {
    return this.#options.authority.pem;
  }

  get authorityFile(): string {
    return join(this.#options.authority.folder, 'authority.crt');
  }

  get pid(): number | undefined {
    return this.#cluster?.pid;
  }

  addressOf(crn: string): HostPort | undefined {
    return this.#routers.get(crn)?.address;
  }

  async apply(services: readonly ServiceTruth[], tokenKeys: readonly JsonWebKey[]): Promise<void> {
    const known = services.filter(({ members }) => members.length > 0);
    const chosen = known.find((each) => this.#options.wanted(each));
    if (chosen !== undefined) await this.#serve(chosen, tokenKeys);
    this.#crn = chosen?.crn;
    for (const [crn, router] of this.#routers) {
      if (known.some((each) => each.crn === crn)) continue;
      this.#routers.delete(crn);
      await router.stop();
    }
    for (const { crn } of known) {
      if (!this.#routers.has(crn)) this.#routers.set(crn, await this.#listen(crn));
    }
  }

  async connect(crn: string): Promise<Duplex> {
    const at = this.addressOf(crn);
    if (at === undefined) throw Object.assign(new Error(`No Kafka listens for ${crn}`), { code: 'ECONNREFUSED' });
    const socket = connect(at.port, at.host);
    await once(socket, 'connect');
    return socket;
  }

  async fault(broker: string, fault: BrokerFault | undefined): Promise<void> {
    const names = [...this.#running.ports.keys()];
    if (broker !== 'all' && !names.includes(broker)) throw new Error(`There is no broker ${broker}: there are ${names.join()}.`);
    if (fault === undefined) this.#faults.set(broker, undefined);
    else if (isCertificateFault(fault)) this.#faults.set(broker, { kind: fault, context: await impostor(fault, names, this.#options.authority) });
    else this.#faults.set(broker, { kind: fault });
  }

  stopBroker(node: number): Promise<void> {
    return this.#running.stopBroker(node);
  }

  startBroker(node: number): Promise<void> {
    return this.#running.startBroker(node);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#routers.values()].map((router) => router.stop()));
    this.#routers.clear();
    await this.#cluster?.stop();
    this.#cluster = undefined;
    await rm(this.#options.folder, { recursive: true, force: true });
  }

  get #running(): RunningCluster {
    if (this.#cluster === undefined) throw new Error('No Kafka runs: the sandbox has not told of its service yet.');
    return this.#cluster;
  }

  async #serve({ members: brokers, keys, identities, tokenOnly }: ServiceTruth, tokenKeys: readonly JsonWebKey[]): Promise<void> {
    const admission = { keys, identities, tokenKeys };
    const names = brokers.map(({ host, port }) => `${host}:${port}`).join();
    const running = this.#cluster;
    if (running !== undefined && names === this.#names) {
      await running.admit(admission);
      await running.setTokenOnly(tokenOnly);
      return;
    }
    this.#cluster = undefined;
    await running?.stop();
    const { authority, topics, folder } = this.#options;
    this.#names = names;
    this.#cluster = await startCluster(this.#options.tools, { authority, brokers, topics, tokenOnly, admission, folder });
  }

  #listen(crn: string): Promise<Router> {
    return Router.start({
      at: this.#options.listenAt?.(crn) ?? { host: '127.0.0.1', port: 0 },
      broker: (name) => (crn === this.#crn ? this.#cluster?.ports.get(name) : undefined),
      faults: this.#faults,
      authority: this.authority,
    });
  }
}
