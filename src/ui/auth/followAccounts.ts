import type { ContextKeys } from '../contextKeys';
import type { LatestChecks } from '../checks/latestChecks';
import type { ConnectivityPanels } from '../panel/connectivityPanels';
import type { ResourcesView } from '../tree/resourcesView';
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
  paint(): void;
}

/** Gives what is called when the accounts may have changed, here or in another window: all that shows them follows. */
export function followAccounts({ store, keys, menu, resources, latestChecks, panels, ...views }: Followers): () => Promise<void> {
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
    } else if (active?.signIn !== former?.signIn || active?.refused?.code !== former?.refused?.code) {
      resources.refresh();
      resources.forget();
    }
    former = active;
    views.paint();
  };
}
