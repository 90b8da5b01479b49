import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { certificatesIn } from '../tls/certificateReader';
import { badRequest } from './scope';

/** What somebody brings: PEM texts. */
export interface Material {
  readonly certificate: string;
  readonly intermediate?: string | undefined;
  readonly private_key?: string | undefined;
}

/**
 * Refuses what the service refuses: a text that is no certificate, one that has expired, a key that is encrypted or of another certificate, and
 * a chain whose parts did not issue each other.
 */
export function checkMaterial({ certificate, intermediate, private_key: privateKey }: Material, now: number): void {
  const [own, ...more] = parsed(certificate, 'certificate');
  if (own === undefined) throw badRequest('Unable to parse the certificate.');
  if (Date.parse(own.validTo) <= now) throw badRequest('The certificate has expired.');
  if (privateKey !== undefined) checkKey(own, privateKey);
  const chain = [own, ...more, ...(intermediate === undefined ? [] : parsed(intermediate, 'intermediate certificate'))];
  if (intermediate !== undefined && chain.length === 1 + more.length) throw badRequest('Unable to parse the intermediate certificate.');
  for (const [index, one] of chain.entries()) {
    const next = chain[index + 1];
    if (next !== undefined && !issued(next, one)) throw badRequest('The intermediate certificate did not issue the certificate before it.');
    if (next !== undefined && !next.ca) throw badRequest('The intermediate certificate is not the certificate of an authority.');
  }
}

/** The authority's name stands in the certificate, and its key signed it. */
export function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function parsed(text: string, what: string): X509Certificate[] {
  try {
    return certificatesIn(text);
  } catch (error) {
    if (error instanceof Error) throw badRequest(`Unable to parse the ${what}.`);
    throw error;
  }
}

function checkKey(certificate: X509Certificate, text: string): void {
  if (text.includes('ENCRYPTED')) throw badRequest('The private key is encrypted. Only unencrypted private keys are supported.');
  const key = keyOf(text);
  if (key === undefined) throw badRequest('Unable to parse the private key.');
  if (!['rsa', 'ec'].includes(key.asymmetricKeyType ?? '')) throw badRequest('The algorithm of the private key is not supported.');
  if (!certificate.checkPrivateKey(key)) throw badRequest('The private key does not match the certificate.');
}

function keyOf(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
