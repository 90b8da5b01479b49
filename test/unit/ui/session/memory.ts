import type { TextVault } from '../../../../src/ui/auth/keptSecrets';
import type { Memento } from '../../../../src/ui/checks/checkHistory';

/** The editor's vault in memory, which can be made to fail. */
export class MemoryVault implements TextVault {
  readonly kept = new Map<string, string>();
  broken = false;

  get(key: string): Promise<string | undefined> {
    return this.#try(() => this.kept.get(key));
  }

  store(key: string, value: string): Promise<void> {
    return this.#try(() => void this.kept.set(key, value));
  }

  delete(key: string): Promise<void> {
    return this.#try(() => void this.kept.delete(key));
  }

  #try<Value>(work: () => Value): Promise<Value> {
    return this.broken ? Promise.reject(new Error('no keyring')) : Promise.resolve(work());
  }
}

/** The editor's memento in memory. */
export class MemoryMemento implements Memento {
  readonly kept = new Map<string, unknown>();

  get(key: string): unknown {
    return this.kept.get(key);
  }

  update(key: string, value: unknown): Promise<void> {
    this.kept.set(key, structuredClone(value));
    return Promise.resolve();
  }
}
