import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { userInfo } from 'node:os';

const run = promisify(execFile);
const timeout = 10_000;

/** Closes a file to everyone but its owner where the mode does not: on Windows, by its access list. */
export async function ownerOnly(path: string, signal: AbortSignal, platform = process.platform): Promise<void> {
  if (platform === 'win32') {
    await run('icacls', [path, '/inheritance:r', '/grant:r', `${userInfo().username}:F`], { timeout, signal });
  }
}
