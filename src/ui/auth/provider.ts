import * as vscode from 'vscode';
import type { Account } from '../../model/account';
import { authenticationId, authenticationLabel } from '../ids';

/** The accounts, as the Accounts menu needs them. */
export interface Accounts {
  list(): Promise<readonly Account[]>;
  /** Undefined when the person changed their mind. */
  signIn(): Promise<Account | undefined>;
  signOut(id: string): Promise<void>;
}

/**
 * Puts the accounts into VS Code's Accounts menu. A session's access token is a placeholder: other extensions get no credential of
 * the cloud through it, and this one reads its own from the vault.
 */
export class AccountsMenu implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly onDidChangeSessions = this.#changed.event;
  readonly #registration: vscode.Disposable;
  #known: readonly vscode.AuthenticationSession[] = [];

  constructor(private readonly accounts: () => Promise<Accounts>) {
    this.#registration = vscode.authentication.registerAuthenticationProvider(
      authenticationId, authenticationLabel, this, { supportsMultipleAccounts: true },
    );
  }

  async getSessions(): Promise<vscode.AuthenticationSession[]> {
    this.#known = (await (await this.accounts()).list()).map(sessionOf);
    return [...this.#known];
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    const account = await (await this.accounts()).signIn();
    if (account === undefined) {
      throw new vscode.CancellationError();
    }
    return sessionOf(account);
  }

  async removeSession(id: string): Promise<void> {
    await (await this.accounts()).signOut(id);
  }

  /** Called when the accounts have changed, here or in another window. */
  update(accounts: readonly Account[]): void {
    const before = this.#known;
    this.#known = accounts.map(sessionOf);
    const added = this.#known.filter(({ id }) => before.every((session) => session.id !== id));
    const removed = before.filter(({ id }) => this.#known.every((session) => session.id !== id));
    if (added.length + removed.length > 0) {
      this.#changed.fire({ added, removed, changed: [] });
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

function sessionOf(account: Account): vscode.AuthenticationSession {
  return { id: account.id, accessToken: '***', account: { id: account.id, label: account.label }, scopes: [] };
}
