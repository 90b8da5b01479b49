import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientId } from '../../../src/model/snippet';
import type { Tools } from './tools';

/** A client's configuration on disk and where its environment finds Kafka. */
export interface ClientRun {
  readonly client: ClientId;
  /** The configuration as the product gives it. */
  readonly text: string;
  readonly fileName: string;
  /** Secrets and whatever else the configuration reads from the environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly brokers: readonly string[];
  readonly topic: string;
  /** Broker names and where they are: written to a hosts file of the client's own. */
  readonly hosts: Readonly<Record<string, string>>;
}

export interface ClientResult {
  /** True when the message that went in came out again. */
  readonly returned: boolean;
  /** What the client said, for the report of a failure. */
  readonly said: string;
}

const limitMs = 60_000;

/** Sends one message and reads it back with the real client, by the configuration alone: certificate, name and key checked by it. */
export async function roundTrip(run: ClientRun, tools: Tools): Promise<ClientResult> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-client-'));
  try {
    await writeFile(join(folder, run.fileName), run.text);
    const message = `${run.client}-${Math.random().toString(36).slice(2)}`;
    const script = scripts[run.client]({ ...run, message, folder, tools });
    await writeFile(join(folder, 'run.sh'), `set -euo pipefail\n${script}\n`);
    await writeFile(join(folder, 'message'), `${message}\n`);
    const said = await inNamespace(folder, run);
    return { returned: said.split('\n').some((line) => line.trim() === `got ${message}`), said };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Script extends ClientRun {
  readonly message: string;
  readonly folder: string;
  readonly tools: Tools;
}

const java = (run: Script, tool: string, options: string): string =>
  `java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp '${run.tools.classPath}' `
  + `org.apache.kafka.tools.${tool} --bootstrap-server '${run.brokers.join(',')}' --topic '${run.topic}' ${options}`;

/** Each prints "got MESSAGE" when it read the message back. */
const scripts: Readonly<Record<ClientId, (run: Script) => string>> = {
  java: (run) => [
    `${java(run, 'ConsoleProducer', `--producer.config '${run.fileName}' --producer-property max.block.ms=8000`)} < message`,
    `${java(run, 'consumer.ConsoleConsumer', `--from-beginning --timeout-ms 8000 --consumer.config '${run.fileName}'`)} | sed 's/^/got /'`,
  ].join('\n'),
  kcat: (run) => [
    `kcat -F '${run.fileName}' -P -t '${run.topic}' -X message.timeout.ms=8000 < message`,
    `timeout 20 kcat -F '${run.fileName}' -q -C -t '${run.topic}' -o beginning -e | sed 's/^/got /'`,
  ].join('\n'),
  kafkajs: (run) => `timeout 40 node '${run.fileName}' '${run.message}' | sed -n 's/.*\\(${run.message}\\).*/got \\1/p'`,
  python: (run) => `timeout 40 '${run.tools.python}' '${run.fileName}' '${run.message}' | sed -n 's/.*\\(${run.message}\\).*/got \\1/p'`,
};

/**
 * Runs the script with a hosts file of its own, bound over the system's in a mount namespace of its own: every client resolves the
 * brokers' names in its own way, and nothing on this machine changes.
 */
async function inNamespace(folder: string, run: ClientRun): Promise<string> {
  await writeFile(join(folder, 'hosts'), hostsFile(run.hosts));
  const root = process.getuid?.() === 0;
  const child = spawn('unshare', [
    '--mount', ...(root ? [] : ['--user', '--map-root-user']),
    'sh', '-c', 'mount --bind "$0/hosts" "$(readlink -f /etc/hosts)" && exec bash run.sh', folder,
  ], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...run.env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => said.push(String(chunk)));
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  clearTimeout(timer);
  return said.join('');
}

function hostsFile(hosts: Readonly<Record<string, string>>): string {
  return ['127.0.0.1 localhost', ...Object.entries(hosts).map(([name, address]) => `${address} ${name}`), ''].join('\n');
}
