import { X509Certificate } from 'node:crypto';
import type { SecretRow, VersionRow } from '../state/secretsManagers';
import { detailsOf } from '../tls/certificateReader';
import { serialOf } from './configurationViews';
import { algorithmOf, keyAs } from './keys';
import type { Scope } from './scope';
import { templateNamed } from './privateCertificates';

type View = Record<string, unknown>;

export type SecretType = 'imported_cert' | 'private_cert';

export function typeOf({ order }: SecretRow): SecretType {
  return order === undefined ? 'imported_cert' : 'private_cert';
}

export function crnOf({ instance }: Scope, { id }: SecretRow): string {
  return instance.crn.replace(/::$/, `:secret:${id}`);
}

/** The newest version. There is always one. */
export function currentOf({ versions }: SecretRow): VersionRow {
  const [current] = versions.slice(-1);
  if (current === undefined) throw new Error('A secret has no version.');
  return current;
}

export function aliasOf({ versions }: SecretRow, { id }: VersionRow): 'current' | 'previous' | undefined {
  const fromEnd = versions.length - versions.findIndex((version) => version.id === id);
  return fromEnd === 1 ? 'current' : fromEnd === 2 ? 'previous' : undefined;
}

/** A secret without its data. */
export function secretMetadata(scope: Scope, secret: SecretRow): View {
  const { id, name, createdAt, updatedAt, group, description, labels, custom, versions, order, rotation } = secret;
  const current = currentOf(secret);
  const [state, stateDescription] = stateOf(scope, current);
  return {
    id, name, crn: crnOf(scope, secret), secret_type: typeOf(secret), secret_group_id: group, description, labels, custom_metadata: custom,
    created_by: scope.world.state.account.iamId, created_at: createdAt, updated_at: updatedAt, downloaded: false, referenced_by: [],
    versions_total: versions.length, locks_total: versions.flatMap(({ locks }) => locks).length, state, state_description: stateDescription,
    ...certificateView(current.certificate),
    ...(order === undefined
      ? { intermediate_included: current.intermediate !== undefined, private_key_included: current.privateKey !== undefined }
      : { certificate_template: order.certificate_template, ...authorityOf(scope, order.certificate_template), rotation: rotation ?? { auto_rotate: false } }),
    ...revocation(current),
  };
}

/** A secret with its data, where the current version still has it. */
export function secretWhole(scope: Scope, secret: SecretRow): View {
  return { ...secretMetadata(scope, secret), ...dataOf(scope, secret, currentOf(secret)) };
}

export function versionMetadata(scope: Scope, secret: SecretRow, version: VersionRow): View {
  const { expiration_date: expiration, serial_number: serial, validity } = certificateView(version.certificate);
  const alias = aliasOf(secret, version);
  return {
    id: version.id, secret_id: secret.id, secret_name: secret.name, secret_type: typeOf(secret), secret_group_id: secret.group, auto_rotated: false,
    created_by: scope.world.state.account.iamId, created_at: version.createdAt, downloaded: false, version_custom_metadata: version.custom,
    payload_available: hasData(scope, version), ...(alias === undefined ? {} : { alias }), expiration_date: expiration, serial_number: serial, validity,
  };
}

export function versionWhole(scope: Scope, secret: SecretRow, version: VersionRow): View {
  return { ...versionMetadata(scope, secret, version), ...dataOf(scope, secret, version) };
}

/** An expired certificate is destroyed, locks notwithstanding: cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-locked-certificates */
export function hasData({ world }: Scope, { certificate, hasData: kept }: VersionRow): boolean {
  return kept && Date.parse(new X509Certificate(certificate).validTo) > world.now();
}

function stateOf(scope: Scope, version: VersionRow): readonly [number, string] {
  if (!hasData(scope, version)) return [5, 'destroyed'];
  return version.revokedAt === undefined ? [1, 'active'] : [3, 'deactivated'];
}

function dataOf(scope: Scope, { order }: SecretRow, version: VersionRow): View {
  if (!hasData(scope, version)) return order === undefined ? {} : { certificate: '', private_key: '' };
  const { certificate, intermediate, privateKey, chain = [] } = version;
  if (order === undefined) {
    return { certificate, ...(intermediate === undefined ? {} : { intermediate }), ...(privateKey === undefined ? {} : { private_key: privateKey }) };
  }
  return {
    certificate: order.format === 'pem_bundle' ? [certificate, ...chain].join('') : certificate,
    private_key: privateKey === undefined ? '' : keyAs(order.private_key_format, privateKey),
    ...(chain[0] === undefined ? {} : { issuing_ca: chain[0], ca_chain: chain }),
  };
}

function certificateView(certificate: string) {
  const read = new X509Certificate(certificate);
  const [from, until] = [new Date(read.validFrom).toISOString(), new Date(read.validTo).toISOString()];
  const names = read.subjectAltName?.split(', ').map((name) => name.replace(/^[^:]+:/, '')) ?? [];
  return {
    common_name: lines(read.subject).find((line) => line.startsWith('CN='))?.slice(3) ?? '', alt_names: names,
    issuer: lines(read.issuer).toReversed().join(','), key_algorithm: algorithmOf(read.publicKey), signing_algorithm: detailsOf(read).signingAlgorithm,
    serial_number: serialOf(certificate), expiration_date: until, validity: { not_before: from, not_after: until },
  };
}

function lines(name: string): string[] {
  return name.split('\n');
}

/** A template that is gone leaves its certificates without the name of their authority. */
function authorityOf(scope: Scope, template: string): View {
  const known = scope.held.templates.some(({ name }) => name === template);
  return known ? { certificate_authority: templateNamed(scope, template).settings.certificate_authority } : {};
}

function revocation({ revokedAt }: VersionRow): View {
  return revokedAt === undefined ? {} : { revocation_time_seconds: Math.floor(revokedAt / 1000), revocation_time_rfc3339: new Date(revokedAt).toISOString() };
}
