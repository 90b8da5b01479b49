import type { Account } from '../../model/account';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { AccountStore } from '../auth/accountStore';
import { lazy } from '../../base/lazy';
import type { Session } from './session';

interface Opened {
  readonly id: string;
  readonly session: () => Promise<Session>;
  started: boolean;
}

/** The session of the window's active account: opened when it is first needed, closed when another account becomes active. */
export class Sessions {
  #opened: Opened | undefined;
  #closing: Promise<void> = Promise.resolve();

  constructor(private readonly store: AccountStore, private readonly open: (account: Account) => Promise<Session>) {}

  /** Undefined while nobody is signed in. */
  async current(): Promise<Session | undefined> {
    const account = await this.store.active();
    if (account?.id !== this.#opened?.id) {
      await this.close();
    }
    if (account === undefined) {
      return undefined;
    }
    this.#opened ??= { id: account.id, session: lazy(() => this.open(account)), started: false };
    this.#opened.started = true;
    return this.#opened.session();
  }

  /** The same for a command that cannot do without. */
  async required(): Promise<Session> {
    const session = await this.current();
    if (session === undefined) {
      throw new Failure({
        code: 'account.signed-out',
        what: t('Nobody is signed in'),
        why: t('The command works with an IBM Cloud account or the sandbox.'),
        next: t('Sign in, then try again.'),
      });
    }
    return session;
  }

  /** The session that is open, without opening one. */
  async opened(): Promise<Session | undefined> {
    return this.#opened?.started === true ? await this.#opened.session().catch(() => undefined) : undefined;
  }

  /**
   * Ends the open session, if any; the next one who asks opens another once it has ended, since its runs are at their connections until
   * then. `because`: where its end is nobody's wish.
   */
  async close(because?: Failure): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened?.started === true) {
      // A session that could not be opened has nothing to close, and said so when it was opened.
      const ended = opened.session().then((session) => session.close(because), () => undefined);
      this.#closing = Promise.allSettled([this.#closing, ended]).then(() => undefined);
      await ended;
    }
    await this.#closing;
  }
}
