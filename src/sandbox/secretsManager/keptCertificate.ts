import { X509Certificate } from 'node:crypto';
import type { State } from '../state/state';
import { detailsOf } from '../tls/certificateReader';
import { identifiers } from '../tls/extensions';
import { currentOf } from './secretViews';

/** What another service of the cloud, a VPN server, finds behind the CRN of a secret. PEM. */
export interface KeptCertificate {
  readonly certificate: string;
  /** What stands above it, the nearest first, as far as the secret has it. */
  readonly chain: readonly string[];
  readonly privateKey: string | undefined;
  readonly isRevoked: boolean;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** False for a private certificate of which an authority above did not write its own address into what it signed ("Encode URL"). */
  readonly urlsEncoded: boolean;
}

/** Undefined where there is no such secret, its instance is not active, or its data is gone. A private instance is reached from within. */
export function keptCertificate(state: State, now: number, crn: string): KeptCertificate | undefined {
  const [, instance = '', id] = /:([^:]+):secret:([^:]+)$/.exec(crn) ?? [];
  const row = state.instances.get(instance);
  const secret = state.secretsManagers.get(instance)?.secrets.find((one) => one.id === id);
  if (row?.state !== 'active' || secret === undefined || !crn.startsWith(row.crn.replace(/::$/, ':'))) return undefined;
  const { certificate, intermediate, chain = [], privateKey, hasData, revokedAt } = currentOf(secret);
  const expires = Date.parse(new X509Certificate(certificate).validTo);
  if (!hasData || expires <= now) return undefined;
  return {
    certificate, chain: intermediate === undefined ? chain : [intermediate], privateKey, isRevoked: revokedAt !== undefined, expires,
    urlsEncoded: secret.order === undefined || [certificate, ...chain].every(namesItsIssuer),
  };
}

/** A root has nobody above it to name. */
function namesItsIssuer(pem: string): boolean {
  const certificate = new X509Certificate(pem);
  return certificate.checkIssued(certificate) || detailsOf(certificate).extensions.has(identifiers.authorityAccess);
}
