import { route, type Route } from '../http/router';
import { actOnConfiguration } from './configurationActions';
import { createConfiguration, deleteConfiguration, getConfiguration, listConfigurations } from './configurations';
import { createGroup, deleteGroup, getGroup, listGroups, updateGroup } from './groups';
import { listAllLocks, listSecretLocks, listVersionLocks, lockSecret, lockVersion, unlockSecret, unlockVersion } from './locks';
import { createSecret, deleteSecret, getSecret, getSecretByName, getSecretMetadata, listSecrets, updateSecretMetadata } from './secrets';
import type { Scope } from './scope';
import { actOnSecret, createVersion, deleteVersionData, getVersion, getVersionMetadata, listVersions } from './versions';

/** What is served below an instance's address, for who is signed in. */
export const routes: readonly Route<Scope>[] = [
  route('GET', '/api/v2/secret_groups', listGroups),
  route('POST', '/api/v2/secret_groups', createGroup),
  route('GET', '/api/v2/secret_groups/{id}', getGroup),
  route('PATCH', '/api/v2/secret_groups/{id}', updateGroup),
  route('DELETE', '/api/v2/secret_groups/{id}', deleteGroup),
  route('GET', '/api/v2/secret_groups/{group}/secret_types/{type}/secrets/{name}', getSecretByName),
  route('GET', '/api/v2/secrets', listSecrets),
  route('POST', '/api/v2/secrets', createSecret),
  route('GET', '/api/v2/secrets/{id}', getSecret),
  route('DELETE', '/api/v2/secrets/{id}', deleteSecret),
  route('GET', '/api/v2/secrets/{id}/metadata', getSecretMetadata),
  route('PATCH', '/api/v2/secrets/{id}/metadata', updateSecretMetadata),
  route('POST', '/api/v2/secrets/{id}/actions', actOnSecret),
  route('GET', '/api/v2/secrets/{secret}/versions', listVersions),
  route('POST', '/api/v2/secrets/{secret}/versions', createVersion),
  route('GET', '/api/v2/secrets/{secret}/versions/{version}', getVersion),
  route('GET', '/api/v2/secrets/{secret}/versions/{version}/metadata', getVersionMetadata),
  route('DELETE', '/api/v2/secrets/{secret}/versions/{version}/secret_data', deleteVersionData),
  route('GET', '/api/v2/secrets_locks', listAllLocks),
  route('GET', '/api/v2/secrets/{id}/locks', listSecretLocks),
  route('POST', '/api/v2/secrets/{id}/locks_bulk', lockSecret),
  route('DELETE', '/api/v2/secrets/{id}/locks_bulk', unlockSecret),
  route('GET', '/api/v2/secrets/{secret}/versions/{version}/locks', listVersionLocks),
  route('POST', '/api/v2/secrets/{secret}/versions/{version}/locks_bulk', lockVersion),
  route('DELETE', '/api/v2/secrets/{secret}/versions/{version}/locks_bulk', unlockVersion),
  route('GET', '/api/v2/configurations', listConfigurations),
  route('POST', '/api/v2/configurations', createConfiguration),
  route('GET', '/api/v2/configurations/{name}', getConfiguration),
  route('DELETE', '/api/v2/configurations/{name}', deleteConfiguration),
  route('POST', '/api/v2/configurations/{name}/actions', actOnConfiguration),
];
