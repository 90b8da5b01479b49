import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { created, noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { privateCertificateEntries, type SecretRow } from '../state/secretsManagers';
import { timestamp } from '../world';
import { groupOf } from './groups';
import { listed, page } from './page';
import { badRequest, conflict, customField, locked, nameField, notFound, read, type Scope } from './scope';
import { secretMetadata, secretWhole, typeOf, type SecretType } from './secretViews';
import { importedVersion, issuedVersion, materialEntries } from './newVersions';

const described = {
  name: nameField, description: v.optional(v.string(), ''), secret_group_id: v.optional(v.string(), 'default'), labels: v.optional(v.array(v.string()), []),
  custom_metadata: customField, version_custom_metadata: customField,
};
const prototype = v.variant('secret_type', [
  v.strictObject({ secret_type: v.literal('imported_cert'), ...described, ...materialEntries }),
  v.strictObject({
    secret_type: v.literal('private_cert'), ...described, ...privateCertificateEntries, rotation: v.optional(v.record(v.string(), v.unknown())),
  }),
]);
const patch = v.strictObject({
  name: v.optional(nameField), description: v.optional(v.string()), labels: v.optional(v.array(v.string())),
  custom_metadata: v.optional(v.record(v.string(), v.unknown())), rotation: v.optional(v.record(v.string(), v.unknown())),
});

export function listSecrets(call: Call, scope: Scope): Reply {
  const [groups, types, labels] = [listed(call, 'groups'), listed(call, 'secret_types'), listed(call, 'match_all_labels')];
  const rows = scope.held.secrets.filter((secret) => (groups.length === 0 || groups.includes(secret.group))
    && (types.length === 0 || types.includes(typeOf(secret))) && labels.every((label) => secret.labels.includes(label)));
  const documents = rows.map((secret) => ({ document: secretMetadata(scope, secret), words: [secret.id, secret.name, secret.description, ...secret.labels] }));
  return page(call, scope, documents, {
    name: 'secrets', filters: ['groups', 'secret_types', 'match_all_labels'],
    sorts: ['id', 'created_at', 'updated_at', 'expiration_date', 'secret_type', 'name'],
  });
}

export function getSecret(call: Call, scope: Scope): Reply {
  return ok(secretWhole(scope, secretOf(scope, call.parameters['id'] ?? '')));
}

export function getSecretMetadata(call: Call, scope: Scope): Reply {
  return ok(secretMetadata(scope, secretOf(scope, call.parameters['id'] ?? '')));
}

export function getSecretByName({ parameters }: Call, scope: Scope): Reply {
  const { group: groupName = '', type = '', name = '' } = parameters;
  const group = scope.held.groups.find((one) => one.name === groupName);
  const secret = scope.held.secrets.find((one) => one.name === name && typeOf(one) === type && one.group === group?.id);
  if (secret === undefined) throw notFound(`The secret "${name}" of the type "${type}" does not exist in the secret group "${groupName}".`);
  return ok(secretWhole(scope, secret));
}

/** The private key is in this answer as in each that shows the secret whole. */
export async function createSecret(call: Call, scope: Scope): Promise<Reply> {
  const body = read(call, prototype);
  refuseTaken(scope, body.secret_type, body.name);
  groupOf(scope, body.secret_group_id);
  const { name, description, secret_group_id: group, labels, custom_metadata: custom } = body;
  const now = timestamp(scope.world);
  const common = { id: randomUUID(), name, createdAt: now, updatedAt: now, group, description, labels, custom };
  const secret: SecretRow = body.secret_type === 'imported_cert'
    ? { ...common, versions: [importedVersion(scope, body, body.version_custom_metadata)] }
    : {
      ...common, order: v.parse(v.object(privateCertificateEntries), body), rotation: body.rotation,
      versions: [await issuedVersion(scope, body, body.version_custom_metadata)],
    };
  // Making a key took a while, in which the name may have been given away.
  refuseTaken(scope, body.secret_type, name);
  scope.held.secrets.push(secret);
  scope.world.changed();
  return created(secretWhole(scope, secret));
}

export function updateSecretMetadata(call: Call, scope: Scope): Reply {
  const secret = secretOf(scope, call.parameters['id'] ?? '');
  const { name = secret.name, description = secret.description, labels = secret.labels, custom_metadata: custom = secret.custom, rotation } = read(call, patch);
  if (rotation !== undefined && secret.order === undefined) throw badRequest('An imported certificate has no rotation policy.');
  if (name !== secret.name) refuseTaken(scope, typeOf(secret), name);
  Object.assign(secret, { name, description, labels, custom, rotation: rotation ?? secret.rotation, updatedAt: timestamp(scope.world) });
  scope.world.changed();
  return ok(secretMetadata(scope, secret));
}

export function deleteSecret(call: Call, scope: Scope): Reply {
  const { held } = scope;
  const secret = secretOf(scope, call.parameters['id'] ?? '');
  if (secret.versions.some(({ locks }) => locks.length > 0)) throw locked();
  held.secrets = held.secrets.filter(({ id }) => id !== secret.id);
  scope.world.changed();
  return noContent;
}

export function secretOf({ held }: Scope, id: string): SecretRow {
  const secret = held.secrets.find((one) => one.id === id);
  if (secret === undefined) throw notFound(`The secret "${id}" does not exist.`);
  return secret;
}

/** One name a type in the whole instance: cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-known-issues-and-limits */
function refuseTaken({ held }: Scope, type: SecretType, name: string): void {
  if (held.secrets.some((secret) => secret.name === name && typeOf(secret) === type)) {
    throw conflict(`A secret of the type "${type}" with the name "${name}" already exists.`);
  }
}
