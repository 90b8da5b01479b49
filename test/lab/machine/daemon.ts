import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { DaemonPlan } from '../network/plan';
import { firstChild, killQuietly, type Host } from './host';
import { run } from './run';
import { said } from './said';

const startLimitMs = 15_000;
const endLimitMs = 2_000;

/** A program that runs on a host. */
export interface Daemon {
  readonly plan: DaemonPlan;
  readonly host: Host;
  /** False when it has ended by itself. */
  running(): boolean;
  stop(): Promise<void>;
}

/** Starts a program and resolves when it says that it is ready; `log` gets all that it prints. */
export async function startDaemon(plan: DaemonPlan, host: Host, log: string): Promise<Daemon> {
  const files = Object.entries(plan.files).map(([path, text]) => `cat >'${path}' <<'END_OF_FILE'\n${text}\nEND_OF_FILE\n`);
  if (files.length > 0) await run(host.enter(['sh', '-e']), { input: files.join('') });
  const [file = '', ...args] = host.enter(plan.command);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kept = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(kept, { end: false });
  child.stderr.pipe(kept, { end: false });
  // Not when it ends: what it started may go on, and print, as the sessions of an SSH server do.
  child.once('close', () => kept.end());
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const stop = async (): Promise<void> => {
    if (!running()) return;
    const ended = once(child, 'exit');
    // Behind `nsenter` stands the program itself.
    const pid = file === 'nsenter' ? await firstChild(child).catch(() => child.pid ?? 0) : child.pid ?? 0;
    killQuietly(pid, 'SIGTERM');
    const late = setTimeout(() => killQuietly(pid), endLimitMs);
    await ended;
    clearTimeout(late);
  };
  try {
    await said(child, plan.ready, startLimitMs, plan.id);
  } catch (error) {
    await stop().catch(() => child.kill('SIGKILL'));
    throw error;
  }
  return { plan, host, running, stop };
}
