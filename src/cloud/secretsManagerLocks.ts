import { array, nullish, object, picklist, string } from 'valibot';
import { t } from '../model/l10n';
import { nextPage, type SecretsManagerApi } from './secretsManagerApi';
import type { SecretGroups, SecretLocks } from './secretsManagerService';
import { segment } from './vpcParts';

const groupDocument = object({ id: string(), name: string(), description: nullish(string()) });
const groupList = object({ secret_groups: array(groupDocument) });
const lockPage = object({
  locks: array(object({
    name: string(), description: nullish(string()), secret_version_id: string(), secret_version_alias: nullish(picklist(['current', 'previous'])),
  })),
  next: nextPage,
});

const permission = t('Manager on the Secrets Manager instance');

/** The groups that access is given to. */
export function createGroups(api: SecretsManagerApi): SecretGroups {
  const toGroup = ({ id, name, description }: { id: string; name: string; description?: string | null | undefined }) =>
    ({ id, name, description: description ?? '' });
  return {
    listGroups: async (signal) => (await api.listWhole(groupList, {
      path: '/secret_groups', what: t('Could not list the secret groups in {0}', api.instance), permission: t('Reader on the Secrets Manager instance'),
    }, signal)).secret_groups.map(toGroup),
    createGroup: async (name, description, signal) => toGroup(await api.create(groupDocument, {
      path: '/secret_groups', body: { name, description }, what: t('Could not create the secret group "{0}" in {1}', name, api.instance), permission,
    }, signal)),
    deleteGroup: (id, signal) => api.remove({
      path: `/secret_groups/${segment(id)}`, what: t('Could not delete the secret group {0} in {1}', id, api.instance), permission,
    }, signal),
  };
}

/** Who says that a secret is in use. */
export function createLocks(api: SecretsManagerApi): SecretLocks {
  const one = (id: string) => `/secrets/${segment(id)}`;
  return {
    listLocks: (id, signal) => api.listParts(lockPage, {
      path: `${one(id)}/locks`, what: t('Could not list the locks of the secret {0}', id), permission,
    }, ({ locks }) => locks.map(({ name, description, secret_version_id: versionId, secret_version_alias: alias }) =>
      ({ name, description: description ?? '', versionId, alias: alias ?? undefined })), signal),
    lock: (id, name, description, signal) => api.act({
      path: `${one(id)}/locks_bulk`, body: { locks: [{ name, description }] }, what: t('Could not lock the secret {0}', id), permission,
    }, signal),
    unlock: (id, name, signal) => api.remove({
      path: `${one(id)}/locks_bulk`, query: { name }, what: t('Could not remove the lock "{0}" of the secret {1}', name, id), permission,
    }, signal),
  };
}
