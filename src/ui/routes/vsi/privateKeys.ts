import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../../base/codes';

/** Files of the folder that begin as a private key does; what they hold is not kept. */
export async function privateKeys(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of await filesIn(folder)) {
    if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(await beginning(path))) {
      found.push(path);
    }
  }
  return found.sort();
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.pub')).map(({ name }) => join(folder, name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

async function beginning(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).slice(0, 80);
  } catch (error) {
    // A file that may not be read opens no server either.
    if (codeOf(error) !== undefined) {
      return '';
    }
    throw error;
  }
}
