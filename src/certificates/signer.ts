import { createPrivateKey, X509Certificate, type webcrypto } from 'node:crypto';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { nameOf } from './names';
import type { Authority } from './identity';
import { signingKey } from './keys';
import { loadX509, type X509 } from './x509';

/** An authority that is ready to sign. */
export interface Signer {
  readonly x509: X509;
  readonly certificate: InstanceType<X509['X509Certificate']>;
  readonly key: webcrypto.CryptoKey;
  readonly algorithm: webcrypto.EcdsaParams;
  /** Hexadecimal, as its own certificate says: other programs derive it in other ways. */
  readonly keyId: string;
}

/** Throws a Failure where the authority's time is over, or its key is another's: what it signed would be refused by everybody. */
export async function signerOf({ certificate, key }: Authority, now: Date): Promise<Signer> {
  const read = new X509Certificate(certificate);
  const name = nameOf(read);
  if (!read.checkPrivateKey(createPrivateKey(key.reveal()))) {
    throw unfit(
      'authority.key', t('The key that is kept for it belongs to another authority.'),
      t('Bring the authority\'s own key, or make a new authority with new certificates.'), name,
    );
  }
  if (new Date(read.validTo) <= now) {
    throw unfit('authority.over', t('It ended on {0}.', read.validTo), t('Make a new authority with new certificates for the server and everybody.'), name);
  }
  const [x509, signing] = await Promise.all([loadX509(), signingKey(key)]);
  const parsed = new x509.X509Certificate(certificate);
  const own = parsed.getExtension(x509.SubjectKeyIdentifierExtension);
  return { x509, certificate: parsed, ...signing, keyId: (own ?? await x509.SubjectKeyIdentifierExtension.create(parsed.publicKey)).keyId };
}

function unfit(code: string, why: string, next: string, name: string): Failure {
  return new Failure({ code, what: t('Could not sign with the certificate authority {0}', name), why, next });
}
