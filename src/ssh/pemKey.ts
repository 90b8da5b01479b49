import type { KeyObject } from 'node:crypto';
import { createPrivateKey } from 'node:crypto';
import { t } from '../model/l10n';
import type { Secret } from '../model/secret';

/** A key of OpenSSL's forms, made into one that ssh2 reads; it is never written anywhere. */
export type PemKey =
  | { readonly kind: 'text'; readonly text: string; readonly note?: string | undefined }
  | { readonly kind: 'protected' }
  | { readonly kind: 'other'; readonly type: string }
  | { readonly kind: 'damaged'; readonly why: string };

const curves: readonly (string | undefined)[] = ['prime256v1', 'secp384r1', 'secp521r1'];

/** ssh2 knows PKCS 1 and SEC 1; of PKCS 8, which OpenSSL and consoles write, it says only that it does not know it. */
export function pemToSsh(label: string, text: string, passphrase: Secret | undefined): PemKey {
  if (label === 'DSA') {
    return { kind: 'other', type: 'dsa' };
  }
  const isProtected = label === 'ENCRYPTED' || /^Proc-Type: *4, *ENCRYPTED/m.test(text);
  if (isProtected && passphrase === undefined) {
    return { kind: 'protected' };
  }
  try {
    return inSshForm(createPrivateKey({ key: text, format: 'pem', ...(passphrase === undefined ? {} : { passphrase: passphrase.reveal() }) }));
  } catch (error) {
    if (isProtected) {
      return isUnknownCipher(error) ? { kind: 'damaged', why: t('It is encrypted in a way that cannot be read here.') } : { kind: 'protected' };
    }
    // ssh2 reads PKCS 1 by itself, whatever OpenSSL thinks of the numbers.
    return label === 'RSA' ? { kind: 'text', text } : { kind: 'damaged', why: t('It is no whole key in OpenSSL\'s form.') };
  }
}

/**
 * In OpenSSL's words and in BoringSSL's, which VS Code has. One wrong passphrase in some hundred decrypts to what looks whole at first, of
 * which OpenSSL says that its decoder does not support it: that is no other cipher.
 */
function isUnknownCipher(error: unknown): boolean {
  const words = /envelope routines::unsupported|unsupported_\w*(?:cipher|function|prf|version)|unknown_(?:algorithm|cipher)/i;
  return error instanceof Error && words.test(error.message);
}

function inSshForm(key: KeyObject): PemKey {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return { kind: 'text', text: key.export({ type: 'pkcs1', format: 'pem' }).toString() };
    case 'ec':
      return curves.includes(key.asymmetricKeyDetails?.namedCurve)
        ? { kind: 'text', text: key.export({ type: 'sec1', format: 'pem' }).toString() }
        : { kind: 'other', type: key.asymmetricKeyDetails?.namedCurve ?? 'ec' };
    case 'ed25519':
      return { kind: 'text', text: openSshText(key), note: t('older versions of ssh itself do not read an Ed25519 key in this form (PKCS 8)') };
    default:
      return { kind: 'other', type: key.asymmetricKeyType ?? 'unknown' };
  }
}

/** OpenSSH's own form (its PROTOCOL.key), which is the only one that ssh2 takes an Ed25519 key in. */
function openSshText(key: KeyObject): string {
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  const [open, seed] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const name = field(Buffer.from('ssh-ed25519'));
  // Twice the same number shows a reader that it decrypted rightly; without a passphrase any does.
  const closed = [Buffer.alloc(8), name, field(open), field(Buffer.concat([seed, open])), field(Buffer.alloc(0))];
  const padding = Buffer.from(Array.from({ length: (8 - Buffer.concat(closed).length % 8) % 8 }, (_, index) => index + 1));
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'), field(Buffer.from('none')), field(Buffer.from('none')), field(Buffer.alloc(0)), Buffer.of(0, 0, 0, 1),
    field(Buffer.concat([name, field(open)])), field(Buffer.concat([...closed, padding])),
  ]);
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...body.toString('base64').match(/.{1,70}/g) ?? [], '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

function field(content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, content]);
}
