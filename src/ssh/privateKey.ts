import type { ParsedKey } from 'ssh2';
import ssh2 from 'ssh2';
import { t } from '../model/l10n';
import type { Secret } from '../model/secret';
import { visible } from '../model/text';
import { otherThanPrivateKey } from './otherThanPrivateKey';
import { pemToSsh } from './pemKey';
import type { PublicKey } from './publicKey';
import { fieldsOf, publicKeyFrom } from './publicKey';

/** What a private key's text turned out to be. */
export type KeyText =
  /** `note`: what somebody should know who uses it with other programs. */
  | { readonly kind: 'key'; readonly publicKey: PublicKey; readonly signer: ParsedKey; readonly note?: string | undefined }
  /** By a passphrase that was not given, or is another. OpenSSH's own form shows its public half all the same. */
  | { readonly kind: 'protected'; readonly publicKey?: PublicKey | undefined; readonly note?: string | undefined }
  | UnusableKey;

export interface UnusableKey {
  readonly kind: 'unusable';
  readonly why: string;
  /** What to do, where there is something better than to choose another key. */
  readonly next?: string | undefined;
  /** It is somebody's private key all the same, and not another kind of file. */
  readonly isPrivate?: true | undefined;
}

interface Block {
  /** "OPENSSH", "RSA", "ENCRYPTED" ...; empty for PKCS 8. */
  readonly label: string;
  readonly text: string;
}

const hardware = t('It belongs to a hardware key, which only ssh itself and an SSH agent can use, and this extension cannot.');

/**
 * Reads a private key of any form that servers are opened with: OpenSSH's own, PKCS 1, SEC 1 and PKCS 8. What editors and copying do
 * to a file (other line ends, indents, something before the key) is no reason to refuse it.
 */
export function readPrivateKey(text: string, passphrase?: Secret): KeyText {
  const block = blockOf(text);
  if (block === undefined) {
    return { kind: 'unusable', ...otherThanPrivateKey(text) };
  }
  return block.label === 'OPENSSH' ? readOpenSsh(block, passphrase, strictness(text)) : readPem(block, passphrase);
}

function blockOf(text: string): Block | undefined {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim()).join('\n');
  const match = /-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----\n[\s\S]*?\n-----END \1PRIVATE KEY-----/.exec(lines);
  return match === null ? undefined : { label: (match[1] ?? '').trim(), text: match[0] };
}

/** OpenSSH reads its own form only as it writes it. */
function strictness(text: string): string | undefined {
  return /^-----BEGIN OPENSSH PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+\n-----END OPENSSH PRIVATE KEY-----\n/.test(text)
    ? undefined : t('ssh itself reads it only with plain line ends, nothing before its first line and an end of line after its last');
}

function readOpenSsh({ text }: Block, passphrase: Secret | undefined, note: string | undefined): KeyText {
  const header = headerOf(text);
  if (header === undefined) {
    return damaged(t('It is no whole key in OpenSSH\'s form.'));
  }
  const { type, publicKey, cipher } = header;
  if (publicKey === undefined) {
    return { kind: 'unusable', isPrivate: true, ...otherKind(type) };
  }
  const isProtected = cipher !== 'none';
  if (isProtected && !/^(?:aes(?:128|192|256)-(?:ctr|cbc|gcm@openssh\.com)|3des-cbc)$/.test(cipher)) {
    return {
      kind: 'unusable', isPrivate: true, why: t('It is encrypted with {0}, which this extension cannot read.', visible(cipher, 60)),
      next: t('Encrypt it as usual with "ssh-keygen -p -Z aes256-ctr -f key", or choose another key that opens the server.'),
    };
  }
  if (isProtected && passphrase === undefined) {
    return { kind: 'protected', publicKey, note };
  }
  const signer = ssh2.utils.parseKey(text, passphrase?.reveal());
  if (!(signer instanceof Error)) {
    return { kind: 'key', publicKey, signer, note };
  }
  return isProtected ? { kind: 'protected', publicKey, note } : damaged(t('It cannot be read: {0}.', visible(signer.message, 200)));
}

/** The part of OpenSSH's own form that is never encrypted (its PROTOCOL.key): cipher, kdf, kdf's options, count, public key. */
function headerOf(text: string): { readonly type: string; readonly publicKey: PublicKey | undefined; readonly cipher: string } | undefined {
  const magic = 'openssh-key-v1\0';
  const data = Buffer.from(text.split('\n').slice(1, -1).join(''), 'base64');
  const [cipher, kdf, options] = fieldsOf(data.subarray(magic.length));
  if (data.subarray(0, magic.length).toString('latin1') !== magic || cipher === undefined || kdf === undefined || options === undefined) {
    return undefined;
  }
  const countAt = magic.length + 12 + cipher.length + kdf.length + options.length;
  const [blob] = fieldsOf(data.subarray(countAt + 4));
  return blob === undefined ? undefined : {
    type: fieldsOf(blob)[0]?.toString('latin1') ?? '', publicKey: publicKeyFrom(blob), cipher: cipher.toString('latin1'),
  };
}

function readPem({ label, text }: Block, passphrase: Secret | undefined): KeyText {
  const made = pemToSsh(label, text, passphrase);
  switch (made.kind) {
    case 'other': return { kind: 'unusable', isPrivate: true, ...otherKind(made.type) };
    case 'damaged': return damaged(made.why);
    case 'protected': return made;
    case 'text': {
      const signer = ssh2.utils.parseKey(made.text);
      const publicKey = signer instanceof Error ? undefined : publicKeyFrom(signer.getPublicSSH());
      return signer instanceof Error || publicKey === undefined
        ? damaged(t('It cannot be read.'))
        : { kind: 'key', publicKey, signer, note: made.note };
    }
  }
}

function otherKind(type: string): Pick<UnusableKey, 'why' | 'next'> {
  if (type.startsWith('sk-')) {
    return { why: hardware, next: t('Use another key of the server here; in a terminal, ssh goes on using this one.') };
  }
  return /^(ssh-dss|dsa)$/.test(type)
    ? { why: t('It is a DSA key: they are too old, and servers of today refuse them.') }
    : { why: t('It is a key of the kind "{0}", which SSH does not sign in with.', visible(type, 60)) };
}

function damaged(why: string): UnusableKey {
  return { kind: 'unusable', isPrivate: true, why, next: t('Copy the file anew from where the key was made, or choose another key that opens the server.') };
}
