import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { AuthorityRow } from '../state/secretsManagers';
import { detailsOf, subjectKeyOf } from '../tls/certificateReader';
import { issuerAt, listPoint, mayIssue, signsCertificates } from '../tls/extensions';
import { distinguishedName, type NameParts } from '../tls/name';
import { issue, keyIdentifier, revocationList, type Issuer } from '../tls/x509';
import { secondsOr } from './duration';
import { badRequest, type Scope } from './scope';

type Settings = AuthorityRow['settings'];

const day = 86_400_000;

export function authorityNamed({ held }: Scope, name: string): AuthorityRow | undefined {
  return held.authorities.find((authority) => authority.name === name);
}

/** One that can sign now, or the refusal. */
export function signerNamed(scope: Scope, name: string): AuthorityRow & { readonly certificate: string } {
  const authority = authorityNamed(scope, name);
  if (authority === undefined) throw badRequest(`The certificate authority "${name}" does not exist.`);
  const { certificate } = authority;
  if (certificate === undefined) throw badRequest(`The certificate authority "${name}" is not signed yet.`);
  if (authority.revokedAt !== undefined) throw badRequest(`The certificate of the certificate authority "${name}" was revoked.`);
  if (expiryOf(certificate) <= scope.world.now()) throw badRequest(`The certificate of the certificate authority "${name}" has expired.`);
  return Object.assign(authority, { certificate });
}

/** Milliseconds since 1970. */
export function expiryOf(certificate: string): number {
  return Date.parse(new X509Certificate(certificate).validTo);
}

export function nameOf(settings: Partial<Settings>): NameParts {
  return {
    commonName: settings.common_name, country: settings.country, province: settings.province, locality: settings.locality,
    streetAddress: settings.street_address, postalCode: settings.postal_code, organization: settings.organization,
    organizationalUnit: settings.ou, serialNumber: settings.serial_number,
  };
}

export function subjectOf(settings: Partial<Settings>): Buffer {
  return distinguishedName(nameOf(settings));
}

export function issuerFrom({ certificate, privateKey }: { readonly certificate: string; readonly privateKey: string }): Issuer {
  const read = new X509Certificate(certificate);
  return { name: detailsOf(read).subject, privateKey: createPrivateKey(privateKey), keyIdentifier: subjectKeyOf(read) ?? keyIdentifier(read.publicKey) };
}

/** What an authority writes into all that it signs: where its own certificate and its list of revoked ones are. */
export function addresses(scope: Scope, { name, settings }: Pick<AuthorityRow, 'name' | 'settings'>): Buffer[] {
  const { issuing_certificates_urls_encoded: encoded = false, crl_distribution_points_encoded: points = false } = settings;
  const url = (what: string): string =>
    `https://${scope.instance.id}.${scope.instance.region}.secrets-manager.appdomain.cloud/v1/certificate_authorities/${encodeURIComponent(name)}/${what}`;
  return [...(encoded ? [issuerAt(url('certificate'))] : []), ...(points ? [listPoint(url('crl'))] : [])];
}

/** A root signs itself. */
export function selfSigned(scope: Scope, authority: AuthorityRow): string {
  const { settings } = authority;
  const privateKey = createPrivateKey(authority.privateKey);
  const publicKey = createPublicKey(privateKey);
  const name = subjectOf(settings);
  const lifetime = settings.kind === 'root' ? secondsOr(settings.ttl, 'ttl', lifetimeOf(settings)) : lifetimeOf(settings);
  return issue({ name, privateKey, keyIdentifier: keyIdentifier(publicKey) }, {
    name, publicKey, ...validity(scope, lifetime),
    extensions: [mayIssue(pathLengthOf(settings)), signsCertificates(), ...addresses(scope, authority)],
  });
}

export interface AuthorityRequest {
  readonly name: Buffer;
  readonly publicKey: KeyObject;
  /** As long as its issuer's own certificate where none is asked for. */
  readonly seconds: number | undefined;
  readonly pathLength?: number | undefined;
}

/** The certificate of an authority below another one. */
export function signAuthority(scope: Scope, parent: AuthorityRow & { readonly certificate: string }, request: AuthorityRequest): string {
  const above = pathLengthOf(parent.settings);
  if (above === 0) throw badRequest(`The certificate authority "${parent.name}" may not sign other authorities: its maximum path length is 0.`);
  const pathLength = request.pathLength ?? (above === undefined ? undefined : above - 1);
  if (above !== undefined && pathLength !== undefined && pathLength >= above) {
    throw badRequest('The maximum path length is not less than that of the signing authority.');
  }
  const times = validity(scope, request.seconds ?? Math.floor((expiryOf(parent.certificate) - scope.world.now()) / 1000));
  refuseBeyond(parent, times.until);
  return issue(issuerFrom(parent), {
    name: request.name, publicKey: request.publicKey, ...times,
    extensions: [mayIssue(pathLength), signsCertificates(), ...addresses(scope, parent)],
  });
}

/** Nothing outlives who signed it. */
export function refuseBeyond({ certificate }: { readonly certificate: string }, until: Date): void {
  const end = expiryOf(certificate);
  const [wanted, most] = [until, new Date(end)].map((date) => date.toISOString());
  if (until.getTime() > end) {
    throw badRequest(`cannot satisfy request, as TTL would result in notAfter ${wanted} that is beyond the expiration of the CA certificate at ${most}`);
  }
}

/** From a little before now, since clocks differ, as the service's engine does. */
export function validity({ world }: Scope, seconds: number): { readonly from: Date; readonly until: Date } {
  return { from: new Date(world.now() - 30_000), until: new Date(world.now() + seconds * 1000) };
}

export function lifetimeOf({ max_ttl: longest }: Settings): number {
  return secondsOr(longest, 'max_ttl', 0);
}

/** PEM of the list of what this authority revoked. */
export function revocationListOf(authority: AuthorityRow & { readonly certificate: string }): string {
  const { list: { number, at }, revoked, settings } = authority;
  return revocationList(issuerFrom(authority), {
    number, from: new Date(at), until: new Date(at + secondsOr(settings.crl_expiry, 'crl_expiry', 3 * day / 1000) * 1000),
    revoked: revoked.map((one) => ({ serial: one.serial, at: new Date(one.at) })),
  });
}

/** A new list, with the next number. */
export function renewList(scope: Scope, authority: AuthorityRow): void {
  authority.list = { number: authority.list.number + 1, at: scope.world.now() };
}

/** Undefined for any length. */
function pathLengthOf(settings: Settings): number | undefined {
  const length = settings.kind === 'root' ? settings.max_path_length : undefined;
  return length === undefined || length < 0 ? undefined : length;
}
