import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bitString, der, octetString, oid, sequence, time, unsigned, utf8 } from './der';

/** Who signs: a name and its key. */
export interface Signer {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const day = 24 * 60 * 60 * 1000;
const sha256WithRsa = sequence(oid('1.2.840.113549.1.1.11'), der(0x05));

/** PEM of a certificate for the signer itself, which may sign others. */
export function authorityCertificate(signer: Signer, now: Date): string {
  return certificate(signer, signer.name, signer.publicKey, new Date(now.getTime() + 3650 * day), now, [
    extension('2.5.29.19', true, sequence(der(0x01, Buffer.from([0xff])))),
    // keyCertSign and cRLSign.
    extension('2.5.29.15', true, bitString(Buffer.from([0x06]), 1)),
  ]);
}

/** PEM of a server's certificate for these DNS names; 800 days is what every client still takes of a private authority. */
export function serverCertificate(signer: Signer, publicKey: KeyObject, names: readonly string[], now: Date): string {
  return certificate(signer, 'Private Connect sandbox', publicKey, new Date(now.getTime() + 800 * day), now, [
    extension('2.5.29.19', true, sequence()),
    // digitalSignature and keyEncipherment.
    extension('2.5.29.15', true, bitString(Buffer.from([0xa0]), 5)),
    // serverAuth.
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
    // Names go here alone: the common name is too short for a member's (64 characters), and ignored by clients.
    extension('2.5.29.17', false, sequence(...names.map((name) => der(0x82, Buffer.from(name, 'latin1'))))),
  ]);
}

function certificate(
  signer: Signer, subject: string, subjectKey: KeyObject, until: Date, now: Date, extensions: readonly Buffer[],
): string {
  const subjectInfo = subjectKey.export({ type: 'spki', format: 'der' });
  const identifiers = [
    extension('2.5.29.14', false, octetString(keyIdentifier(subjectKey))),
    extension('2.5.29.35', false, sequence(der(0x80, keyIdentifier(signer.publicKey)))),
  ];
  // A clock that is a day behind, in a container or on another machine, must not refuse the sandbox.
  const from = new Date(now.getTime() - day);
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    unsigned(serial),
    sha256WithRsa,
    distinguishedName(signer.name),
    sequence(time(from), time(until)),
    distinguishedName(subject),
    subjectInfo,
    der(0xa3, sequence(...extensions, ...identifiers)),
  );
  return pem(sequence(body, sha256WithRsa, bitString(sign('sha256', body, signer.privateKey))));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), octetString(value));
}

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('2.5.4.3'), utf8(commonName))));
}

/** Any stable digest will do (RFC 5280, 4.2.1.2). */
function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest().subarray(0, 20);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
