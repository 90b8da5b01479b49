import * as v from 'valibot';
import { hostname, uptime } from 'node:os';
import { readIfThere } from './readFile';
import { codeOf } from './codes';

/** Several times as long as a holder takes to touch its file again, and more than the clocks of two machines are apart. */
const staleMs = 60_000;

const optionalText = v.optional(v.string());
const schema = v.object({ pid: v.number(), start: optionalText, boot: optionalText, since: optionalText, host: v.string(), id: v.string() });

/** Who holds a lock file, as the file's text says it. */
export interface Holder {
  readonly pid: number;
  /** When the process began, in the system's own count: a process that has its number later has another one. Linux only. */
  readonly start?: string | undefined;
  /** Which run of the system it is: after the next start every number belongs to somebody else. Linux only. */
  readonly boot?: string | undefined;
  /** When it was taken, as an ISO time by that machine's clock. */
  readonly since?: string | undefined;
  readonly host: string;
  /** Tells two holders of one process apart. */
  readonly id: string;
}

/** An older version of this program wrote no more than its process's number, and never touched its file again. */
export interface BareHolder {
  readonly pid: number;
}

/** What is written into a file that this process holds. */
export async function ownHolder(id: string): Promise<string> {
  const { start } = await seen(process.pid);
  const holder: Holder = { pid: process.pid, start, boot: await bootId(), since: new Date().toISOString(), host: hostname(), id };
  return `${JSON.stringify(holder)}\n`;
}

/** Undefined for a text that names nobody: one that is just being written, or was cut off. */
export function holderIn(text: string): Holder | BareHolder | undefined {
  if (/^[1-9]\d*\s*$/.test(text)) {
    return { pid: Number(text) };
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return parsed.success ? parsed.output : undefined;
}

/** Whether this very process wrote it, and not one that had its number before, or has it on another machine. */
export async function isThisProcess(holder: Holder | BareHolder | undefined): Promise<boolean> {
  return holder !== undefined && 'host' in holder && holder.pid === process.pid && holder.host === hostname()
    && holder.boot === await bootId() && holder.start === (await seen(process.pid)).start;
}

/**
 * Whether that one may still be at work. `touched`: when its file was, in milliseconds since 1970; a moment ago is what counts
 * where its process cannot be looked at, as on another machine that shares the folder.
 */
export async function isAtWork(holder: Holder | BareHolder | undefined, touched: number): Promise<boolean> {
  const beats = Date.now() - touched < staleMs;
  if (holder === undefined) {
    return beats;
  }
  if (!('host' in holder)) {
    return holder.pid !== process.pid && touched > systemStart() - staleMs && (await seen(holder.pid)).lives;
  }
  if (holder.host !== hostname()) {
    return beats;
  }
  const { lives, start } = await seen(holder.pid);
  if (!lives || holder.boot !== await bootId()) {
    return false;
  }
  return holder.start === undefined || start === undefined ? beats : holder.start === start;
}

interface Seen {
  readonly lives: boolean;
  readonly start?: string | undefined;
}

/** One whose end nobody has asked for yet still has a number, and does nothing any more. */
async function seen(pid: number): Promise<Seen> {
  const stat = process.platform === 'linux' ? await readIfThere(`/proc/${pid}/stat`).catch(() => undefined) : undefined;
  if (stat === undefined) {
    return { lives: answers(pid) };
  }
  // The second field is the program's name in brackets, with whatever characters it has; proc(5).
  const [state = '', ...others] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { lives: !['Z', 'X'].includes(state), start: others[18] };
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function systemStart(): number {
  return Date.now() - uptime() * 1000;
}

async function bootId(): Promise<string | undefined> {
  return process.platform === 'linux' ? (await readIfThere('/proc/sys/kernel/random/boot_id'))?.trim() : undefined;
}
