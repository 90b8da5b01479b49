import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HostPort } from '../../../src/model/instance';
import { nobody, tokenKeysFile, writeAdmission, type Admission } from './admission';
import { makeCertificate, type Authority } from './certificates';
import { startJvm, type Jvm } from './jvm';
import { freePorts } from './ports';
import { nodeProperties, roles, type ClusterSettings } from './properties';
import type { Tools } from './tools';

export interface ClusterOptions {
  readonly authority: Authority;
  /** The names and ports that the brokers advertise; a node is started for each. */
  readonly brokers: readonly HostPort[];
  readonly topics: readonly string[];
  /** Offers OAUTHBEARER alone. */
  readonly tokenOnly?: boolean;
  /** Who is let in from the beginning; nobody, unless told. */
  readonly admission?: Admission;
  /** Where the cluster makes its folder; the system's place for temporary ones, unless told. */
  readonly folder?: string;
  readonly javaOptions?: readonly string[];
}

export interface RunningCluster {
  /** Where each broker's TLS listener is on loopback, by its advertised name. */
  readonly ports: ReadonlyMap<string, number>;
  /** The JVM's process. */
  readonly pid: number;
  /** From the next sign-in on, exactly these are let in. */
  admit(admission: Admission): Promise<void>;
  /** Restarts one broker after the other when this is new; what is stored stays. */
  setTokenOnly(tokenOnly: boolean): Promise<void>;
  /** In good order: its leaders move and it leaves the in-sync replicas. Two of three must stay, for the controllers' majority. */
  stopBroker(node: number): Promise<void>;
  /** Resolves when it serves again and all its copies are in sync. */
  startBroker(node: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Apache Kafka with three copies of everything, in one JVM, with empty data. */
export async function startCluster(tools: Pick<Tools, 'classPath' | 'archive'>, options: ClusterOptions): Promise<RunningCluster> {
  const { brokers } = options;
  const folder = await mkdtemp(join(options.folder ?? tmpdir(), 'pc-kafka-'));
  const numbers = await freePorts(brokers.length * 3);
  const ports = brokers.map((_, node) => ({
    clients: numbers[node * 3] ?? 0, internal: numbers[node * 3 + 1] ?? 0, controller: numbers[node * 3 + 2] ?? 0,
  }));
  let settings: ClusterSettings = {
    folder, brokers, ports, tokenOnly: options.tokenOnly ?? false, tokenKeysUrl: pathToFileURL(join(folder, tokenKeysFile)).href,
  };
  await writeSettings(settings, options.topics);
  const jvm = startJvm(tools, { folder, nodes: brokers.length, tokenKeysUrl: settings.tokenKeysUrl, more: options.javaOptions ?? [] });
  const stop = async (): Promise<void> => {
    await jvm.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([
      makeKeystores(options.authority, folder, brokers),
      writeAdmission(folder, options.admission ?? nobody),
    ]);
    await jvm.order('begin');
  } catch (error) {
    await stop();
    throw error;
  }
  const { stopBroker, startBroker } = lifecycle(jvm, brokers.length);
  return {
    ports: new Map(brokers.map(({ host }, node) => [host, ports[node]?.clients ?? 0])),
    pid: jvm.pid,
    admit: (admission) => writeAdmission(folder, admission),
    setTokenOnly: async (tokenOnly) => {
      if (tokenOnly === settings.tokenOnly) return;
      settings = { ...settings, tokenOnly };
      await writeNodes(settings);
      for (const node of brokers.keys()) {
        await stopBroker(node);
        await startBroker(node);
      }
    },
    stopBroker, startBroker, stop,
  };
}

function lifecycle(jvm: Jvm, nodes: number): Pick<RunningCluster, 'stopBroker' | 'startBroker'> {
  const running = new Set(Array.from({ length: nodes }, (_, node) => node));
  const known = (node: number): void => {
    if (node < 0 || node >= nodes) throw new Error(`There is no broker ${node}: there are ${nodes}, from 0.`);
  };
  return {
    stopBroker: async (node) => {
      known(node);
      if (running.delete(node)) await jvm.order(`stop ${node}`);
    },
    startBroker: async (node) => {
      known(node);
      if (running.has(node)) return;
      running.add(node);
      await jvm.order(`start ${node}`);
    },
  };
}

async function writeSettings(settings: ClusterSettings, topics: readonly string[]): Promise<void> {
  const { folder, brokers, ports } = settings;
  await Promise.all([
    writeNodes(settings),
    writeFile(join(folder, 'roles'), `${roles.join('\n')}\n`),
    writeFile(join(folder, 'topics'), topics.map((name) => `${name} ${brokers.length}\n`).join('')),
    writeFile(join(folder, 'internal'), ports.map(({ internal }) => `127.0.0.1:${internal}`).join(',')),
  ]);
}

async function writeNodes(settings: ClusterSettings): Promise<void> {
  await Promise.all(settings.brokers.map((_, node) => writeFile(join(settings.folder, `node-${node}.properties`), nodeProperties(settings, node))));
}

/** What each broker shows: its key and its certificate in one file, as Kafka wants them. */
async function makeKeystores(authority: Authority, folder: string, brokers: readonly HostPort[]): Promise<void> {
  await Promise.all(brokers.map(async ({ host }, node) => {
    const certificate = await makeCertificate(authority, { names: [host] });
    await writeFile(join(folder, `broker-${node}.pem`), `${authority.key}${certificate}`, { mode: 0o600 });
  }));
}
