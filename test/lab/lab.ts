import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabHost } from './client';
import { firstChild } from './machine/host';
import { said } from './machine/said';
import type { LabOptions } from './options';

const main = join(import.meta.dirname, 'machine/main.ts');
const startLimitMs = 60_000;

/** A lab that runs. Everything of it is below one process. */
export interface RunningLab {
  /** Where it is talked to: by `remotePlane`, and by `labAt`. */
  readonly socket: string;
  /** The process that holds it, as this machine sees it. */
  readonly pid: number;
}

/** A lab that this process started. */
export interface Lab extends RunningLab {
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
    // Where administrators' programs are, which not every shell looks for.
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
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
    await writeFile(join(folder, 'pid'), String(pid));
    return { socket: join(folder, 'socket'), pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Labs that run on this machine, whoever started them. */
export function runningLabs(): RunningLab[] {
  return folders().filter(({ alive }) => alive).flatMap(({ path }) => {
    const [socket, pid] = [join(path, 'socket'), join(path, 'pid')];
    return existsSync(pid) ? [{ socket, pid: Number(readFileSync(pid, 'utf8')) }] : [];
  });
}

/**
 * Puts a command into the namespaces of a host, seen from outside the lab, in this folder. Two steps: a host's process id is one of
 * the lab's own.
 */
export function inside(lab: RunningLab, host: LabHost, command: readonly string[]): string[] {
  return [
    'nsenter', '-t', String(lab.pid), '-m', '-p', '--', 'nsenter', '-t', String(host.pid), '-m', '-n', '-u', '-p', '--',
    'sh', '-c', 'cd "$0" 2>/dev/null || cd /; exec "$@"', process.cwd(), ...command,
  ];
}

/** Folders of labs whose starter and lab were both killed, so that nobody was left to remove them. */
function removeLeftovers(): void {
  for (const { path, alive } of folders()) if (!alive) rmSync(path, { recursive: true, force: true });
}

/** The folder of each lab; its name holds the process id of whoever started it. */
function folders(): { path: string; alive: boolean }[] {
  return readdirSync(tmpdir()).flatMap((name) => {
    const starter = /^pc-lab-(\d+)-/.exec(name)?.[1];
    return starter === undefined ? [] : [{ path: join(tmpdir(), name), alive: existsSync(`/proc/${starter}`) }];
  });
}
