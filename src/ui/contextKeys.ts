import * as vscode from 'vscode';
import type { ContextKey, ContextValue } from './ids';

/** Sets the keys that `when` clauses ask; typed, so that a key or value that no clause knows does not compile. */
export class ContextKeys {
  readonly #known = new Map<ContextKey, boolean | string>();

  set<K extends ContextKey>(key: K, value: ContextValue<K>): void {
    if (this.#known.get(key) === value) {
      return;
    }
    this.#known.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }

  get(key: ContextKey): boolean | string | undefined {
    return this.#known.get(key);
  }
}
