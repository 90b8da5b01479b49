import { writeFile } from 'node:fs/promises';
import { readIfThere } from '../../base/readFile';

/**
 * Takes an address's keys out of our own list, when the server behind it is deleted: the next server with that address
 * is another one, and its key must not look like a changed one.
 */
export async function forgetHostKeys(path: string, address: string): Promise<void> {
  const text = await readIfThere(path) ?? '';
  const kept = text.split(/(?<=\n)/).filter((line) => !(line.split(/\s/)[0] ?? '').split(',').includes(address)).join('');
  if (kept !== text) {
    await writeFile(path, kept, { mode: 0o600 });
  }
}
