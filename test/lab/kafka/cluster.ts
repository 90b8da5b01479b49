import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostPort } from '../../../src/model/instance';
import type { ServiceKey } from '../../../src/sandbox/dataPlane';
import { makeCertificates, type Authority } from './certificates';
import { nodeProperties, roles, type NodePorts } from './properties';
import type { Tools } from './tools';

export interface ClusterOptions {
  readonly authority: Authority;
  /** The names and ports that the brokers advertise; a node is started for each. */
  readonly brokers: readonly HostPort[];
  readonly topics: readonly string[];
  readonly javaOptions?: readonly string[];
}

export interface RunningCluster {
  /** Where each broker's TLS listener is on loopback, by its advertised name. */
  readonly ports: ReadonlyMap<string, number>;
  /** From the next sign-in on, exactly these keys are taken. */
  setKeys(keys: readonly ServiceKey[]): Promise<void>;
  stop(): Promise<void>;
}

const startLimitMs = 90_000;

/** Starts Apache Kafka with three copies of everything, in one JVM, with empty data. */
export async function startCluster(tools: Pick<Tools, 'classPath' | 'archive'>, options: ClusterOptions): Promise<RunningCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-kafka-'));
  const { brokers } = options;
  const ports = await freePorts(brokers.length);
  await makeCertificates(options.authority, folder, brokers);
  const setKeys = async (keys: readonly ServiceKey[]): Promise<void> => {
    await writeFile(join(folder, 'keys.next'), keys.map(({ role, apiKey }) => `${role} ${apiKey}\n`).join(''), { mode: 0o600 });
    await rename(join(folder, 'keys.next'), join(folder, 'keys'));
  };
  await setKeys([]);
  await Promise.all([
    ...brokers.map((_, node) => writeFile(join(folder, `node-${node}.properties`), nodeProperties(folder, node, brokers, ports))),
    writeFile(join(folder, 'roles'), `${roles.join('\n')}\n`),
    writeFile(join(folder, 'topics'), options.topics.map((name) => `${name} ${brokers.length}\n`).join('')),
    writeFile(join(folder, 'internal'), `127.0.0.1:${ports[0]?.internal ?? 0}`),
  ]);
  const child = startJvm(tools, options, folder);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.stdin?.end();
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports: new Map(brokers.map(({ host }, node) => [host, ports[node]?.clients ?? 0])), setKeys, stop };
}

function startJvm(tools: Pick<Tools, 'classPath' | 'archive'>, options: ClusterOptions, folder: string): ChildProcess {
  return spawn('java', [
    '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    ...(tools.archive === '' ? [] : [`-XX:SharedArchiveFile=${tools.archive}`]),
    ...(options.javaOptions ?? []),
    '-cp', tools.classPath, 'Cluster', folder, String(options.brokers.length),
  ], { stdio: ['pipe', 'pipe', 'pipe'] });
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (why: string): void => reject(new Error(`Kafka ${why}\n${said.join('').slice(-4000)}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`was not ready after ${startLimitMs / 1000} s`);
    }, startLimitMs);
    child.stderr?.on('data', (chunk: Buffer) => said.push(String(chunk)));
    child.stdout?.on('data', (chunk: Buffer) => {
      if (!String(chunk).split('\n').includes('ready')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${String(code)}`);
    });
  });
}

/** Three free ports a node: all are held at once, so that none is given twice. */
async function freePorts(nodes: number): Promise<NodePorts[]> {
  const held = await Promise.all(Array.from({ length: nodes * 3 }, async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }));
  const numbers = held.map((server) => {
    const address = server.address();
    return address === null || typeof address === 'string' ? 0 : address.port;
  });
  await Promise.all(held.map((server) => once(server.close(), 'close')));
  return Array.from({ length: nodes }, (_, node) => ({
    clients: numbers[node * 3] ?? 0, internal: numbers[node * 3 + 1] ?? 0, controller: numbers[node * 3 + 2] ?? 0,
  }));
}
