import type { KeyObject } from 'node:crypto';
import { alternativeNames, mayIssue, mayNotIssue, purposes, signsAndEnciphers, signsCertificates, usedFor } from './extensions';
import { distinguishedName } from './name';
import { issue, keyIdentifier } from './x509';

/** Who signs: a name and its key. */
export interface Signer {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const day = 24 * 60 * 60 * 1000;

/** PEM of a certificate for the signer itself, which may sign others. */
export function authorityCertificate(signer: Signer, now: Date): string {
  return certificate(signer, signer.name, signer.publicKey, 3650, now, [mayIssue(), signsCertificates()]);
}

/** PEM of a server's certificate for these DNS names; 800 days is what every client still takes of a private authority. */
export function serverCertificate(signer: Signer, publicKey: KeyObject, names: readonly string[], now: Date): string {
  return certificate(signer, 'Private Connect sandbox', publicKey, 800, now, [
    mayNotIssue(), signsAndEnciphers(), usedFor([purposes.serverAuth]),
    // Names go here alone: the common name is too short for a member's (64 characters), and ignored by clients.
    alternativeNames(names),
  ]);
}

function certificate(
  signer: Signer, commonName: string, publicKey: KeyObject, days: number, now: Date, extensions: readonly Buffer[],
): string {
  const issuer = { name: distinguishedName({ commonName: signer.name }), privateKey: signer.privateKey, keyIdentifier: keyIdentifier(signer.publicKey) };
  return issue(issuer, {
    name: distinguishedName({ commonName }), publicKey, extensions,
    // A clock that is a day behind, in a container or on another machine, must not refuse the sandbox.
    from: new Date(now.getTime() - day), until: new Date(now.getTime() + days * day),
  });
}
