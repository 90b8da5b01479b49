import { createHash } from 'node:crypto';
import { Refusal } from '../http/reply';

/** An OpenSSH public key, taken apart. */
export interface PublicKey {
  readonly type: 'ed25519' | 'rsa';
  /** Bits: 256 for ed25519. */
  readonly length: number;
  /** `SHA256:...` without padding, as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** Reads `ssh-ed25519 AAAA... comment`; a text that is no key is the cloud's `key_parse_failure`. */
export function parsePublicKey(text: string): PublicKey {
  const [word = '', body = ''] = text.trim().split(/\s+/);
  const blob = Buffer.from(body, 'base64');
  const type = word === 'ssh-ed25519' ? 'ed25519' : word === 'ssh-rsa' ? 'rsa' : undefined;
  if (type === undefined || blob.length < 32 || field(blob, 0)?.toString('latin1') !== word) {
    throw new Refusal(400, 'key_parse_failure', 'The public key could not be read.', { type: 'field', name: 'public_key' });
  }
  return {
    type,
    length: type === 'rsa' ? modulusBits(blob) : 256,
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  };
}

/** The length-prefixed field at a position of an SSH blob. */
function field(blob: Buffer, at: number): Buffer | undefined {
  if (at + 4 > blob.length) return undefined;
  const length = blob.readUInt32BE(at);
  return at + 4 + length <= blob.length ? blob.subarray(at + 4, at + 4 + length) : undefined;
}

/** An RSA blob is name, exponent, modulus; the modulus has a leading zero byte. */
function modulusBits(blob: Buffer): number {
  const name = field(blob, 0);
  const exponent = name && field(blob, 4 + name.length);
  const modulus = name && exponent && field(blob, 8 + name.length + exponent.length);
  return ((modulus?.length ?? 1) - 1) * 8;
}
