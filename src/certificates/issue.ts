import { alternativeName, isHostName, subjectOf, type Authority, type Identity } from './identity';
import { newPair, pemOf, type KeyKind } from './keys';
import { lifetimes, periodOf } from './lifetimes';
import { pemText } from './pemText';
import { newSerial } from './serial';
import { signerOf, type Signer } from './signer';
import type { X509 } from './x509';

interface NewCertificate {
  /** Its common name. Of a client: the person's, by which the cloud lists who is connected. */
  readonly name: string;
  readonly kind?: KeyKind;
  readonly days?: number;
  readonly now?: Date;
}

interface NewServer extends NewCertificate {
  /** DNS names and addresses that it answers for; its common name where none is given and that is one. */
  readonly alternativeNames?: readonly string[];
}

/**
 * A VPN server's certificate. It is for clients too, though it signs in nowhere: IBM's page asks for that usage, and the profile for the
 * server's. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-authentication
 * Throws a Failure as `signerOf` and `subjectOf` do.
 */
export async function issueServer(authority: Authority, wanted: NewServer): Promise<Identity> {
  const { name, alternativeNames = isHostName(name) ? [name] : [] } = wanted;
  const names = alternativeNames.map(alternativeName);
  return await issue(authority, { days: lifetimes.server, ...wanted }, (x509) => [
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
    ...names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)],
  ]);
}

/** A person's certificate. It is never uploaded: the server knows it by its authority. Throws a Failure as `signerOf` and `subjectOf` do. */
export async function issueClient(authority: Authority, wanted: NewCertificate): Promise<Identity> {
  return await issue(authority, { days: lifetimes.client, ...wanted }, (x509) => [
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
  ]);
}

type Extensions = (x509: X509) => readonly InstanceType<X509['Extension']>[];

async function issue(authority: Authority, wanted: NewCertificate & { readonly days: number }, own: Extensions): Promise<Identity> {
  const { name, kind = 'ecdsa-p256', days, now = new Date() } = wanted;
  const signer = await signerOf(authority, now);
  const { x509, certificate: issuer, key: signingKey, algorithm: signingAlgorithm } = signer;
  const subject = subjectOf(x509, name);
  const keys = await newPair(kind);
  const [serial, { from, until }] = [newSerial(), periodOf(days, now, issuer.notAfter)];
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: serial, subject, issuer: issuer.subjectName, notBefore: from, notAfter: until,
    publicKey: keys.publicKey, signingKey, signingAlgorithm,
    extensions: [...await common(signer, keys.publicKey, kind), ...own(x509)],
  });
  const certificate = pemText('CERTIFICATE', made.rawData);
  return { certificate, chain: certificate + pemText('CERTIFICATE', issuer.rawData), key: await pemOf(keys.privateKey), serial, until };
}

async function common({ x509, keyId }: Signer, publicKey: CryptoKey, kind: KeyKind): Promise<InstanceType<X509['Extension']>[]> {
  const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    // Without it OpenVPN's `remote-cert-tls` refuses; what RSA alone can do is for the oldest of its ciphers.
    kind === 'ecdsa-p256' ? new x509.KeyUsagesExtension(digitalSignature, true) : new x509.KeyUsagesExtension(digitalSignature | keyEncipherment, true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
    new x509.AuthorityKeyIdentifierExtension(keyId),
  ];
}
