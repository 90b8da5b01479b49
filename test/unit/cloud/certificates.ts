import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bitString, der, octetString, oid, sequence, time, unsigned, utf8 } from '../../../src/sandbox/tls/der';

const day = 86_400_000;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

/** A certificate with its key, able to sign others if it is an authority. */
export interface Signed {
  /** PEM, as is `key`. */
  readonly certificate: string;
  readonly key: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface CertificateOptions {
  readonly name: string;
  /** Undefined signs itself. */
  readonly by?: Signed;
  readonly authority?: boolean;
  /** DNS names of a server. */
  readonly hosts?: readonly string[];
  /** Days from now on which it begins and ends. */
  readonly from?: number;
  readonly until?: number;
}

/** Makes certificates of every kind that a client may meet, for tests of how it judges them. */
export function makeCertificate({ name, by, authority = false, hosts = [], from = -1, until = 30 }: CertificateOptions): Signed {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const validity = sequence(time(new Date(Date.now() + from * day)), time(new Date(Date.now() + until * day)));
  const extensions = [
    extension('2.5.29.19', authority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence()),
    ...(hosts.length === 0 ? [] : [extension('2.5.29.17', sequence(...hosts.map((host) => der(0x82, Buffer.from(host, 'latin1')))))]),
  ];
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), unsigned(Buffer.concat([Buffer.from([1]), randomBytes(8)])), ecdsaWithSha256,
    distinguished(by?.name ?? name), validity, distinguished(name),
    publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, by?.privateKey ?? privateKey);
  const whole = sequence(body, ecdsaWithSha256, bitString(signature));
  const lines = whole.toString('base64').replace(/(.{64})/g, '$1\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    name, privateKey,
  };
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), octetString(value));
}

function distinguished(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('2.5.4.3'), utf8(name))));
}
