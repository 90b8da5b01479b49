import { readFile } from 'node:fs/promises';
import { codeOf } from './codes';

/** A file's text; undefined where there is none. With `latin1` each byte of the file is one character. */
export async function readIfThere(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string | undefined> {
  try {
    return await readFile(path, encoding);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
