import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPlan } from '../network/plan';
import { run } from './run';
import { said } from './said';

const script = join(import.meta.dirname, 'host.sh');
const startLimitMs = 20_000;

/** A host that runs: its first process holds its namespaces, and all that is in them ends with it. */
export interface Host {
  readonly id: string;
  readonly name: string;
  /** Process id of its first process, as the lab sees it. */
  readonly pid: number;
  /** Puts a command into the host's namespaces. */
  enter(command: readonly string[]): string[];
  /** Resolves when it has ended; told of an end that nobody asked for as well. */
  readonly ended: Promise<void>;
  /** As if its power was cut. */
  stop(): Promise<void>;
}

/** The lab's own namespace as a host: what runs there was started by us. */
export async function ownHost(id: string): Promise<Host> {
  await run(['ip', 'link', 'set', 'lo', 'up']);
  await Promise.all(['all', 'default'].map((which) => writeFile(`/proc/sys/net/ipv4/conf/${which}/rp_filter`, '0')));
  return { id, name: id, pid: process.pid, enter: (command) => [...command], ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}

/** Starts a host; `folder` keeps its disk, and nothing where it has none. Rejects with its own words when it does not come up. */
export async function startHost(plan: HostPlan, folder: string): Promise<Host> {
  if (plan.disk === undefined) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (plan.disk !== undefined) {
    await writeFile(join(folder, 'login-user'), plan.disk.loginUser);
    await writeFile(join(folder, 'authorized-keys'), plan.disk.authorizedKeys.map((key) => `${key}\n`).join(''));
  }
  const child = spawn('unshare', [
    '--net', '--mount', '--uts', '--pid', '--fork', '--kill-child',
    'sh', script, plan.disk === undefined ? 'plain' : 'machine', folder, plan.name, plan.forwards ? '1' : '0',
  ], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit').then(() => undefined);
  try {
    await said(child, 'ready', startLimitMs, `Host ${plan.name}`);
    const pid = await firstChild(child);
    return {
      id: plan.id, name: plan.name, pid, ended,
      enter: (command) => ['nsenter', '-t', String(pid), '-m', '-n', '-u', '-p', '--', ...command],
      stop: async () => {
        killQuietly(pid);
        await ended;
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** The process that a forking `unshare` or `nsenter` waits for. */
export async function firstChild({ pid = 0 }: ChildProcess): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const first = Number(children.trim().split(' ')[0]);
  if (first > 0) return first;
  throw new Error(`Process ${pid} has no child.`);
}

/** What has ended already needs no signal. */
export function killQuietly(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
