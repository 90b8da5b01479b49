import { createPublicKey, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { dotted, elements, inside, type Element } from './derReader';
import { identifiers } from './extensions';
import { bytesOfPem, signedParts } from './x509';

/** What Node's own reader of certificates does not tell. */
export interface CertificateDetails {
  /** In DER: what this one's own issues must name as their issuer, byte for byte. */
  readonly subject: Buffer;
  /** `SHA256-RSA`; the algorithm's identifier where it has no short name here. */
  readonly signingAlgorithm: string;
  /** The content of each extension by its identifier. */
  readonly extensions: ReadonlyMap<string, Buffer>;
}

const algorithms: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.5': 'SHA1-RSA', '1.2.840.113549.1.1.11': 'SHA256-RSA', '1.2.840.113549.1.1.12': 'SHA384-RSA', '1.2.840.113549.1.1.13': 'SHA512-RSA',
  '1.2.840.10045.4.3.2': 'ECDSA-SHA256', '1.2.840.10045.4.3.3': 'ECDSA-SHA384', '1.2.840.10045.4.3.4': 'ECDSA-SHA512', '1.3.101.112': 'Ed25519',
};

export function detailsOf({ raw }: X509Certificate): CertificateDetails {
  const { body, algorithm } = signedParts(raw);
  const fields = inside(body).filter(({ tag }) => tag !== 0xa0);
  const extensions = fields.find(({ tag }) => tag === 0xa3);
  const name = dotted(algorithm);
  return {
    // Serial number, algorithm, issuer, validity, subject.
    subject: fields[4]?.whole ?? Buffer.alloc(0),
    signingAlgorithm: algorithms[name] ?? name,
    extensions: new Map(extensions === undefined ? [] : inside(extensions.content).map(extensionOf)),
  };
}

/** How a certificate names its own key; undefined where it does not. */
export function subjectKeyOf(certificate: X509Certificate): Buffer | undefined {
  const content = detailsOf(certificate).extensions.get(identifiers.subjectKey);
  return content === undefined ? undefined : elements(content)[0]?.content;
}

/** Every certificate in a text of PEM, in order. Throws what Node says of the first that cannot be read. */
export function certificatesIn(text: string): X509Certificate[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return found.map((one) => new X509Certificate(one));
}

/** Who asks in a signing request, after its signature was verified; undefined for what is none. */
export function readRequest(text: string): { readonly name: Buffer; readonly publicKey: KeyObject } | undefined {
  const bytes = bytesOfPem(text, '(?:NEW )?CERTIFICATE REQUEST');
  if (bytes === undefined) return undefined;
  try {
    const { body, signature } = signedParts(bytes);
    const [, name, key] = inside(body);
    if (name === undefined || key === undefined) return undefined;
    const publicKey = createPublicKey({ key: key.whole, format: 'der', type: 'spki' });
    return verify('sha256', body, publicKey, signature) ? { name: name.whole, publicKey } : undefined;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function extensionOf({ content }: Element): [string, Buffer] {
  const parts = elements(content);
  return [dotted(parts[0]?.content ?? Buffer.alloc(0)), parts.at(-1)?.content ?? Buffer.alloc(0)];
}
