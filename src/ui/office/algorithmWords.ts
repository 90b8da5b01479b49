import { t } from '../../model/l10n';
import type { Algorithms } from './answers';

/** What both sides know and nobody has broken; the lifetimes are the cloud's own defaults. */
export const recommended: Algorithms = {
  ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 },
  esp: { cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 3600 },
};

const ciphers: Readonly<Record<Algorithms['esp']['cipher'], string>> = {
  aes128: 'AES-128', aes192: 'AES-192', aes256: 'AES-256', aes128gcm16: 'AES-128-GCM', aes192gcm16: 'AES-192-GCM', aes256gcm16: 'AES-256-GCM',
};

export function cipherWord(cipher: Algorithms['esp']['cipher']): string {
  return ciphers[cipher];
}

/** "SHA-256". */
export function integrityWord(integrity: Algorithms['ike']['integrity']): string {
  return integrity.replace('sha', 'SHA-');
}

/** "IKEv2, AES-256, SHA-256, group 14". */
export function ikeInWords({ version, cipher, integrity, group }: Algorithms['ike']): string {
  return t('IKEv{0}, {1}, {2}, group {3}', version, cipherWord(cipher), integrityWord(integrity), group);
}

/** "AES-256, SHA-256, PFS group 14". */
export function espInWords({ cipher, integrity, group }: Algorithms['esp']): string {
  const algorithms = integrity === undefined ? cipherWord(cipher) : `${cipherWord(cipher)}, ${integrityWord(integrity)}`;
  return group === undefined ? t('{0}, no PFS', algorithms) : t('{0}, PFS group {1}', algorithms, group);
}

/** Those of 1024 bits, or of a form that RFC 8247 and RFC 9395 advise against. */
export function isOldGroup(group: Algorithms['ike']['group']): boolean {
  return group === 22 || group === 23 || group === 24;
}

export function isAsRecommended({ ike, esp }: Algorithms): boolean {
  return JSON.stringify({ ike, esp }) === JSON.stringify(recommended);
}
