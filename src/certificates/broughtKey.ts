import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Secret } from '../model/secret';
import type { Block } from './blocks';

/** A private key that could be read: PKCS 8 in PEM, unencrypted, whatever it was brought in. */
export interface BroughtKey {
  readonly pem: Secret;
  /** Its public half, by which it is known: SPKI in Base64. */
  readonly id: string;
}

export type KeyRead =
  | { readonly kind: 'key'; readonly key: BroughtKey }
  /** By a passphrase that was not given, or is another. */
  | { readonly kind: 'protected'; readonly tried: boolean }
  /** By what this machine's OpenSSL, or VS Code's BoringSSL, has no cipher for. */
  | { readonly kind: 'foreign-cipher' }
  | { readonly kind: 'damaged' };

/** Reads a private key of PEM: PKCS 1, SEC 1, PKCS 8, and what a passphrase keeps in both ways. */
export function readKey({ label, text }: Pick<Block, 'label' | 'text'>, passphrase: Secret | undefined): KeyRead {
  const isProtected = label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type: *4, *ENCRYPTED/m.test(text);
  if (isProtected && passphrase === undefined) {
    return { kind: 'protected', tried: false };
  }
  // Headers of PEM need an empty line behind them, which copying may have lost.
  const key = text.replace(/^((?:DEK-Info|Proc-Type):.*)\n(?=[A-Za-z0-9+/=]+$)/m, '$1\n\n');
  try {
    const opened = isProtected && passphrase !== undefined ? { passphrase: passphrase.reveal() } : {};
    return { kind: 'key', key: keyFrom(createPrivateKey({ key, format: 'pem', ...opened })) };
  } catch (error) {
    if (!isProtected) return { kind: 'damaged' };
    return isForeign(error) ? { kind: 'foreign-cipher' } : { kind: 'protected', tried: true };
  }
}

/** Of bytes without PEM; undefined where they are no private key. */
export function readKeyBytes(bytes: Buffer): BroughtKey | undefined {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return keyFrom(createPrivateKey({ key: bytes, format: 'der', type }));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
  return undefined;
}

function keyFrom(key: KeyObject): BroughtKey {
  return { pem: new Secret(key.export({ type: 'pkcs8', format: 'pem' }).toString()), id: publicId(createPublicKey(key)) };
}

/** By which a key and a certificate's are the same. */
export function publicId(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

function isForeign(error: unknown): boolean {
  const words = /envelope routines::unsupported|unsupported_\w*(?:cipher|function|prf|version)|unknown_(?:algorithm|cipher)/i;
  return error instanceof Error && words.test(error.message);
}
