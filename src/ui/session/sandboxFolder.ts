import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../model/failure';
import { takeLock } from './fileLock';

const most = 8;
const pauseMs = 200;

/** A folder for one running sandbox. */
export interface ClaimedFolder {
  readonly path: string;
  /** 1 for the usual one; a second window has a sandbox of its own, with other content. */
  readonly number: number;
  release(): Promise<void>;
}

/**
 * The first sandbox folder that no living window uses: one state file is never written by two. The usual one is waited for a little,
 * since after a reload the window's former self may still be in it, about to leave.
 */
export async function claimSandboxFolder(parent: string, patienceMs = 6000): Promise<ClaimedFolder> {
  for (let number = 1; number <= most; number += 1) {
    const path = join(parent, number === 1 ? 'sandbox' : `sandbox-${number}`);
    const lock = join(path, 'window.lock');
    if (await takeInTime(lock, number === 1 ? patienceMs : 0)) {
      return { path, number, release: () => rm(lock, { force: true }) };
    }
  }
  throw new Failure({
    code: 'sandbox.too-many',
    what: 'Could not start the sandbox',
    why: `${most} windows run one already.`,
    next: 'Close one of them, then try again.',
  });
}

async function takeInTime(lock: string, patienceMs: number): Promise<boolean> {
  for (let waited = 0; ; waited += pauseMs) {
    if (await takeLock(lock)) {
      return true;
    }
    if (waited >= patienceMs) {
      return false;
    }
    await pause(pauseMs);
  }
}
