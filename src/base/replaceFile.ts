import { chmod, open, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';

/**
 * Replaces a file whole: whoever reads it, even after a crash, finds the old text or the new one. It is its owner's alone
 * unless told otherwise. With `latin1` each character is one byte of the file.
 */
export async function replaceFile(path: string, text: string, { mode = 0o600, encoding = 'utf8' }: Writing = {}): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await write(fresh, text, encoding);
    await chmod(fresh, mode);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
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
