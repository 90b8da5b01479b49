import { Secret } from '../../model/secret';
import type { SecretVault } from '../../setup/dependencies';
import { accountPrefix } from '../auth/accountStore';
import type { KeptSecrets } from '../auth/keptSecrets';

/** Where setup keeps service API keys: under the account's prefix, so that they go with the account. */
export function setupSecrets(secrets: KeptSecrets, accountId: string): SecretVault {
  const name = (key: string): string => `${setupPrefix(accountId)}${key}`;
  return {
    async get(key) {
      const text = await secrets.get(name(key));
      return text === undefined ? undefined : new Secret(text);
    },
    store: (key, secret) => secrets.store(name(key), secret.reveal()),
    delete: (key) => secrets.delete(name(key)),
  };
}

/** Keys of service credentials begin with this. */
export function setupPrefix(accountId: string): string {
  return `${accountPrefix(accountId)}setup.`;
}
