import { chmod, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import type { KeyText, PublicKey } from './keyPair';
import { newKeyPair, readPrivateKey } from './keyPair';
import { codeOf } from '../base/codes';
import { Failure } from '../model/failure';
import { dirname } from 'node:path';
import { ownerOnly } from './ownerOnly';

/** Makes a key's two files. The private one is closed to others before it has content, and read-only after. */
export async function makeKeyFile(path: string, comment: string, signal: AbortSignal, close = ownerOnly): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { privateKey, publicLine } = newKeyPair(comment);
  await writeNew(path, 0o600, privateKey, (created) => close(created, signal));
  await chmod(path, 0o400);
  await rm(`${path}.pub`, { force: true });
  await writeNew(`${path}.pub`, 0o644, `${publicLine}\n`);
}

/** True when a file, or anything else, is at that path. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

/** What the file at that path is; `absent` where there is none. */
export async function readKeyFile(path: string): Promise<KeyText | { readonly kind: 'absent' }> {
  try {
    return readPrivateKey(await readFile(path, 'utf8'));
  } catch (error) {
    switch (codeOf(error)) {
      case 'ENOENT':
        return { kind: 'absent' };
      case 'EACCES':
      case 'EISDIR':
      case 'EPERM':
        return { kind: 'unusable', why: error instanceof Error ? error.message : 'It cannot be read.' };
      default:
        throw error;
    }
  }
}

/** The public half of a key that must be usable by now. */
export async function publicKeyOf(path: string): Promise<PublicKey> {
  const text = await readKeyFile(path);
  if (text.kind === 'key') {
    return text.publicKey;
  }
  throw new Failure({
    code: `key.${text.kind}`, what: `Could not use the key ${path}`,
    why: text.kind === 'unusable' ? text.why : `It is ${text.kind}.`, next: 'Choose another key, or let one be made.',
  });
}

/** Deletes a key's two files; a file that is gone is no failure. */
export async function deleteKeyFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.pub`, { force: true });
}

async function writeNew(
  path: string, mode: number, content: string, close: (path: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const file = await createNew(path, mode);
  try {
    await close(path);
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    // Left there, it would be taken for somebody's key, and no other is made in its place.
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
}

async function createNew(path: string, mode: number): ReturnType<typeof open> {
  try {
    return await open(path, 'wx', mode);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
    throw new Failure({
      code: 'key.file-exists', what: 'Could not make the SSH key', why: `${path} exists already, and is never overwritten.`,
      next: 'Choose another file, or choose that one as the existing key.', cause: error,
    });
  }
}
