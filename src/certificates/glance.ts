import { X509Certificate } from 'node:crypto';
import { nameOf } from './names';

// What Node alone tells of a certificate: the library is loaded only to make and to judge.

/** Whether two texts begin with the same certificate, however their lines end; false where one of them holds none. */
export function isSameCertificate(one: string, other: string): boolean {
  const [first, second] = [read(one), read(other)];
  return first !== undefined && first.fingerprint256 === second?.fingerprint256;
}

/** When a certificate ends; undefined where the text holds none. */
export function endOf(pem: string): Date | undefined {
  const certificate = read(pem);
  return certificate === undefined ? undefined : new Date(certificate.validTo);
}

/** Whether a text begins with the certificate of an authority, which signs others. */
export function isAuthority(pem: string): boolean {
  return read(pem)?.ca === true;
}

/** Whose a certificate is, its number as a revocation list has it, and when it ends; undefined where the text holds none. */
export function glanceAt(pem: string): { readonly name: string; readonly serial: string; readonly until: Date } | undefined {
  const certificate = read(pem);
  return certificate === undefined ? undefined
    : { name: nameOf(certificate), serial: certificate.serialNumber.toUpperCase(), until: new Date(certificate.validTo) };
}

/** The certificates of a PEM text, without those that sign themselves: what who connects sends with his own. */
export function intermediatesIn(pem: string): readonly string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.filter((block) => {
    const certificate = read(block);
    return certificate !== undefined && certificate.subject !== certificate.issuer;
  });
}

function read(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
