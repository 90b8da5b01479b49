import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 50;
/** Longer than any renewal may take; after that the work is done without the lock rather than never. */
const patienceMs = 20_000;

/** Runs `work` while no other process on this machine holds the file; a holder that has died does not count. */
export async function withFileLock<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  const held = await waitFor(path);
  try {
    return await work();
  } finally {
    if (held) {
      await rm(path, { force: true });
    }
  }
}

/** Takes the file for this process; false when a living process has it. */
export async function takeLock(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  if (await create(path)) {
    return true;
  }
  if (await isHeld(path)) {
    return false;
  }
  await rm(path, { force: true });
  return create(path);
}

async function waitFor(path: string): Promise<boolean> {
  for (let waited = 0; waited < patienceMs; waited += pauseMs) {
    if (await takeLock(path)) {
      return true;
    }
    await pause(pauseMs);
  }
  return false;
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  }
}

async function isHeld(path: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(path, 'utf8'));
    // Without a number it was created a moment ago, or its writer died between the two.
    return Number.isInteger(pid) && pid > 0 ? isAlive(pid) : Date.now() - (await stat(path)).mtimeMs < patienceMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
