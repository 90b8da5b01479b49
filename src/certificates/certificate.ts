import { X509Certificate } from 'node:crypto';
import { comparable, nameOf } from './names';
import { pemText } from './pemText';
import type { X509 } from './x509';

type Parsed = InstanceType<X509['X509Certificate']>;

/** A certificate and all that is judged about it. */
export interface Certificate {
  /** With plain line ends, and nothing around. */
  readonly pem: string;
  readonly x509: X509Certificate;
  /** Whose it is, in a sentence. */
  readonly name: string;
  /** To be compared with another one's issuer. */
  readonly subject: string;
  /** To be compared with another one's subject. */
  readonly issuer: string;
  /** SHA-256 of the whole: the same certificate, wherever it was read. */
  readonly id: string;
  readonly from: Date;
  readonly until: Date;
  /** Whether its subject signed it. */
  readonly isSelfSigned: boolean;
  /** Its CA flag. */
  readonly isAuthority: boolean;
  /** How many authorities may stand below it. */
  readonly pathLength: number | undefined;
  /** Bits as the library's `KeyUsageFlags` has them; undefined where it does not say. */
  readonly keyUsage: number | undefined;
  /** OIDs; undefined where it does not say. */
  readonly extendedKeyUsage: readonly string[] | undefined;
  /** "SHA-256"; undefined for signatures that need none, such as Ed25519. */
  readonly digest: string | undefined;
  /** Hexadecimal. */
  readonly ownKeyId: string | undefined;
  readonly authorityKeyId: string | undefined;
  /** Whether it limits which names may stand in the certificates below it. */
  readonly limitsNames: boolean;
  /** OIDs of what it calls critical and nobody here understands. */
  readonly unknown: readonly string[];
}

/** Throws what OpenSSL or the library says of bytes that are no certificate. */
export function readCertificate(x509: X509, bytes: Buffer): Certificate {
  const node = new X509Certificate(bytes);
  const parsed = new x509.X509Certificate(node.raw);
  const constraints = parsed.getExtension(x509.BasicConstraintsExtension);
  return {
    pem: pemText('CERTIFICATE', node.raw), x509: node, id: node.fingerprint256,
    name: nameOf(node), subject: comparable(node.subject), issuer: comparable(node.issuer),
    from: parsed.notBefore, until: parsed.notAfter,
    isSelfSigned: isSigned(node, node), isAuthority: constraints?.ca ?? false, pathLength: constraints?.pathLength,
    keyUsage: parsed.getExtension(x509.KeyUsagesExtension)?.usages,
    extendedKeyUsage: parsed.getExtension(x509.ExtendedKeyUsageExtension)?.usages.map(String),
    digest: digestOf(parsed),
    ownKeyId: parsed.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId,
    authorityKeyId: parsed.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId,
    limitsNames: parsed.getExtension(nameConstraints) !== null,
    unknown: parsed.extensions.filter(({ critical, type }) => critical && !understood.has(type)).map(({ type }) => type),
  };
}

/** Whether the one's key signed the other. False as well where the signature is of a kind that nobody here reads. */
export function isSigned(certificate: X509Certificate, by: X509Certificate): boolean {
  try {
    return certificate.verify(by.publicKey);
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

const nameConstraints = '2.5.29.30';

// What OpenSSL goes by, or may leave aside, in a chain. Source: https://docs.openssl.org/3.0/man1/openssl-verification-options/
const understood: ReadonlySet<string> = new Set([
  // Key usage, basic constraints, extended key usage, alternative names.
  '2.5.29.15', '2.5.29.19', '2.5.29.37', '2.5.29.17',
  // Key identifiers, names' constraints, policies and what goes with them.
  '2.5.29.14', '2.5.29.35', nameConstraints, '2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54',
  // Netscape's type, addresses and systems, OCSP's exemption, proxies.
  '2.16.840.1.113730.1.1', '1.3.6.1.5.5.7.1.7', '1.3.6.1.5.5.7.1.8', '1.3.6.1.5.5.7.48.1.5', '1.3.6.1.5.5.7.1.14',
]);

/** Of an algorithm that the library does not know it gives the number, which names no digest. */
function digestOf({ signatureAlgorithm }: Parsed): string | undefined {
  const algorithm: unknown = signatureAlgorithm;
  const hash: unknown = isRecord(algorithm) ? algorithm['hash'] : undefined;
  const name: unknown = isRecord(hash) ? hash['name'] : hash;
  return typeof name === 'string' ? name : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
