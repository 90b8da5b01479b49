import { t } from '../../model/l10n';
import type { AccountStore } from '../auth/accountStore';
import type { ContextKeys } from '../contextKeys';
import type { Sessions } from '../session/sessions';
import { describe } from '../tree/node';
import type { Badge } from './badge';
import { cutOffBadge } from './cutOff';
import { failingBadge } from './failing';
import { setRunKeys } from './runKeys';
import { endsOf } from './ends';
import { accountName, statusOf, type Status } from './status';

export interface GlanceDependencies {
  readonly store: Pick<AccountStore, 'active'>;
  readonly sessions: Pick<Sessions, 'opened'>;
  readonly keys: Pick<ContextKeys, 'set'>;
  /** Whether something was checked in this window. */
  hasReport(): boolean;
  /** The id of the connection whose plan is the document in front. */
  shownPlan(): string | undefined;
  /** The item in the status bar; undefined hides it. */
  showStatus(status: Status | undefined): void;
  readonly resources: { badge?: Badge | undefined };
  readonly activity: { description?: string | undefined; badge?: Badge | undefined };
  log(what: string, error: unknown): void;
}

/** What is told of the account without looking into a view: status bar, badge, menus, and whose the activities are. Opens no session. */
export class Glance {
  #waiting = false;
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: GlanceDependencies) {}

  /** Shows how things stand now; what changes while it looks is looked at once more after that. */
  update(): Promise<void> {
    if (!this.#waiting) {
      this.#waiting = true;
      this.#last = this.#last.then(() => this.#show()).catch((error: unknown) => this.dependencies.log('Could not show how things stand', error));
    }
    return this.#last;
  }

  async #show(): Promise<void> {
    this.#waiting = false;
    const { store, sessions, keys, resources, activity } = this.dependencies;
    const account = await store.active();
    const opened = account === undefined ? undefined : await sessions.opened();
    const session = opened?.account.id === account?.id ? opened : undefined;
    const runs = session?.setup.views() ?? [];
    setRunKeys(keys, runs, this.dependencies.shownPlan());
    keys.set('privateConnect.proven', session?.history.anyPassed() ?? false);
    keys.set('privateConnect.reported', this.dependencies.hasReport());
    this.dependencies.showStatus(account === undefined ? undefined : statusOf(account, runs, session === undefined ? [] : endsOf(runs, session)));
    activity.description = account === undefined ? '' : describe(accountName(account), account.refused === undefined ? undefined : t('needs a new sign-in'));
    activity.badge = cutOffBadge(runs);
    resources.badge = session === undefined ? undefined : failingBadge(runs, session.history);
  }
}
