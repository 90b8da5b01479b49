import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { Failure } from '../../model/failure';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';

/** Others may come in between as often. */
const tries = 5;
/** What says that a file system has no hard links. */
const noLinks: readonly unknown[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * Lets one window at a time work at a connection: two would make everything twice. The file names the process that
 * works; one that has died, or is this one, does not count.
 */
export async function withLease<T>(path: string, connectionId: string, work: () => Promise<T>): Promise<T> {
  await take(path, connectionId);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string, connectionId: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  let holder = '';
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    if (await create(path)) {
      return;
    }
    holder = await textOf(path);
    if (Number(holder) !== process.pid && isAlive(Number(holder))) {
      break;
    }
    await setAside(path, holder);
  }
  throw new Failure({
    code: 'setup.busy-elsewhere', what: `Could not start: ${connectionId} is being worked at`,
    why: `Another window works at it (process ${Number(holder)}).`, next: 'Wait until it ends, or cancel it in that window.',
  });
}

/** Takes a dead holder's file away, and puts it back where it turns out to be that of one who was quicker. */
async function setAside(path: string, holder: string): Promise<void> {
  const aside = besides(path);
  try {
    await rename(path, aside);
    if (await textOf(aside) !== holder) {
      await link(aside, path);
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') {
      throw error;
    }
  } finally {
    await rm(aside, { force: true });
  }
}

/** The file appears whole: one without its holder would look like that of a process that has died. */
async function create(path: string): Promise<boolean> {
  const whole = besides(path);
  try {
    await write(whole);
    await link(whole, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    if (!noLinks.includes(codeOf(error))) {
      throw error;
    }
  } finally {
    await rm(whole, { force: true });
  }
  return await createInPlace(path);
}

async function createInPlace(path: string): Promise<boolean> {
  try {
    await write(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function write(path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(String(process.pid));
  } finally {
    await file.close();
  }
}

async function textOf(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(ignoreAbsence);
}

function besides(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}`;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function ignoreAbsence(error: unknown): string {
  if (codeOf(error) === 'ENOENT') {
    return '';
  }
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
