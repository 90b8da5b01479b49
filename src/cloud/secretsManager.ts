import { Failure } from '../model/failure';
import { isNotReached, SecretsManagerApi } from './secretsManagerApi';
import { createAuthorities } from './secretsManagerAuthorities';
import { createCertificates } from './secretsManagerCertificates';
import { createGroups, createLocks } from './secretsManagerLocks';
import type { SecretsManager } from './secretsManagerService';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

/** What one instance holds; `address` has no trailing slash. Makes no request by itself. */
export function createSecretsManager(instance: string, address: string, transport: Transport, tokens: TokenSource): SecretsManager {
  const api = new SecretsManagerApi(instance, address, transport, tokens);
  const groups = createGroups(api);
  return {
    address,
    ...groups,
    ...createCertificates(api),
    ...createLocks(api),
    ...createAuthorities(api),
    async answers(signal) {
      try {
        await groups.listGroups(signal);
        return true;
      } catch (error) {
        if (isNotReached(error) || isNotThereYet(error)) {
          return false;
        }
        throw error;
      }
    },
  };
}

/** A new instance's host has a name, and something that answers behind it, only after a while. */
function isNotThereYet(error: unknown): boolean {
  return error instanceof Failure && (error.code === 'http.name-not-found' || error.status === 502 || error.status === 503);
}
