import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bitString, der, integer, oid, sequence, time, unsigned } from './der';
import { elements, inside } from './derReader';
import { authorityKey, listNumber, subjectKey } from './extensions';

/** Who signs: its name in DER, its key, and how others name that key. */
export interface Issuer {
  readonly name: Buffer;
  readonly privateKey: KeyObject;
  readonly keyIdentifier: Buffer;
}

/** What is to be certified. */
export interface Subject {
  readonly name: Buffer;
  readonly publicKey: KeyObject;
  readonly from: Date;
  readonly until: Date;
  /** Besides the two that name the keys. */
  readonly extensions: readonly Buffer[];
}

/** PEM of a certificate of version 3 (RFC 5280, 4.1). */
export function issue(issuer: Issuer, subject: Subject): string {
  const algorithm = signatureAlgorithm(issuer.privateKey);
  const body = sequence(
    der(0xa0, integer(2)),
    unsigned(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    algorithm,
    issuer.name,
    sequence(time(subject.from), time(subject.until)),
    subject.name,
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...subject.extensions, subjectKey(keyIdentifier(subject.publicKey)), authorityKey(issuer.keyIdentifier))),
  );
  return pem('CERTIFICATE', signed(body, algorithm, issuer.privateKey));
}

export interface RevocationList {
  readonly number: number;
  readonly from: Date;
  readonly until: Date;
  /** Serial numbers in hexadecimal digits. */
  readonly revoked: readonly { readonly serial: string; readonly at: Date }[];
}

/** PEM of a list of revoked certificates of version 2 (RFC 5280, 5.1). */
export function revocationList(issuer: Issuer, { number, from, until, revoked }: RevocationList): string {
  const algorithm = signatureAlgorithm(issuer.privateKey);
  const entries = revoked.map(({ serial, at }) => sequence(unsigned(Buffer.from(serial, 'hex')), time(at)));
  const body = sequence(
    integer(1), algorithm, issuer.name, time(from), time(until),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    der(0xa0, sequence(authorityKey(issuer.keyIdentifier), listNumber(number))),
  );
  return pem('X509 CRL', signed(body, algorithm, issuer.privateKey));
}

/** PEM of a request to sign a key (RFC 2986). */
export function signingRequest(name: Buffer, privateKey: KeyObject): string {
  const algorithm = signatureAlgorithm(privateKey);
  const body = sequence(integer(0), name, createPublicKey(privateKey).export({ type: 'spki', format: 'der' }), der(0xa0));
  return pem('CERTIFICATE REQUEST', signed(body, algorithm, privateKey));
}

/** As RFC 5280 (4.2.1.2) and OpenSSL make it: the hash of the key's own bits. */
export function keyIdentifier(key: KeyObject): Buffer {
  const [, bits] = inside(key.export({ type: 'spki', format: 'der' }));
  return createHash('sha1').update((bits?.content ?? Buffer.alloc(0)).subarray(1)).digest();
}

export function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The bytes between the first marks of this label; undefined where there are none. */
export function bytesOfPem(text: string, label: string): Buffer | undefined {
  const found = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(text)?.[1];
  return found === undefined ? undefined : Buffer.from(found, 'base64');
}

function signed(body: Buffer, algorithm: Buffer, privateKey: KeyObject): Buffer {
  return sequence(body, algorithm, bitString(sign('sha256', body, privateKey)));
}

/** SHA-256 with RSA, or with ECDSA; the one has a parameter of nothing, the other none. */
function signatureAlgorithm({ asymmetricKeyType }: KeyObject): Buffer {
  return asymmetricKeyType === 'rsa' ? sequence(oid('1.2.840.113549.1.1.11'), der(0x05)) : sequence(oid('1.2.840.10045.4.3.2'));
}

/** The parts of something signed: what was signed, by which algorithm. */
export function signedParts(bytes: Buffer): { readonly body: Buffer; readonly algorithm: Buffer; readonly signature: Buffer } {
  const [body, algorithm, signature] = inside(bytes);
  if (body === undefined || algorithm === undefined || signature === undefined) throw new RangeError('It is not a signed document.');
  return { body: body.whole, algorithm: elements(algorithm.content)[0]?.content ?? Buffer.alloc(0), signature: signature.content.subarray(1) };
}
