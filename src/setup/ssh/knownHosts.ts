import { readFile, writeFile } from 'node:fs/promises';

/**
 * Takes an address's keys out of our own list, when the server behind it is deleted: the next server with that address
 * is another one, and its key must not look like a changed one.
 */
export async function forgetHostKeys(path: string, address: string): Promise<void> {
  const text = await textOf(path);
  const kept = text.split(/(?<=\n)/).filter((line) => !(line.split(/\s/)[0] ?? '').split(',').includes(address)).join('');
  if (kept !== text) {
    await writeFile(path, kept, { mode: 0o600 });
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return '';
    }
    throw error;
  }
}
