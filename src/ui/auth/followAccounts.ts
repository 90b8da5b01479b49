import type { ContextKeys } from '../contextKeys';
import type { LatestChecks } from '../checks/latestChecks';
import type { Log } from '../log';
import type { ConnectivityPanels } from '../panel/connectivityPanels';
import type { Sessions } from '../session/sessions';
import type { ResourcesView } from '../tree/resourcesView';
import { Failure } from '../../model/failure';
import type { AccountStore } from './accountStore';
import type { KnownAccount } from './ledger';
import type { AccountsMenu } from './provider';

/** What shows something of the accounts. */
export interface Followers {
  readonly store: Pick<AccountStore, 'list' | 'active'>;
  readonly keys: Pick<ContextKeys, 'set'>;
  readonly menu: Pick<AccountsMenu, 'update'>;
  readonly resources: Pick<ResourcesView, 'refresh' | 'forget'>;
  readonly latestChecks: Pick<LatestChecks, 'clear'>;
  readonly panels: Pick<ConnectivityPanels, 'closeAll'>;
  readonly sessions: Pick<Sessions, 'close'>;
  readonly log: Pick<Log, 'failure'>;
  paint(): void;
}

/** Gives what is called when the accounts may have changed, here or in another window: all that shows them follows. */
export function followAccounts({ store, keys, menu, resources, latestChecks, panels, sessions, log, ...views }: Followers): () => Promise<void> {
  let former: KnownAccount | undefined;
  return async () => {
    const [accounts, active] = [await store.list(), await store.active()];
    keys.set('privateConnect.signedIn', accounts.length > 0);
    menu.update(accounts);
    if (active?.id !== former?.id) {
      resources.forget();
      if (former !== undefined) {
        // What they show is of an account that this window has left.
        latestChecks.clear();
        panels.closeAll();
      }
    } else if (active?.refused !== undefined && (active.signIn !== former?.signIn || former?.refused === undefined)) {
      // Not waited for: what was refused is still being told to the run that asked. What was made, and what it costs, stays in view.
      void sessions.close(new Failure({ ...active.refused })).catch((error: unknown) => log.failure('Could not close the session', error));
      resources.forget();
    } else if (active?.signIn !== former?.signIn || active?.refused?.code !== former?.refused?.code) {
      resources.refresh();
      resources.forget();
    }
    former = active;
    views.paint();
  };
}
