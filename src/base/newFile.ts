import { open, rm } from 'node:fs/promises';

/**
 * Makes a file that is not there yet, on disk when it is done; EEXIST where something is at that path. It is closed to others by its mode and by `close`
 * before it has content. Where anything fails, nothing is left: a file without its content would be taken for whole.
 */
export async function writeNewFile(
  path: string, mode: number, content: string, close: (path: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await close(path);
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
}
