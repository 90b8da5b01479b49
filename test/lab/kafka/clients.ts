import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runWithHosts, type Said } from '../embeddedKafka/namespace';
import type { Tools } from './tools';

/** A client's configuration, and how its person would use it. */
export interface ClientRun {
  readonly client: string;
  readonly fileName: string;
  /** The configuration as the product gives it. */
  readonly text: string;
  /** Commands as the product gives them. */
  readonly usage: readonly string[];
  /** What the configuration reads from the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Broker names and where they are: a hosts file of the client's own. */
  readonly hosts: Readonly<Record<string, string>>;
  /** How long a command may take. */
  readonly seconds?: number;
}

export interface ClientResult {
  /** True when the message that went in came out again. */
  readonly returned: boolean;
  /** What the client said, for the report of a failure. */
  readonly said: string;
}

const modules = resolve(import.meta.dirname, '../../../node_modules');

/** Runs a shell script in a folder, where hosts have these addresses; this machine does unless another one is told. */
export type ScriptRunner = (folder: string, hosts: ReadonlyMap<string, string>, script: string, env: NodeJS.ProcessEnv) => Promise<Pick<Said, 'out' | 'error'>>;

/** Sends one message and reads it back with the real client: by the configuration and the commands alone. */
export async function roundTrip(run: ClientRun, tools: Tools, runScript: ScriptRunner = runWithHosts): Promise<ClientResult> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-client-'));
  try {
    const message = `message-${Math.random().toString(36).slice(2)}`;
    await writeFile(join(folder, run.fileName), run.text);
    await installed(folder, tools);
    const script = ['set -eo pipefail', ...typed(run.usage, message, run.seconds ?? 30)].join('\n');
    const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, HOME: folder, ...run.env };
    const { out, error } = await runScript(folder, new Map(Object.entries(run.hosts)), script, env);
    return { returned: cameBack(out, message), said: `${out}\n${error}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The usage as a person would type it, with this message. */
export function typed(usage: readonly string[], message: string, seconds: number): string[] {
  return usage.flatMap((line) => command(line, message, seconds));
}

/** Whether a client's output holds the message that went in. */
export function cameBack(out: string, message: string): boolean {
  return out.split('\n').some((line) => line.trim() === message || line.startsWith('sent and read back: '));
}

/** A line of the usage, with our message for the one that a person would type, and an end for what would go on listening. */
function command(line: string, message: string, seconds: number): string[] {
  // Both are there already: see `installed`.
  if (/^(npm|pip) install /.test(line)) return [];
  const typed = line.replace('echo hello', `echo ${message}`);
  const limited = typed.replace(/(^|\| )(kcat|node|python|kafka-[a-z-]+\.sh) /, `$1timeout ${seconds} $2 `);
  if (limited.includes('kafka-console-producer.sh')) return [`echo ${message} | ${limited}`];
  return [limited.includes('kafka-console-consumer.sh') ? untilSeen(limited, message) : limited];
}

/** A reader that ends when it has the message: on a busy machine nobody knows how long it takes to its first one. */
function untilSeen(reader: string, message: string): string {
  return [
    `( ${reader} --timeout-ms 60000 > seen.txt 2> seen.err & reading=$!`,
    `until grep -qx '${message}' seen.txt || ! kill -0 $reading 2> /dev/null; do sleep 0.2; done`,
    'kill $reading 2> /dev/null || true; cat seen.txt; cat seen.err >&2 )',
  ].join('; ');
}

/** Kafka's scripts, over jars that are there already: file names and what stands in them. */
export function kafkaScripts(classPath: string): [string, string][] {
  const programs = { 'topics': 'TopicCommand', 'console-producer': 'ConsoleProducer', 'console-consumer': 'consumer.ConsoleConsumer' };
  const java = `java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp '${classPath}'`;
  return Object.entries(programs).map(([name, program]) => [`kafka-${name}.sh`, `#!/bin/sh\nexec ${java} $KAFKA_OPTS org.apache.kafka.tools.${program} "$@"\n`]);
}

/** What a person has installed: Kafka's scripts, Python with its package, kafkajs. */
async function installed(folder: string, tools: Tools): Promise<void> {
  await mkdir(join(folder, 'bin'));
  // Python by its own path: that is how it finds its packages.
  const scripts = [...kafkaScripts(tools.classPath), ['python', `#!/bin/sh\nexec ${tools.python} "$@"\n`] as const];
  await Promise.all(scripts.map(([name, text]) => writeFile(join(folder, 'bin', name), text, { mode: 0o755 })));
  await symlink(modules, join(folder, 'node_modules'));
}
