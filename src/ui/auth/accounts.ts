import type { Account, Credential, Endpoints } from '../../model/account';
import type { Prompter } from '../prompts/answers';
import { setupPrefix } from '../session/setupSecrets';
import type { Sessions } from '../session/sessions';
import type { AccountBook, AccountStore } from './accountStore';
import type { KeptSecrets } from './keptSecrets';
import type { Accounts } from './provider';
import { sandboxAccount } from './sandboxAccount';
import { askWay, signInByText } from './signIn';

export interface AccountsDependencies {
  readonly store: AccountStore;
  readonly secrets: KeptSecrets;
  readonly sessions: Pick<Sessions, 'close'>;
  readonly prompter: Prompter;
  /** Of the real cloud. */
  readonly endpoints: Endpoints;
  /** Opens a page in the browser. */
  openPage(url: string): Promise<void>;
  /** Asks before so many service API keys are deleted. */
  confirmLoss(count: number): Promise<boolean>;
  /** Views, menu and keys follow. */
  changed(): Promise<void>;
}

/** Signing in and out, and which account is active. */
export class AccountManager implements Accounts {
  constructor(private readonly dependencies: AccountsDependencies) {}

  async list(): Promise<readonly Account[]> {
    return (await this.dependencies.store.read()).accounts;
  }

  /** Who is signed in, and which one of them is active. */
  async book(): Promise<AccountBook> {
    const { accounts } = await this.dependencies.store.read();
    return { accounts, active: (await this.dependencies.store.active())?.id };
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
    return signedIn === undefined ? undefined : this.#add({ ...signedIn.account, kind: 'cloud' }, signedIn.credential);
  }

  async trySandbox(): Promise<Account> {
    const known = (await this.list()).find(({ kind }) => kind === 'sandbox') ?? sandboxAccount;
    return this.#add(known, undefined);
  }

  async switchTo(id: string): Promise<void> {
    await this.dependencies.store.setActive(id);
    await this.dependencies.changed();
  }

  /** Signs an account out and deletes every key that was kept for it; asks first where one cannot be had again. */
  async signOut(id: string): Promise<void> {
    const { secrets, store, sessions } = this.dependencies;
    const credentials = (await secrets.keys()).filter((key) => key.startsWith(setupPrefix(id)));
    if (credentials.length > 0 && !await this.dependencies.confirmLoss(credentials.length)) {
      return;
    }
    if ((await store.active())?.id === id) {
      await sessions.close();
    }
    await store.remove(id);
    await this.dependencies.changed();
  }

  /** IAM no longer accepts the account's credential: it is signed out in every window; service API keys stay for its return. */
  async rejected(account: Account): Promise<void> {
    await this.dependencies.sessions.close();
    await this.dependencies.store.remove(account.id, setupPrefix(account.id));
    await this.dependencies.changed();
  }

  async #add(account: Account, credential: Credential | undefined): Promise<Account> {
    await this.dependencies.store.add(account, credential);
    await this.dependencies.changed();
    return account;
  }
}
