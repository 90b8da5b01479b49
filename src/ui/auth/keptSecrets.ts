import { Failure } from '../../model/failure';

/** The editor's SecretStorage, as far as it is used. */
export interface TextVault {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

const indexKey = 'privateConnect.keys';

/**
 * Secrets in the editor's vault, and an index of their keys, so that signing out can delete every one that was written. Where the
 * vault does not work (no keyring, headless), they are kept in memory until the window closes, and `onLost` is called, once.
 */
export class KeptSecrets {
  readonly #memory = new Map<string, string>();
  #lost = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly vault: TextVault, private readonly onLost: (error: unknown) => void) {}

  /** Undefined where there is none; fails with `secrets.unreadable` where the vault cannot be read, which says nothing of what is in it. */
  async get(key: string): Promise<string | undefined> {
    const kept = this.#memory.get(key);
    if (kept !== undefined) {
      return kept;
    }
    try {
      return await this.vault.get(key);
    } catch (error) {
      this.#loose(error);
      throw unreadable(error);
    }
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
    await this.#change(key, async () => {
      try {
        await this.vault.store(key, value);
        this.#memory.delete(key);
      } catch (error) {
        this.#memory.set(key, value);
        this.#loose(error);
      }
    }, (keys) => [...new Set([...keys, key])]);
  }

  async delete(key: string): Promise<void> {
    await this.#change(key, async () => {
      this.#memory.delete(key);
      try {
        await this.vault.delete(key);
      } catch (error) {
        this.#loose(error);
      }
    }, (keys) => keys.filter((other) => other !== key));
  }

  /** Keys that were written and not deleted since, in any window. */
  async keys(): Promise<readonly string[]> {
    const text = await this.getIfReadable(indexKey);
    return text === undefined || text === '' ? [] : text.split('\n');
  }

  // The index is read and written by one change at a time; it holds names, never values.
  async #change(key: string, change: () => Promise<void>, index: (keys: readonly string[]) => readonly string[]): Promise<void> {
    const done = this.#writing.then(async () => {
      await change();
      if (key !== indexKey) {
        await this.#writeIndex(index(await this.keys()));
      }
    });
    this.#writing = done.then(() => undefined, () => undefined);
    await done;
  }

  async #writeIndex(keys: readonly string[]): Promise<void> {
    const text = keys.join('\n');
    try {
      await (text === '' ? this.vault.delete(indexKey) : this.vault.store(indexKey, text));
      this.#memory.delete(indexKey);
    } catch (error) {
      this.#memory.set(indexKey, text);
      this.#loose(error);
    }
  }

  #loose(error: unknown): void {
    if (!this.#lost) {
      this.#lost = true;
      this.onLost(error);
    }
  }
}

function unreadable(error: unknown): Failure {
  return new Failure({
    code: 'secrets.unreadable',
    what: 'Could not read what is kept in VS Code\'s secret storage',
    why: error instanceof Error ? error.message : String(error),
    next: 'Unlock the keyring of this machine, then try again.',
    cause: error,
  });
}
