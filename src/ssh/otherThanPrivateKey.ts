import { t } from '../model/l10n';

interface Other {
  readonly why: string;
  readonly next?: string;
  /** A private key all the same, in a form that is not read. */
  readonly isPrivate?: true;
}

/** What a text without a private key is, and what to do about it: people choose the file beside the one that they mean. */
export function otherThanPrivateKey(text: string): Other {
  const plain = text.trim();
  return plain === '' ? { why: t('It is empty.') } : others.find(([pattern]) => pattern.test(plain))?.[1] ?? { why: t('It is no private key.') };
}

const half = t('Choose the private key that belongs to it, which mostly has the same name without ".pub".');

const others: readonly (readonly [RegExp, Other])[] = [
  [/^PuTTY-User-Key-File-/, {
    isPrivate: true,
    why: t('It is a key in PuTTY\'s form, which ssh does not read.'),
    next: t('Convert it with "puttygen key.ppk -O private-openssh -o key" (in PuTTYgen: Conversions, Export OpenSSH key), and choose the new file.'),
  }],
  [/^\S+-cert-v\d+@openssh\.com\s/, {
    why: t('It is a certificate, not the private key that it was given for.'),
    next: t('Choose the private key, which mostly has the same name without "-cert.pub".'),
  }],
  [/^-----BEGIN CERTIFICATE-----/, { why: t('It is a certificate, not a private key.') }],
  [/^(?:ssh-|ecdsa-|sk-)\S+\s+AAAA/, { why: t('It is a public key.'), next: half }],
  [/^-{4,5} ?BEGIN (?:\w+ )*PUBLIC KEY/, { why: t('It is a public key.'), next: half }],
  [/^---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----/, {
    isPrivate: true,
    why: t('It is a key in the form of SSH.COM\'s programs, which ssh does not read.'),
    next: t('Convert it with "ssh-keygen -i -f key > new", and choose the new file.'),
  }],
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/, {
    isPrivate: true,
    why: t('Its end is missing.'), next: t('Copy the whole file anew, from the line with BEGIN to the line with END.'),
  }],
];
