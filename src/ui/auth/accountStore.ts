import * as v from 'valibot';
import type { Account, Credential } from '../../model/account';
import { Secret } from '../../model/secret';
import type { KeptSecrets } from './keptSecrets';

const accountSchema = v.object({
  id: v.string(), accountId: v.string(), iamId: v.string(), label: v.string(), kind: v.picklist(['cloud', 'sandbox']),
});
const bookSchema = v.object({ accounts: v.array(accountSchema), active: v.optional(v.string()) });
const credentialSchema = v.variant('kind', [
  v.object({ kind: v.literal('api-key'), value: v.string() }),
  v.object({ kind: v.literal('refresh-token'), value: v.string() }),
]);

/** Who is signed in, and which one of them is active. */
export interface AccountBook {
  readonly accounts: readonly Account[];
  readonly active: string | undefined;
}

/** The vault's key of the list of accounts; when another window writes it, this one follows. */
export const bookKey = 'privateConnect.accounts';

const noAccounts: AccountBook = { accounts: [], active: undefined };

/** The accounts and their credentials, all in the vault, so that every window sees the same. */
export class AccountStore {
  constructor(private readonly secrets: KeptSecrets) {}

  async read(): Promise<AccountBook> {
    const parsed = v.safeParse(bookSchema, parse(await this.secrets.getIfReadable(bookKey)));
    return parsed.success ? { accounts: parsed.output.accounts, active: parsed.output.active } : noAccounts;
  }

  async active(): Promise<Account | undefined> {
    const { accounts, active } = await this.read();
    return accounts.find(({ id }) => id === active) ?? accounts[0];
  }

  /** Adds or renews an account and makes it the active one. */
  async add(account: Account, credential: Credential | undefined): Promise<void> {
    if (credential !== undefined) {
      await this.storeCredential(account.id, credential);
    }
    const { accounts } = await this.read();
    await this.#write({ accounts: [...accounts.filter(({ id }) => id !== account.id), account], active: account.id });
  }

  async setActive(id: string): Promise<void> {
    const { accounts } = await this.read();
    await this.#write({ accounts, active: id });
  }

  /** Deletes the account and every key that was written for it, save those that begin with `keep`. */
  async remove(id: string, keep?: string): Promise<void> {
    const { accounts, active } = await this.read();
    const left = accounts.filter((account) => account.id !== id);
    for (const key of await this.secrets.keys()) {
      if (key.startsWith(accountPrefix(id)) && (keep === undefined || !key.startsWith(keep))) {
        await this.secrets.delete(key);
      }
    }
    if (left.length === 0) {
      await this.secrets.delete(bookKey);
    } else {
      await this.#write({ accounts: left, active: active === id ? left[0]?.id : active });
    }
  }

  async credential(id: string): Promise<Credential | undefined> {
    const parsed = v.safeParse(credentialSchema, parse(await this.secrets.get(credentialKey(id))));
    if (!parsed.success) {
      return undefined;
    }
    const secret = new Secret(parsed.output.value);
    return parsed.output.kind === 'api-key' ? { kind: 'api-key', apiKey: secret } : { kind: 'refresh-token', refreshToken: secret };
  }

  async storeCredential(id: string, credential: Credential): Promise<void> {
    const value = credential.kind === 'api-key' ? credential.apiKey.reveal() : credential.refreshToken.reveal();
    await this.secrets.store(credentialKey(id), JSON.stringify({ kind: credential.kind, value }));
  }

  async #write(book: AccountBook): Promise<void> {
    await this.secrets.store(bookKey, JSON.stringify(book));
  }
}

/** Every key of an account begins with this, whoever writes it. */
export function accountPrefix(id: string): string {
  return `privateConnect.account.${encodeURIComponent(id)}.`;
}

/** The vault's key of the account's API key or refresh token. */
export function credentialKey(id: string): string {
  return `${accountPrefix(id)}credential`;
}

function parse(text: string | undefined): unknown {
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // Damaged: the same as none, so that signing in again repairs it. Anything else is a defect.
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
