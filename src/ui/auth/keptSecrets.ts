import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Ledger } from './ledger';

/** The editor's SecretStorage, as far as it is used. */
export interface TextVault {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** Who is told, once a window, that secrets do not stay. */
export interface Losses {
  /** The vault does not work (no keyring, headless): what is kept now is kept until the window closes. */
  broken(error: unknown): void;
  /** The vault works and has no more what was put into it. */
  forgotten(): void;
}

/**
 * Secrets in the editor's vault. The ledger has the names of all that were put there: so signing out can delete every one, and
 * what the vault has lost is noticed. Where the vault does not work, they are kept in memory until the window closes.
 */
export class KeptSecrets {
  readonly #memory = new Map<string, string>();
  readonly #told = new Set<keyof Losses>();

  constructor(private readonly vault: TextVault, private readonly ledger: Ledger, private readonly losses: Losses) {}

  /** Undefined where there is none; fails with `secrets.unreadable` where the vault cannot be read, which says nothing of what is in it. */
  async get(key: string): Promise<string | undefined> {
    const text = this.#memory.get(key) ?? await this.#read(key);
    if (text === undefined && (await this.ledger.read()).keys.includes(key)) {
      await this.#missed(key);
    }
    return text;
  }

  /** The same for what can be done without: where the vault cannot be read there is none. */
  async getIfReadable(key: string): Promise<string | undefined> {
    try {
      return await this.get(key);
    } catch (error) {
      if (error instanceof Failure && error.code === 'secrets.unreadable') {
        return undefined;
      }
      throw error;
    }
  }

  async store(key: string, value: string): Promise<void> {
    await this.ledger.change(async (now) => {
      try {
        await this.vault.store(key, value);
        this.#memory.delete(key);
      } catch (error) {
        this.#memory.set(key, value);
        this.#tell('broken', error);
      }
      return now.keys.includes(key) ? now : { ...now, keys: [...now.keys, key] };
    });
  }

  async delete(key: string): Promise<void> {
    await this.ledger.change(async (now) => {
      this.#memory.delete(key);
      try {
        await this.vault.delete(key);
      } catch (error) {
        this.#tell('broken', error);
      }
      return now.keys.includes(key) ? { ...now, keys: now.keys.filter((other) => other !== key) } : now;
    });
  }

  /** Names of what was put into the vault and not deleted since, in any window. */
  async keys(): Promise<readonly string[]> {
    return (await this.ledger.read()).keys;
  }

  async #read(key: string): Promise<string | undefined> {
    try {
      return await this.vault.get(key);
    } catch (error) {
      this.#tell('broken', error);
      throw unreadable(error);
    }
  }

  /** Looked at again while nobody changes anything: another window may have deleted it just now. */
  async #missed(key: string): Promise<void> {
    await this.ledger.change(async (now) => {
      if (!now.keys.includes(key) || await this.#read(key) !== undefined) {
        return now;
      }
      this.#tell('forgotten', undefined);
      return { ...now, keys: now.keys.filter((other) => other !== key) };
    });
  }

  #tell(what: keyof Losses, error: unknown): void {
    if (!this.#told.has(what)) {
      this.#told.add(what);
      this.losses[what](error);
    }
  }
}

function unreadable(error: unknown): Failure {
  return new Failure({
    code: 'secrets.unreadable',
    what: t('Could not read what is kept in VS Code\'s secret storage'),
    why: error instanceof Error ? error.message : String(error),
    next: t('Unlock the keyring of this machine, then try again.'),
    cause: error,
  });
}
