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
  /** What the editor was given in any way, so that what goes away can be taken back. */
  #given = new Map<string, vscode.AuthenticationSession>();
  /** What it was told of: being asked for sessions by anyone does not put them into the menu. */
  #announced = new Set<string>();

  constructor(private readonly accounts: () => Promise<Accounts>) {
    this.#registration = vscode.authentication.registerAuthenticationProvider(
      authenticationId, authenticationLabel, this, { supportsMultipleAccounts: true },
    );
  }

  async getSessions(): Promise<vscode.AuthenticationSession[]> {
    const sessions = (await (await this.accounts()).list()).map(sessionOf);
    sessions.forEach((session) => this.#given.set(session.id, session));
    return sessions;
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
    const now = accounts.map(sessionOf);
    const added = now.filter(({ id }) => !this.#announced.has(id));
    const removed = [...this.#given.values()].filter(({ id }) => now.every((session) => session.id !== id));
    this.#announced = new Set(now.map(({ id }) => id));
    this.#given = new Map(now.map((session) => [session.id, session]));
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
