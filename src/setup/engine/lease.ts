import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { Failure } from '../../model/failure';
import { dirname } from 'node:path';

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
  if (await create(path)) {
    return;
  }
  const holder = Number(await readFile(path, 'utf8').catch(ignoreAbsence));
  if (holder !== process.pid && isAlive(holder)) {
    throw new Failure({
      code: 'setup.busy-elsewhere', what: `Could not start: ${connectionId} is being worked at`,
      why: `Another window works at it (process ${holder}).`, next: 'Wait until it ends, or cancel it in that window.',
    });
  }
  await rm(path, { force: true });
  await create(path);
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
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
