import { isIP, isIPv4 } from 'node:net';
import { bitString, boolean, der, integer, octetString, oid, sequence } from './der';

/** The extensions of X.509 (RFC 5280, 4.2 and 5.2) that the sandbox writes, each whole. */

export const identifiers = {
  subjectKey: '2.5.29.14', keyUsage: '2.5.29.15', alternativeNames: '2.5.29.17', basicConstraints: '2.5.29.19', listNumber: '2.5.29.20',
  listPoints: '2.5.29.31', authorityKey: '2.5.29.35', extendedKeyUsage: '2.5.29.37', authorityAccess: '1.3.6.1.5.5.7.1.1',
} as const;

export const purposes = {
  serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2', codeSigning: '1.3.6.1.5.5.7.3.3', emailProtection: '1.3.6.1.5.5.7.3.4',
} as const;

/** A certificate that may sign others, and how many others may stand below it in a chain; any number where none is given. */
export function mayIssue(pathLength?: number): Buffer {
  return extension(identifiers.basicConstraints, true, sequence(boolean(true), ...(pathLength === undefined ? [] : [integer(pathLength)])));
}

export function mayNotIssue(): Buffer {
  return extension(identifiers.basicConstraints, true, sequence());
}

/** keyCertSign and cRLSign. */
export function signsCertificates(): Buffer {
  return extension(identifiers.keyUsage, true, bitString(Buffer.from([0x06]), 1));
}

/** digitalSignature and keyEncipherment. */
export function signsAndEnciphers(): Buffer {
  return extension(identifiers.keyUsage, true, bitString(Buffer.from([0xa0]), 5));
}

export function usedFor(ids: readonly string[]): Buffer {
  return extension(identifiers.extendedKeyUsage, false, sequence(...ids.map(oid)));
}

/** Names of DNS, addresses and URIs, each by its form. */
export function alternativeNames(names: readonly string[]): Buffer {
  return extension(identifiers.alternativeNames, false, sequence(...names.map(generalName)));
}

export function subjectKey(identifier: Buffer): Buffer {
  return extension(identifiers.subjectKey, false, octetString(identifier));
}

export function authorityKey(identifier: Buffer): Buffer {
  return extension(identifiers.authorityKey, false, sequence(der(0x80, identifier)));
}

/** Where the list of what was revoked is found. */
export function listPoint(url: string): Buffer {
  return extension(identifiers.listPoints, false, sequence(sequence(der(0xa0, der(0xa0, uri(url))))));
}

/** Where the issuer's own certificate is found. */
export function issuerAt(url: string): Buffer {
  return extension(identifiers.authorityAccess, false, sequence(sequence(oid('1.3.6.1.5.5.7.48.2'), uri(url))));
}

export function listNumber(value: number): Buffer {
  return extension(identifiers.listNumber, false, integer(value));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

function generalName(name: string): Buffer {
  if (isIP(name) !== 0) return der(0x87, addressBytes(name));
  if (name.includes('@')) return der(0x81, Buffer.from(name, 'latin1'));
  return name.includes('://') ? uri(name) : der(0x82, Buffer.from(name, 'latin1'));
}

function uri(text: string): Buffer {
  return der(0x86, Buffer.from(text, 'latin1'));
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const groups = (text: string): string[] => text === '' ? [] : text.split(':');
  const end = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - groups(head).length - end.length }, () => '0');
  return Buffer.from([...groups(head), ...zeros, ...end].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
