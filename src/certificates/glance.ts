import { X509Certificate } from 'node:crypto';

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

function read(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
