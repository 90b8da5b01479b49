import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { authorityCertificate, serverCertificate } from '../../../../src/sandbox/tls/certificate';

const day = 24 * 60 * 60 * 1000;

export interface Authority {
  /** PEM. */
  readonly pem: string;
  /** A server's key and certificate for these names; `age` in days, where more than 800 is expired. */
  issue(names: readonly string[], age?: number): Identity;
}

/** PEM of a key and its certificate. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of the test's own. */
export function makeAuthority(name = 'Authority of the test'): Authority {
  const [privateKey, serverKey] = [newKey(), newKey()];
  const signer = { name, privateKey, publicKey: createPublicKey(privateKey) };
  return {
    pem: authorityCertificate(signer, new Date()),
    issue: (names, age = 0) => ({
      key: serverKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      cert: serverCertificate(signer, createPublicKey(serverKey), names, new Date(Date.now() - age * day)),
    }),
  };
}

function newKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}
