import type { AccountManager } from '../auth/accounts';
import type { LatestChecks } from '../checks/latestChecks';
import type { ContextKeys } from '../contextKeys';
import type { Editor } from '../editor/editor';
import type { Log } from '../log';
import type { Notices } from '../notices';
import type { ConnectivityPanels } from '../panel/connectivityPanels';
import type { Prompter } from '../prompts/answers';
import type { Sessions } from '../session/sessions';
import type { Settings } from '../settings';
import type { SupportSource } from '../support/source';
import type { NodeTree } from '../tree/provider';
import type { ResourcesView } from '../tree/resourcesView';

/** What commands work with. */
export interface Services {
  readonly log: Pick<Log, 'show' | 'info'>;
  readonly keys: Pick<ContextKeys, 'set'>;
  readonly settings: Pick<Settings, 'regions' | 'setRegions' | 'credentialRole'>;
  readonly notices: Pick<Notices, 'failure' | 'done'>;
  readonly prompter: Prompter;
  readonly editor: Editor;
  readonly accounts: Pick<AccountManager, 'book' | 'tryAgain' | 'signIn' | 'signOut' | 'switchTo' | 'trySandbox'>;
  readonly sessions: Pick<Sessions, 'current' | 'required'>;
  readonly resources: Pick<ResourcesView, 'filter' | 'setFilter' | 'refresh' | 'pin'>;
  readonly support: SupportSource;
  readonly latestChecks: Pick<LatestChecks, 'last' | 'state' | 'check' | 'cancel' | 'said' | 'did' | 'changed'>;
  readonly panels: Pick<ConnectivityPanels, 'active' | 'open'>;
  readonly trees: Readonly<Record<'resources' | 'activity', Pick<NodeTree, 'paint' | 'reveal' | 'revealRow' | 'isSeen'>>>;
}
