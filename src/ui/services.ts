import * as vscode from 'vscode';
import { ActivityView } from './activity/activityView';
import { AccountManager } from './auth/accounts';
import { AccountStore, bookKey } from './auth/accountStore';
import { KeptSecrets } from './auth/keptSecrets';
import type { AccountsMenu } from './auth/provider';
import { CheckDesk } from './checks/checkDesk';
import type { ContextKeys } from './contextKeys';
import type { Documents } from './documents/provider';
import type { Log } from './log';
import { Notices } from './notices';
import { clientSnippets } from './checks/clientSnippets';
import { connectivityPanels } from './checks/panels';
import type { ConnectivityPanels } from './panel/connectivityPanels';
import type { Prompter } from './prompts/answers';
import { editorPrompter } from './prompts/editorPrompter';
import { placeOf } from './session/place';
import type { SandboxStarter } from './session/session';
import { Sessions } from './session/sessions';
import { Settings } from './settings';
import type { NodeTree } from './tree/provider';
import { ResourcesView } from './tree/resourcesView';

/** What the extension's entry hands over on first use. */
export interface Host {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly keys: ContextKeys;
  readonly resources: NodeTree;
  readonly activity: NodeTree;
  readonly menu: AccountsMenu;
  readonly documents: Documents;
  readonly startSandbox: SandboxStarter;
}

/** What commands work with. */
export interface Services {
  readonly log: Log;
  readonly keys: ContextKeys;
  readonly settings: Settings;
  readonly notices: Notices;
  readonly prompter: Prompter;
  readonly accounts: AccountManager;
  readonly sessions: Sessions;
  readonly resources: ResourcesView;
  readonly activity: ActivityView;
  readonly desk: CheckDesk;
  readonly panels: ConnectivityPanels;
  readonly trees: { readonly resources: NodeTree; readonly activity: NodeTree };
  /** Puts text on the clipboard and says so in passing. */
  copy(text: string): Promise<void>;
}

/** Builds everything that the entry does not need to start. Makes no request. */
export function createServices(host: Host): Services {
  const { context, log, keys, resources: resourcesTree, activity: activityTree } = host;
  const settings = new Settings();
  const notices = new Notices(log);
  const secrets = new KeptSecrets(context.secrets, (error) => sayLost(error, log, notices));
  const store = new AccountStore(secrets);
  const paint = (): void => {
    resourcesTree.paint();
    activityTree.paint();
    host.documents.update();
  };
  const sessions: Sessions = new Sessions(store, async (account) => (await import('./session/openSession')).openSession(account, {
    store,
    secrets,
    memento: context.globalState,
    place: (of) => placeOf(of, {
      storage: context.globalStorageUri.fsPath,
      settings,
      startSandbox: host.startSandbox,
      otherSandbox: (number) => void notices.done(`Another window uses the sandbox. This window has one of its own (number ${number}), with its own content.`),
    }),
    timeoutMs: () => settings.checkTimeoutMs(),
    log: (what, error) => log.failure(what, error),
    signedOut: (of, failure) => void accounts.rejected(of).catch((error: unknown) => log.failure('Could not sign the account out', error))
      .then(() => notices.failure('You were signed out', failure)),
    waiting: (what, milliseconds, status) => resources.waiting(what, milliseconds, status),
    changed: paint,
  }));
  const changed = async (): Promise<void> => {
    const { accounts: all } = await store.read();
    keys.set('privateConnect.signedIn', all.length > 0);
    host.menu.update(all);
    desk.clear();
    resources.forget();
    paint();
  };
  const accounts: AccountManager = new AccountManager({ store, secrets, sessions, prompter: editorPrompter, changed });
  const resources = new ResourcesView({ tree: resourcesTree, sessions, settings, keys, log, memento: context.globalState });
  const activity = new ActivityView(activityTree, sessions, keys, log);
  const desk: CheckDesk = new CheckDesk({
    session: () => sessions.required(),
    snippets: (instance, { environment }) => clientSnippets(instance, environment.authoritiesFile),
    show: (state) => panels.show(state),
  });
  const panels = connectivityPanels(context.extensionUri, desk, log);
  // A command may be the first to ask; then no view has looked who is signed in.
  void store.read().then(({ accounts: all }) => keys.set('privateConnect.signedIn', all.length > 0));
  context.subscriptions.push(
    resources, activity, panels,
    context.secrets.onDidChange(({ key }) => key === bookKey ? void changed() : undefined),
    { dispose: () => void sessions.close() },
  );
  return {
    log, keys, settings, notices, prompter: editorPrompter, accounts, sessions, resources, activity, desk, panels, copy,
    trees: { resources: resourcesTree, activity: activityTree },
  };
}

function sayLost(error: unknown, log: Log, notices: Notices): void {
  log.failure('The secret storage does not work', error);
  void notices.done('VS Code could not use its secret storage, so what you sign in with is kept only until this window closes. On Linux, a keyring such as gnome-keyring is needed.');
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage('$(check) Copied', 3000);
}
