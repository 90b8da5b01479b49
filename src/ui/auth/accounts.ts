import type { Token } from '../../cloud/iamService';
import type { Account, Credential, Endpoints } from '../../model/account';
import type { Failure } from '../../model/failure';
import type { Prompter } from '../prompts/answers';
import type { Sessions } from '../session/sessions';
import { setupPrefix } from '../session/setupSecrets';
import { keepToken } from '../session/tokenVault';
import { newSignIn, type AccountStore } from './accountStore';
import type { KeptSecrets } from './keptSecrets';
import type { KnownAccount } from './ledger';
import type { Accounts } from './provider';
import { sandboxAccount } from './sandboxAccount';
import { askWay, signInByText } from './signIn';

/** Who is signed in, and which one of them is active in this window. */
export interface AccountBook {
  readonly accounts: readonly KnownAccount[];
  readonly active: string | undefined;
}

export interface AccountsDependencies {
  readonly store: AccountStore;
  readonly secrets: KeptSecrets;
  readonly sessions: Pick<Sessions, 'opened' | 'close'>;
  readonly prompter: Prompter;
  /** Of the real cloud. */
  readonly endpoints: Endpoints;
  /** Opens a page in the browser. */
  openPage(url: string): Promise<void>;
  /** Asks before so many service API keys are deleted. */
  confirmLoss(count: number): Promise<boolean>;
  /** Asks before so many runs are cancelled. */
  confirmCancel(count: number): Promise<boolean>;
  /** Views, menu and keys follow. */
  changed(): Promise<void>;
}

/** Signing in and out, and which account is active in this window. */
export class AccountManager implements Accounts {
  constructor(private readonly dependencies: AccountsDependencies) {}

  list(): Promise<readonly KnownAccount[]> {
    return this.dependencies.store.list();
  }

  async book(): Promise<AccountBook> {
    const { store } = this.dependencies;
    return { accounts: await store.list(), active: (await store.active())?.id };
  }

  async signIn(): Promise<Account | undefined> {
    const way = await askWay(this.dependencies.prompter);
    if (way === undefined) {
      return undefined;
    }
    if (way === 'sandbox') {
      return this.trySandbox();
    }
    const { endpoints, prompter } = this.dependencies;
    const signedIn = await signInByText(way, {
      prompter,
      iam: async () => (await import('../../cloud/cloud')).createIam(endpoints),
      openPasscodePage: () => this.dependencies.openPage(endpoints.passcodePage),
    });
    return signedIn === undefined ? undefined : this.#add({ ...signedIn.account, kind: 'cloud' }, signedIn);
  }

  async trySandbox(): Promise<Account> {
    const known = (await this.list()).find(({ kind }) => kind === 'sandbox');
    if (known === undefined) {
      return this.#add(sandboxAccount, undefined);
    }
    await this.switchTo(known.id);
    return known;
  }

  /** Nothing changes where a run of this window is not to be left. */
  async switchTo(id: string): Promise<void> {
    if (await this.#mayLeave(id)) {
      await this.dependencies.store.setActive(id);
      await this.dependencies.changed();
    }
  }

  /** Signs an account out and deletes every key that was kept for it; asks first where one cannot be had again, or a run goes on. */
  async signOut(id: string): Promise<void> {
    const { secrets, store, sessions } = this.dependencies;
    const credentials = (await secrets.keys()).filter((key) => key.startsWith(setupPrefix(id)));
    if (credentials.length > 0 && !await this.dependencies.confirmLoss(credentials.length)) {
      return;
    }
    if ((await sessions.opened())?.account.id === id) {
      if (!await this.#mayLeave(undefined)) {
        return;
      }
      await sessions.close();
    }
    await store.remove(id);
    await this.dependencies.changed();
  }

  /** Has IAM asked again about the active account's credential, where it was refused. */
  async tryAgain(): Promise<void> {
    const { store } = this.dependencies;
    const active = await store.active();
    if (active !== undefined && await store.tryAgain(active.id)) {
      await this.dependencies.changed();
    }
  }

  /** IAM refuses what that sign-in brought: this is noted, and nothing is deleted. True when it was not known yet. */
  async refused(account: Account, signIn: string, failure: Failure): Promise<boolean> {
    const isNews = await this.dependencies.store.refuse(account.id, signIn, failure);
    await this.dependencies.changed();
    return isNews;
  }

  /** The account's open sessions, in any window, use what was given now from their next token on. */
  async #add(account: Account, given: { readonly credential: Credential; readonly token: Token } | undefined): Promise<Account> {
    const { store, secrets } = this.dependencies;
    const mayLeave = await this.#mayLeave(account.id);
    const signIn = newSignIn();
    if (given !== undefined) {
      // First, so that no window renews what need not be renewed yet: a refresh token may be good once.
      await keepToken(secrets, account.id, signIn, given.token);
    }
    await store.add(account, given?.credential, signIn);
    if (mayLeave) {
      await store.setActive(account.id);
    }
    await this.dependencies.changed();
    return account;
  }

  /** Whether the window may go over to another account: where its session has a run, the person says so. */
  async #mayLeave(next: string | undefined): Promise<boolean> {
    const session = await this.dependencies.sessions.opened();
    return session === undefined || session.account.id === next || session.runs.count === 0
      || await this.dependencies.confirmCancel(session.runs.count);
  }
}
