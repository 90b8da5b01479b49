import { AccountStore } from '../../../../src/ui/auth/accountStore';
import { KeptSecrets, type TextVault } from '../../../../src/ui/auth/keptSecrets';
import { emptyLedger, type Ledger, type LedgerContent } from '../../../../src/ui/auth/ledger';
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

/** What windows know of accounts and keys, in memory. */
export class MemoryLedger implements Ledger {
  content: LedgerContent = emptyLedger;
  #changing: Promise<unknown> = Promise.resolve();

  read(): Promise<LedgerContent> {
    return Promise.resolve(this.content);
  }

  change(next: (now: LedgerContent) => LedgerContent | Promise<LedgerContent>): Promise<LedgerContent> {
    const changed = this.#changing.then(async () => { this.content = await next(this.content); return this.content; });
    this.#changing = changed.catch(() => undefined);
    return changed;
  }
}

/** A machine's vault and ledger, and windows on it: each has secrets and a store of its own. */
export class Machine {
  readonly vault = new MemoryVault();
  readonly ledger = new MemoryLedger();
  /** What was said of the vault, by all windows. */
  readonly said: string[] = [];

  window(memento = new MemoryMemento()): { readonly secrets: KeptSecrets; readonly store: AccountStore } {
    const secrets = new KeptSecrets(this.vault, this.ledger, { broken: () => void this.said.push('broken'), forgotten: () => void this.said.push('forgotten') });
    return { secrets, store: new AccountStore(secrets, this.ledger, memento) };
  }
}
