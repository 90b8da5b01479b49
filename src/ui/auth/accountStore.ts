import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { KeptCredential } from '../../cloud/tokens';
import type { Account, Credential } from '../../model/account';
import type { Failure } from '../../model/failure';
import { failureText } from '../../model/failure';
import { Secret } from '../../model/secret';
import type { Memento } from '../checks/checkHistory';
import type { KeptSecrets } from './keptSecrets';
import type { KnownAccount, Ledger, LedgerContent } from './ledger';

const credentialSchema = v.variant('kind', [
  v.object({ kind: v.literal('api-key'), value: v.string(), signIn: v.optional(v.string()) }),
  v.object({ kind: v.literal('refresh-token'), value: v.string(), signIn: v.optional(v.string()) }),
]);

/** The vault's key of a copy of the accounts: it is written when they change, so that the other windows hear of it. */
export const bookKey = 'privateConnect.accounts';
/** The window's own memory of which account is active in it. */
const activeKey = 'privateConnect.active';

/** The accounts, which all windows share, and which of them is active in this one. Their credentials are in the vault. */
export class AccountStore {
  #active: string | undefined;

  /** `window` outlives a reload of this window and is no other's. */
  constructor(private readonly secrets: KeptSecrets, private readonly ledger: Ledger, private readonly window: Memento) {}

  async list(): Promise<readonly KnownAccount[]> {
    return (await this.ledger.read()).accounts;
  }

  /** The window stays with its account, whatever is chosen in others; it begins with the one that was chosen last anywhere. */
  async active(): Promise<KnownAccount | undefined> {
    const { accounts, last } = await this.ledger.read();
    const wanted = [this.#active, this.window.get(activeKey), last];
    const active = wanted.map((id) => accounts.find((account) => account.id === id)).find((account) => account !== undefined) ?? accounts[0];
    if (active?.id !== this.#active) {
      await this.#stayWith(active?.id);
    }
    return active;
  }

  async setActive(id: string): Promise<void> {
    await this.#stayWith(id);
    await this.#change((accounts) => accounts, id);
  }

  /** Adds an account, or replaces all that an earlier sign-in to it brought. */
  async add(account: Account, credential: Credential | undefined, signIn = newSignIn()): Promise<void> {
    if (credential !== undefined) {
      const value = credential.kind === 'api-key' ? credential.apiKey.reveal() : credential.refreshToken.reveal();
      await this.secrets.store(credentialKey(account.id), JSON.stringify({ kind: credential.kind, value, signIn }));
    }
    await this.#change((accounts) => [...accounts.filter(({ id }) => id !== account.id), { ...account, signIn }]);
    await this.#delete((key) => key.startsWith(tokenKey(account.id, '')) && key !== tokenKey(account.id, signIn));
  }

  /** Deletes the account and every key that was written for it. */
  async remove(id: string): Promise<void> {
    await this.#delete((key) => key.startsWith(accountPrefix(id)));
    await this.#change((accounts) => accounts.filter((account) => account.id !== id));
  }

  /** Undefined where none is kept; fails where the vault cannot be read. */
  async credential(id: string): Promise<KeptCredential | undefined> {
    const parsed = v.safeParse(credentialSchema, parse(await this.secrets.get(credentialKey(id))));
    if (!parsed.success) {
      return undefined;
    }
    const { kind, value, signIn = '' } = parsed.output;
    const secret = new Secret(value);
    const account = (await this.list()).find((known) => known.id === id);
    return {
      credential: kind === 'api-key' ? { kind, apiKey: secret } : { kind, refreshToken: secret },
      signIn,
      refused: account?.signIn === parsed.output.signIn ? account?.refused : undefined,
    };
  }

  /** Notes that IAM refuses what that sign-in brought, and keeps it. False where that is known, or somebody has signed in anew since. */
  async refuse(id: string, signIn: string, failure: Failure): Promise<boolean> {
    return await this.#change((accounts) => {
      const asKnown = accounts.find((account) => account.id === id && (account.signIn ?? '') === signIn && account.refused === undefined);
      const refused = failureText(failure, failure.what);
      return asKnown === undefined ? accounts : accounts.map((account) => account === asKnown ? { ...account, refused } : account);
    });
  }

  /** Has IAM asked again about what it refused. False where it refused nothing. */
  async tryAgain(id: string): Promise<boolean> {
    return await this.#change((accounts) => {
      const refused = accounts.find((account) => account.id === id && account.refused !== undefined);
      return refused === undefined ? accounts : accounts.map((account) => account === refused ? { ...account, refused: undefined } : account);
    });
  }

  async #stayWith(id: string | undefined): Promise<void> {
    this.#active = id;
    if (id !== undefined && this.window.get(activeKey) !== id) {
      await this.window.update(activeKey, id);
    }
  }

  async #delete(isMeant: (key: string) => boolean): Promise<void> {
    for (const key of (await this.secrets.keys()).filter(isMeant)) {
      await this.secrets.delete(key);
    }
  }

  /** Whether there was anything to change. */
  async #change(next: (accounts: readonly KnownAccount[]) => readonly KnownAccount[], chosen?: string): Promise<boolean> {
    let former: LedgerContent | undefined;
    const now = await this.ledger.change((content) => {
      former = content;
      const [accounts, last] = [next(content.accounts), chosen ?? content.last];
      return accounts === content.accounts && last === content.last ? content : { ...content, accounts, last };
    });
    if (now === former) {
      return false;
    }
    const { accounts, last } = now;
    await (accounts.length === 0 ? this.secrets.delete(bookKey) : this.secrets.store(bookKey, JSON.stringify({ accounts, active: last })));
    return true;
  }
}

/** The id of one sign-in. */
export function newSignIn(): string {
  return randomBytes(6).toString('hex');
}

/** The vault's key of the token that a sign-in brought, or was renewed to since. */
export function tokenKey(id: string, signIn: string): string {
  return `${accountPrefix(id)}token${signIn === '' ? '' : `.${signIn}`}`;
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
