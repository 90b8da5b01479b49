import { link, mkdir, open, rm, stat, utimes } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './codes';
import { holderIn, isAtWork, ownHolder, type BareHolder, type Holder } from './holder';
import { readIfThere } from './readFile';
import { renameOver } from './replaceFile';

const beatMs = 5_000;
const pauseMs = 25;
/** What says that a file system has no hard links. */
const noLinks: readonly unknown[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** A lock that is held. */
export interface Hold {
  /** Fires where it was taken from us, or its folder is gone: whatever goes on under it has to end. */
  readonly lost: AbortSignal;
  /** Gives it back; what another holds by now is left alone. */
  release(): Promise<void>;
}

export interface Patience {
  readonly milliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes a file as a lock, for one holder among all windows, programs and machines that share its folder; undefined while
 * another has it. One that has died does not count.
 */
export async function takeLock(path: string): Promise<Hold | undefined> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const text = await ownHolder(randomBytes(8).toString('hex'));
  return await create(path, text) || await takeOver(path, text) ? hold(path, text) : undefined;
}

/** The same, again and again until the patience ends; rejects when its signal fires. */
export async function waitForLock(path: string, { milliseconds, signal }: Patience): Promise<Hold | undefined> {
  for (let waited = 0; ; waited += pauseMs) {
    signal?.throwIfAborted();
    const held = await takeLock(path);
    if (held !== undefined || waited >= milliseconds) {
      return held;
    }
    await pause(pauseMs, undefined, { signal });
  }
}

/**
 * Runs `work` while the lock is held, with what fires when it is not any more; `otherwise` instead, without it, when the patience
 * ends before it could be taken.
 */
export async function whileHeld<T>(
  path: string, patience: Patience, work: (lost: AbortSignal) => Promise<T>, otherwise: () => Promise<T>,
): Promise<T> {
  const held = await waitForLock(path, patience);
  if (held === undefined) {
    return await otherwise();
  }
  try {
    return await work(held.lost);
  } finally {
    await held.release();
  }
}

/** Whom a lock's file names, whether or not that one still lives. */
export async function holderOf(path: string): Promise<Holder | BareHolder | undefined> {
  return holderIn(await readIfThere(path) ?? '');
}

/** Whether one that may still be at work holds the file; one that has died does not count. */
export async function isHeld(path: string): Promise<boolean> {
  return await readIfThere(path) !== undefined && await deadText(path) === undefined;
}

function hold(path: string, text: string): Hold {
  const losing = new AbortController();
  const isOurs = async (): Promise<boolean> => await readIfThere(path) === text;
  const beat = async (): Promise<void> => {
    if (await isOurs()) {
      await utimes(path, new Date(), new Date());
    } else {
      losing.abort(new DOMException('The lock was taken over', 'AbortError'));
      clearInterval(beating);
    }
  };
  // A beat that fails is followed by others; when all do, the folder is gone and nobody else can take the file.
  const beating = setInterval(() => void beat().catch(() => undefined), beatMs).unref();
  return {
    lost: losing.signal,
    async release() {
      clearInterval(beating);
      if (await isOurs()) {
        await rm(path, { force: true });
      }
    },
  };
}

/**
 * Puts our file in the place of a dead holder's. Several may find the same one dead: the right to replace it is a lock of
 * its own, under whose holder nobody else changes the file. So none ever replaces that of one who was quicker.
 */
async function takeOver(path: string, text: string): Promise<boolean> {
  const dead = await deadText(path);
  if (dead === undefined) {
    return false;
  }
  return await withRightTo(path, dead, async () => await deadText(path) === dead && await replace(path, text));
}

/** Runs `change` where nobody else changes a lock's file with that text at the same time; false where somebody does. */
export async function withRightTo(path: string, text: string, change: () => Promise<boolean>): Promise<boolean> {
  const right = await takeLock(`${path}.after-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
  if (right === undefined) {
    return false;
  }
  try {
    return await change();
  } finally {
    await right.release();
  }
}

/** The file's text where its holder has died; undefined where it may live, or where there is no file. */
async function deadText(path: string): Promise<string | undefined> {
  const text = await readIfThere(path);
  const touched = await touchedAt(path);
  if (text === undefined || touched === undefined) {
    return undefined;
  }
  return await isAtWork(holderIn(text), touched) ? undefined : text;
}

/** When its holder gave the last sign of life, in milliseconds since 1970; undefined where there is no file. */
export async function touchedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

async function replace(path: string, text: string): Promise<true> {
  const whole = await written(path, text);
  try {
    await renameOver(whole, path);
  } finally {
    await rm(whole, { force: true });
  }
  return true;
}

/** The file appears whole: one that names nobody yet would have to be waited for. */
async function create(path: string, text: string): Promise<boolean> {
  const whole = await written(path, text);
  try {
    return await isNew(() => link(whole, path));
  } catch (error) {
    if (!noLinks.includes(codeOf(error))) {
      throw error;
    }
    return await isNew(() => write(path, text));
  } finally {
    await rm(whole, { force: true });
  }
}

async function isNew(make: () => Promise<void>): Promise<boolean> {
  try {
    await make();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function written(path: string, text: string): Promise<string> {
  const whole = `${path}.${randomBytes(6).toString('hex')}`;
  await write(whole, text);
  return whole;
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
