import { chmod, mkdir, open, rm, stat } from 'node:fs/promises';
import { newKeyPair } from './keyPair';
import type { KeyText, UnusableKey } from './privateKey';
import { readPrivateKey } from './privateKey';
import type { PublicKey } from './publicKey';
import { publicKeyFrom } from './publicKey';
import { codeOf } from '../base/codes';
import { writeNewFile } from '../base/newFile';
import { wordsOf } from '../base/words';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Secret } from '../model/secret';
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

/** More than any private key has. */
const mostBytes = 64 * 1024;

export type KeyFile = KeyText | { readonly kind: 'absent' };

/** What the file at that path is; `absent` where there is none. A key whose file others may read has a note that says so. */
export async function readKeyFile(path: string, passphrase?: Secret): Promise<KeyFile> {
  try {
    return await readOpened(path, passphrase);
  } catch (error) {
    switch (codeOf(error)) {
      case 'ENOENT':
      case 'ENOTDIR':
        return { kind: 'absent' };
      case 'EACCES':
      case 'EPERM':
        return { kind: 'unusable', why: t('This user may not read it.'), next: mayRead(path) };
      case undefined:
        throw error;
      default:
        return { kind: 'unusable', why: wordsOf(error) };
    }
  }
}

function mayRead(path: string): string {
  return process.platform === 'win32'
    ? t('Let this user read it in the file\'s properties, under Security, or choose another key.')
    : t('Let it be read with "chmod 600 {0}", or choose another key.', path);
}

async function readOpened(path: string, passphrase: Secret | undefined): Promise<KeyText> {
  // Looked at first: to open a pipe is to wait for whoever writes into it.
  const found = await stat(path);
  if (!found.isFile()) {
    return { kind: 'unusable', why: found.isDirectory() ? t('It is a folder.') : t('It is no file.') };
  }
  if (found.size > mostBytes) {
    return { kind: 'unusable', why: t('It is larger than any private key.') };
  }
  const text = readPrivateKey(textOf(await firstBytes(path)), passphrase);
  const isOpen = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
  return text.kind === 'unusable' || !isOpen ? text : {
    ...text, note: [...text.note === undefined ? [] : [text.note], t('others may read the file, which ssh itself refuses: chmod 600 {0}', path)].join('; '),
  };
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Windows' editors and shells write UTF-16 too. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16().toString('utf16le');
  }
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
}

/** Why a key's file is of no use as it is, and what to do; of a server that exists, whose key cannot be made. */
export function keyProblem(path: string, text: Exclude<KeyFile, { readonly kind: 'key' }>): { readonly why: string; readonly next: string } {
  const another = t('Choose the private key that opens the server.');
  switch (text.kind) {
    case 'absent': return { why: t('{0} is not there.', path), next: another };
    case 'protected': return { why: t('{0} is protected by a passphrase.', path), next: t('Type it when it is asked for.') };
    case 'unusable': return { why: t('{0} cannot be used: {1}', path, text.why), next: text.next ?? another };
  }
}

/** Some forms hide it behind the passphrase; then the file beside the key may tell it. */
export async function publicHalfOf(path: string, { publicKey }: Exclude<KeyText, UnusableKey>): Promise<PublicKey | undefined> {
  return publicKey ?? publicKeyFrom(Buffer.from((await textBeside(path)).split(' ')[1] ?? '', 'base64'));
}

/** Empty where there is no such file, or none that may or need be read. */
async function textBeside(path: string): Promise<string> {
  const beside = `${path}.pub`;
  try {
    const found = await stat(beside);
    return found.isFile() && found.size <= mostBytes ? textOf(await firstBytes(beside)) : '';
  } catch (error) {
    if (codeOf(error) === undefined) {
      throw error;
    }
    return '';
  }
}

/** The public half of a key that must be usable by now. */
export async function publicKeyOf(path: string): Promise<PublicKey> {
  const text = await readKeyFile(path);
  if (text.kind === 'key') {
    return text.publicKey;
  }
  const half = text.kind === 'protected' ? await publicHalfOf(path, text) : undefined;
  if (half !== undefined) {
    return half;
  }
  throw new Failure({ code: `key.${text.kind}`, what: t('Could not use the key {0}', path), ...keyProblem(path, text) });
}

/** Deletes a key's two files; a file that is gone is no failure. */
export async function deleteKeyFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.pub`, { force: true });
}

async function writeNew(path: string, mode: number, content: string, close?: (path: string) => Promise<void>): Promise<void> {
  try {
    await writeNewFile(path, mode, content, close);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
    throw new Failure({
      code: 'key.file-exists', what: t('Could not make the SSH key'), why: t('{0} exists already, and is never overwritten.', path),
      next: t('Choose another file, or choose that one as the existing key.'), cause: error,
    });
  }
}
