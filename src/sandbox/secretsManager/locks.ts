import * as v from 'valibot';
import { created, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { LockRow, SecretRow, VersionRow } from '../state/secretsManagers';
import { timestamp } from '../world';
import { listed, page, type Listed } from './page';
import { badRequest, read, type Scope } from './scope';
import { secretOf } from './secrets';
import { aliasOf, currentOf, hasData, typeOf } from './secretViews';
import { versionOfCall } from './versions';

const most = 1000;
const modes = ['remove_previous', 'remove_previous_and_delete'];

const prototype = v.strictObject({
  locks: v.pipe(v.array(v.strictObject({
    name: v.pipe(v.string(), v.minLength(2)), description: v.optional(v.string(), ''), attributes: v.optional(v.record(v.string(), v.unknown()), {}),
  })), v.minLength(1)),
});

export function listAllLocks(call: Call, scope: Scope): Reply {
  const groups = listed(call, 'groups');
  const secrets = scope.held.secrets.filter(({ group, versions }) => (groups.length === 0 || groups.includes(group))
    && versions.some(({ locks }) => locks.length > 0));
  const rows = secrets.map((secret) => ({ document: overview(scope, secret), words: [secret.name] }));
  return page(call, scope, rows, { name: 'secrets_locks', filters: ['groups'] });
}

export function listSecretLocks(call: Call, scope: Scope): Reply {
  const secret = secretOf(scope, call.parameters['id'] ?? '');
  return list(call, scope, secret.versions.toReversed().flatMap((version) => shown(scope, secret, version)));
}

export function listVersionLocks(call: Call, scope: Scope): Reply {
  const { secret, version } = versionOfCall(call, scope);
  return list(call, scope, shown(scope, secret, version));
}

/** Locks of the current version. */
export function lockSecret(call: Call, scope: Scope): Reply {
  const secret = secretOf(scope, call.parameters['id'] ?? '');
  return lock(call, scope, secret, currentOf(secret));
}

export function lockVersion(call: Call, scope: Scope): Reply {
  const { secret, version } = versionOfCall(call, scope);
  return lock(call, scope, secret, version);
}

export function unlockSecret(call: Call, scope: Scope): Reply {
  const secret = secretOf(scope, call.parameters['id'] ?? '');
  return unlock(call, scope, secret, secret.versions);
}

export function unlockVersion(call: Call, scope: Scope): Reply {
  const { secret, version } = versionOfCall(call, scope);
  return unlock(call, scope, secret, [version]);
}

/** A lock of the same name is replaced; by `mode`, it goes from the previous version, and so may that version's data. */
function lock(call: Call, scope: Scope, secret: SecretRow, version: VersionRow): Reply {
  const { locks } = read(call, prototype);
  const mode = call.query.get('mode');
  if (mode !== null && !modes.includes(mode)) throw badRequest(`The mode is not one of ${modes.join(', ')}.`);
  if (!hasData(scope, version)) throw badRequest('A lock can be applied only on a secret version that contains active secret data.');
  const names = locks.map(({ name }) => name);
  const now = timestamp(scope.world);
  const made: LockRow[] = locks.map((one) => ({ ...one, createdAt: version.locks.find(({ name }) => name === one.name)?.createdAt ?? now, updatedAt: now }));
  version.locks = [...version.locks.filter(({ name }) => !names.includes(name)), ...made];
  if (version.locks.length > most) throw badRequest(`A secret has at most ${most} locks.`);
  const previous = secret.versions.find((one) => aliasOf(secret, one) === 'previous');
  if (mode !== null && previous !== undefined && previous !== version) {
    previous.locks = previous.locks.filter(({ name }) => !names.includes(name));
    if (mode === 'remove_previous_and_delete' && previous.locks.length === 0) previous.hasData = false;
  }
  scope.world.changed();
  return created(overview(scope, secret));
}

/** Those that are named, or all. */
function unlock(call: Call, scope: Scope, secret: SecretRow, versions: readonly VersionRow[]): Reply {
  const names = listed(call, 'name');
  for (const version of versions) version.locks = version.locks.filter(({ name }) => names.length > 0 && !names.includes(name));
  scope.world.changed();
  return ok(overview(scope, secret));
}

function list(call: Call, scope: Scope, rows: readonly Listed[]): Reply {
  return page(call, scope, rows, { name: 'locks', sorts: ['name', 'created_at', 'updated_at'] });
}

function shown({ world }: Scope, secret: SecretRow, version: VersionRow): Listed[] {
  return version.locks.map(({ name, description, attributes, createdAt, updatedAt }) => ({
    words: [name, description],
    document: {
      name, description, attributes, created_at: createdAt, updated_at: updatedAt, created_by: world.state.account.iamId,
      secret_group_id: secret.group, secret_id: secret.id, secret_version_id: version.id, secret_version_alias: aliasOf(secret, version) ?? 'previous',
    },
  }));
}

function overview(scope: Scope, secret: SecretRow): Record<string, unknown> {
  const versions = secret.versions.filter((version) => aliasOf(secret, version) !== undefined).toReversed();
  return {
    secret_id: secret.id, secret_group_id: secret.group, secret_type: typeOf(secret), secret_name: secret.name,
    versions: versions.map((version) => ({
      version_id: version.id, version_alias: aliasOf(secret, version), locks: version.locks.map(({ name }) => name), payload_available: hasData(scope, version),
    })),
  };
}
