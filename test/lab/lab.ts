import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labAt } from './client';
import { firstChild } from './machine/host';
import { said } from './machine/said';
import type { LabOptions } from './options';

const main = join(import.meta.dirname, 'machine/main.ts');
const startLimitMs = 60_000;

/** A lab that runs. Everything of it is below one process. */
export interface Lab {
  /** Where it is talked to: by `remotePlane`, and by `labClient`. */
  readonly socket: string;
  /** The process that holds it, as this machine sees it. */
  readonly pid: number;
  /** Puts a command into a host's namespaces, in this folder; for whoever started the lab. */
  enter(hostId: string, command: readonly string[]): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts a lab; needs root on Linux. It ends when this process does, however that ends. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `pc-lab-${process.pid}-`));
  await mkdir(join(folder, 'state'));
  // bash is the first process, which collects what daemons leave; what is below `state` is in memory and goes with the lab.
  const script = 'mount -t tmpfs -o mode=755 lab "$0/state"; "$1" --import tsx "$2" "$0" "$3"; umount -l "$0/state"; rm -rf "$0"';
  const child = spawn('unshare', ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'bash', '-c', script, folder, process.execPath, main, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  // Also when it was ended by somebody else: what it kept in memory is gone, and the empty folder goes as well.
  child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  try {
    await said(child, 'ready\n', startLimitMs, 'The lab');
    const pid = await firstChild(child);
    const socket = join(folder, 'socket');
    return { socket, pid, stop, enter: async (hostId, command) => inside(pid, (await labAt(socket).host(hostId)).pid, command) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Folders of labs whose starter and lab were both killed, so that nobody was left to remove them. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const starter = /^pc-lab-(\d+)-/.exec(name)?.[1];
    if (starter !== undefined && !existsSync(`/proc/${starter}`)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Two steps: a host's process id is one of the lab's own. */
function inside(labPid: number, hostPid: number, command: readonly string[]): string[] {
  return [
    'nsenter', '-t', String(labPid), '-m', '-p', '--', 'nsenter', '-t', String(hostPid), '-m', '-n', '-u', '-p', '--',
    'sh', '-c', 'cd "$0" && exec "$@"', process.cwd(), ...command,
  ];
}
