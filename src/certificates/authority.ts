import { subjectOf, type Authority } from './identity';
import { newPair, pemOf, type KeyKind } from './keys';
import { lifetimes, periodOf } from './lifetimes';
import { pemText } from './pemText';
import { newSerial } from './serial';
import { loadX509 } from './x509';

interface NewAuthority {
  /** Its common name: "orders-pc CA". */
  readonly name: string;
  readonly kind?: KeyKind;
  readonly days?: number;
  readonly now?: Date;
}

/**
 * A certificate authority that signs certificates and revocation lists, and no other authority. Nothing is kept: whoever loses its key
 * makes no further certificate and no list. Throws a Failure for a name that cannot stand in a certificate.
 */
export async function newAuthority({ name, kind = 'ecdsa-p256', days = lifetimes.authority, now = new Date() }: NewAuthority): Promise<Authority> {
  const x509 = await loadX509();
  const subject = subjectOf(x509, name);
  const keys = await newPair(kind);
  const { from, until } = periodOf(days, now);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(), name: subject, notBefore: from, notAfter: until, keys,
    signingAlgorithm: { name: keys.privateKey.algorithm.name, hash: 'SHA-256' },
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pemText('CERTIFICATE', certificate.rawData), key: await pemOf(keys.privateKey) };
}
