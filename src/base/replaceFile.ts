import { chmod, open, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './codes';

/** A second in all: who has the file open reads or scans it, and is soon done. */
const renames = { more: 10, pauseMs: 100 };
const whileOpen: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];

/**
 * Replaces a file whole: whoever reads it, even after a crash, finds the old text or the new one. It is its owner's alone
 * unless told otherwise. With `latin1` each character is one byte of the file.
 */
export async function replaceFile(path: string, text: string, { mode = 0o600, encoding = 'utf8' }: Writing = {}): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await write(fresh, text, encoding);
    await chmod(fresh, mode);
    await renameOver(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/**
 * Puts a file in another one's place. Windows refuses that while a program has the other one open that does not share its
 * deletion (https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew), so there it is tried again.
 */
export async function renameOver(
  from: string, to: string, platform: NodeJS.Platform = process.platform, move: (from: string, to: string) => Promise<void> = rename,
): Promise<void> {
  for (let more = platform === 'win32' ? renames.more : 0; ; more -= 1) {
    try {
      await move(from, to);
      return;
    } catch (error) {
      if (more === 0 || !whileOpen.includes(codeOf(error))) {
        throw error;
      }
      await pause(renames.pauseMs);
    }
  }
}

interface Writing {
  readonly mode?: number;
  readonly encoding?: 'utf8' | 'latin1';
}

async function write(path: string, text: string, encoding: 'utf8' | 'latin1'): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text, encoding);
    await file.sync();
  } finally {
    await file.close();
  }
}
