import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/** A public key as OpenSSH writes it, without a comment. */
export interface PublicKey {
  readonly type: 'ed25519' | 'rsa';
  /** `ssh-ed25519 AAAA...` */
  readonly line: string;
  /** `SHA256:...` without padding, as OpenSSH prints it. */
  readonly fingerprint: string;
  /** Of an RSA key's modulus. */
  readonly bits?: number | undefined;
}

/** What a private key's text turned out to be. */
export type KeyText =
  | { readonly kind: 'key'; readonly publicKey: PublicKey }
  | { readonly kind: 'protected' }
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * A new ed25519 pair in OpenSSH's formats. ssh2 1.17 drops leading zero bytes of a public key, so that one pair in 256
 * cannot be read, by itself or by OpenSSH: such a pair is thrown away.
 */
export function newKeyPair(comment: string): { readonly privateKey: string; readonly publicLine: string } {
  let pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
  while (ssh2.utils.parseKey(pair.private) instanceof Error) pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
  return { privateKey: pair.private.endsWith('\n') ? pair.private : `${pair.private}\n`, publicLine: pair.public };
}

/** Reads a private key of a kind that the cloud takes. */
export function readPrivateKey(text: string): KeyText {
  // PKCS 8, which OpenSSL and consoles write: ssh2 says of it no more than that it does not know it.
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY-----/m.test(text)) {
    return { kind: 'protected' };
  }
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) {
    return /passphrase|encrypted/i.test(parsed.message)
      ? { kind: 'protected' }
      : { kind: 'unusable', why: parsed.message };
  }
  if (!parsed.isPrivateKey()) {
    return { kind: 'unusable', why: 'It is a public key.' };
  }
  const blob = parsed.getPublicSSH();
  const type = parsed.type === 'ssh-ed25519' ? 'ed25519' : 'rsa';
  if (type === 'rsa' && parsed.type !== 'ssh-rsa') {
    return { kind: 'unusable', why: `The cloud takes ed25519 and RSA keys, not ${parsed.type}.` };
  }
  const line = `${parsed.type} ${blob.toString('base64')}`;
  return { kind: 'key', publicKey: { type, line, fingerprint: fingerprintOf(blob), bits: type === 'rsa' ? modulusBits(blob) : undefined } };
}

/** The last of the three length-prefixed fields: "ssh-rsa", exponent, modulus (RFC 4253, 6.6). */
function modulusBits(blob: Buffer): number {
  const exponentAt = 4 + blob.readUInt32BE(0);
  const modulusAt = exponentAt + 4 + blob.readUInt32BE(exponentAt);
  const modulus = blob.subarray(modulusAt + 4).toString('hex').replace(/^0+/, '');
  return modulus === '' ? 0 : (modulus.length - 1) * 4 + Number.parseInt(modulus.charAt(0), 16).toString(2).length;
}

function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
