import { X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import { created, noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { PrivateCertificateOrder, SecretRow, VersionRow } from '../state/secretsManagers';
import { timestamp } from '../world';
import { authorityNamed, renewList } from './authorities';
import { importedVersion, issuedVersion, materialEntries } from './newVersions';
import { templateNamed } from './privateCertificates';
import { badRequest, customField, locked, notFound, read, type Scope } from './scope';
import { secretOf } from './secrets';
import { aliasOf, currentOf, hasData, versionMetadata, versionWhole } from './secretViews';

const custom = { custom_metadata: v.optional(v.record(v.string(), v.unknown())), version_custom_metadata: customField };
const imported = v.strictObject({ ...materialEntries, ...custom });
const issued = v.strictObject({ csr: v.optional(v.string()), ...custom });
const revocation = v.strictObject({ action_type: v.literal('private_cert_action_revoke_certificate') });

export function listVersions(call: Call, scope: Scope): Reply {
  const secret = secretOf(scope, call.parameters['secret'] ?? '');
  const versions = secret.versions.toReversed().map((version) => versionMetadata(scope, secret, version));
  return ok({ versions, total_count: versions.length });
}

export function getVersion(call: Call, scope: Scope): Reply {
  const { secret, version } = versionOfCall(call, scope);
  return ok(versionWhole(scope, secret, version));
}

export function getVersionMetadata(call: Call, scope: Scope): Reply {
  const { secret, version } = versionOfCall(call, scope);
  return ok(versionMetadata(scope, secret, version));
}

/** A rotation: the current version becomes the previous one, and keeps its locks. */
export async function createVersion(call: Call, scope: Scope): Promise<Reply> {
  const secret = secretOf(scope, call.parameters['secret'] ?? '');
  const { order } = secret;
  const version = order === undefined ? importedNext(call, scope) : await issuedNext(call, scope, order);
  const previous = secret.versions.find((one) => aliasOf(secret, one) === 'previous');
  if (previous !== undefined && previous.locks.length > 0) throw locked();
  // Of older versions the data is gone.
  if (previous !== undefined) previous.hasData = false;
  secret.versions.push(version);
  secret.updatedAt = timestamp(scope.world);
  scope.world.changed();
  return created(versionWhole(scope, secret, version));
}

export function deleteVersionData(call: Call, scope: Scope): Reply {
  const { version } = versionOfCall(call, scope);
  if (version.locks.length > 0) throw locked();
  version.hasData = false;
  scope.world.changed();
  return noContent;
}

/** `POST /secrets/{id}/actions`: revokes the current version's certificate at the authority that issued it. */
export function actOnSecret(call: Call, scope: Scope): Reply {
  const secret = secretOf(scope, call.parameters['id'] ?? '');
  const body = read(call, revocation);
  const version = currentOf(secret);
  if (secret.order === undefined) throw badRequest('An imported certificate can\'t be revoked here: its own certificate authority has to do it.');
  if (!hasData(scope, version)) throw badRequest('The certificate is no longer there.');
  const authority = authorityNamed(scope, templateNamed(scope, secret.order.certificate_template).settings.certificate_authority);
  const at = version.revokedAt ?? scope.world.now();
  if (authority !== undefined && version.revokedAt === undefined) {
    version.revokedAt = at;
    authority.revoked.push({ serial: new X509Certificate(version.certificate).serialNumber, at });
    renewList(scope, authority);
    scope.world.changed();
  }
  return ok({ ...body, revocation_time_seconds: Math.floor(at / 1000) });
}

/** A version by its id, or as `current` or `previous`. */
export function versionOfCall(call: Call, scope: Scope): { readonly secret: SecretRow; readonly version: VersionRow } {
  const secret = secretOf(scope, call.parameters['secret'] ?? '');
  const id = call.parameters['version'] ?? '';
  const version = secret.versions.find((one) => one.id === id || aliasOf(secret, one) === id);
  if (version === undefined) throw notFound(`The version "${id}" of the secret does not exist.`);
  return { secret, version };
}

function importedNext(call: Call, scope: Scope): VersionRow {
  const body = read(call, imported);
  return importedVersion(scope, body, body.version_custom_metadata);
}

function issuedNext(call: Call, scope: Scope, order: PrivateCertificateOrder): Promise<VersionRow> {
  const { csr = order.csr, version_custom_metadata: metadata } = read(call, issued);
  return issuedVersion(scope, { ...order, csr }, metadata);
}
