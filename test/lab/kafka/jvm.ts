import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Tools } from './tools';

/** The JVM that Cluster runs in. */
export interface Jvm {
  readonly pid: number;
  /** Resolves when Cluster has done what the line says. Rejects, with what the JVM said, when it ended instead or the time is over. */
  order(line: string): Promise<void>;
  stop(): Promise<void>;
}

export interface JvmOptions {
  readonly folder: string;
  readonly nodes: number;
  /** The one address that Kafka may read token keys from. */
  readonly tokenKeysUrl: string;
  readonly more: readonly string[];
}

type Outcome = (error?: Error) => void;

const orderMs = 90_000;
/** Writing a class archive is part of an end. */
const endMs = 60_000;
/** Enough for a stack trace with its causes. */
const saidLimit = 8_000;

export function startJvm({ classPath, archive }: Pick<Tools, 'classPath' | 'archive'>, options: JvmOptions): Jvm {
  const child = spawn('java', [
    '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${options.tokenKeysUrl}`,
    ...(archive === '' ? [] : [`-XX:SharedArchiveFile=${archive}`]),
    ...options.more,
    '-cp', classPath, 'Cluster', options.folder, String(options.nodes),
  ], { stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting = new Map<string, Outcome>();
  let said = '';
  let ended: string | undefined;
  const failure = (why: string): Error => new Error(`Kafka ${why}\n${said}`);
  const end = (why: string): void => {
    ended ??= why;
    for (const outcome of waiting.values()) outcome(failure(ended));
    waiting.clear();
  };
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + String(chunk)).slice(-saidLimit);
  });
  createInterface(child.stdout).on('line', (line) => waiting.get(line)?.());
  child.once('error', ({ message }) => end(`did not start: ${message}`));
  // Only then is all heard that it said.
  child.once('close', (code, signal) => end(`ended with ${String(code ?? signal)}`));
  // A broken pipe is that end, seen from this side.
  child.stdin.on('error', () => undefined);
  return {
    pid: child.pid ?? 0,
    order: (line) => new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(failure(ended));
        return;
      }
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        end(`did not ${line} within ${orderMs / 1000} s`);
      }, orderMs);
      waiting.set(line, (error) => {
        clearTimeout(timer);
        waiting.delete(line);
        if (error === undefined) resolve();
        else reject(error);
      });
      child.stdin.write(`${line}\n`);
    }),
    stop: async () => {
      if (ended !== undefined) return;
      const closed = once(child, 'close');
      const timer = setTimeout(() => child.kill('SIGKILL'), endMs);
      child.stdin.end();
      await closed;
      clearTimeout(timer);
    },
  };
}
