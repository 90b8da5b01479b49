import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../model/account';
import { t } from '../model/l10n';
import { ActivityView } from './activity/activityView';
import { AccountManager } from './auth/accounts';
import { AccountStore, bookKey } from './auth/accountStore';
import { confirmCancel, confirmLoss } from './auth/confirmLoss';
import { followAccounts } from './auth/followAccounts';
import { formerLedger } from './auth/formerLedger';
import { KeptSecrets, type Losses } from './auth/keptSecrets';
import { LedgerFile } from './auth/ledger';
import type { AccountsMenu } from './auth/provider';
import { clientSnippets } from './checks/clientSnippets';
import { LatestChecks } from './checks/latestChecks';
import { connectivityPanels } from './checks/panels';
import type { Services } from './commands/services';
import type { ContextKeys } from './contextKeys';
import type { Documents } from './documents/provider';
import { InFront } from './documents/inFront';
import { vscodeEditor } from './editor/vscodeEditor';
import { Glance } from './glance/glance';
import { StatusBar } from './glance/statusBar';
import { documentScheme } from './ids';
import type { Kinds } from './kinds';
import { kinds as allKinds } from './kinds';
import type { Log } from './log';
import { Notices } from './notices';
import type { ConnectivityPanels } from './panel/connectivityPanels';
import { editorPrompter } from './prompts/editorPrompter';
import { toldPrompter } from './prompts/toldPrompter';
import { AskedFactors } from './session/askedFactors';
import type { HomeDependencies } from './session/accountHome';
import { homeOf } from './session/accountHome';
import { cloudEndpoints } from './session/cloudEndpoints';
import { KeyPassphrases } from './session/keyPassphrases';
import { realEnvironment } from './session/realEnvironment';
import type { SandboxStarter, Session } from './session/session';
import { sessionLog } from './session/sessionLog';
import { Sessions } from './session/sessions';
import { Settings } from './settings';
import { HealthDecorations } from './tree/healthDecorations';
import { editorSource } from './support/editorSource';
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

/** What commands work with, with what the editor's own parts ask for. */
export interface HostServices extends Services {
  readonly accounts: AccountManager;
  readonly sessions: Sessions;
  readonly resources: ResourcesView;
  readonly activity: ActivityView;
  readonly panels: ConnectivityPanels;
}

/** Builds everything that the entry does not need to start. Makes no request. */
export function createServices(host: Host, kinds: Kinds = allKinds): HostServices {
  const { context, log, keys, resources: resourcesTree, activity: activityTree, menu } = host;
  const settings = new Settings();
  const notices = new Notices(log);
  const prompter = toldPrompter(editorPrompter, (line) => log.info(line));
  const ledger = new LedgerFile(join(context.globalStorageUri.fsPath, 'accounts.json'), () => formerLedger(context.secrets));
  const secrets = new KeptSecrets(context.secrets, ledger, losses(log, notices));
  const store = new AccountStore(secrets, ledger, context.workspaceState);
  const paint = (): void => {
    resourcesTree.paint();
    activityTree.paint();
    host.documents.update();
    void glance.update();
  };
  const open = async (account: Account): Promise<Session> => (await import('./session/openSession')).openSession(account, {
    store, secrets, kinds, passphrases: (accountId) => new KeyPassphrases({ accountId, secrets, prompter, offerToKeep: offerToKeep(notices) }),
    memento: context.globalState, factors: new AskedFactors(prompter),
    home: (of) => homeOf(of, homeDependencies(host, settings, notices)),
    timeoutMs: () => settings.checkTimeoutMs(),
    ...sessionLog(log),
    refused: async (of, signIn, failure) => {
      if (await accounts.refused(of, signIn, failure)) {
        void notices.failure(t('You were signed out'), failure);
      }
    },
    waiting: (of, what, milliseconds, status) => resources.waiting(of, what, milliseconds, status),
    changed: paint,
  });
  const sessions = new Sessions(store, open);
  const glance = glanceOf(host, store, sessions, () => latestChecks.last !== undefined);
  const accounts = new AccountManager({
    store, secrets, sessions, confirmCancel,
    changed: () => changed(),
    prompter,
    endpoints: cloudEndpoints,
    openPage: (url) => vscodeEditor.openPage(url),
    confirmLoss: (count) => confirmLoss(count, kinds.services),
  });
  const resources = new ResourcesView({ tree: resourcesTree, sessions, settings, keys, log, memento: context.globalState });
  const activity = new ActivityView({ tree: activityTree, sessions, keys, log });
  const latestChecks = new LatestChecks({
    session: () => sessions.required(),
    snippets: clientSnippets, show: (state) => panels.show(state),
    log: (what, error) => log.failure(what, error),
  });
  const panels = connectivityPanels(context.extensionUri, latestChecks, log);
  const changed = followAccounts({ store, keys, menu, resources, latestChecks, panels, sessions, log, paint });
  const follow = (): void => void changed().catch((error: unknown) => log.failure('Could not see who is signed in', error));
  // A command may be the first to ask; then no view has looked who is signed in.
  follow();
  context.subscriptions.push(
    resources, activity, panels,
    context.secrets.onDidChange(({ key }) => key === bookKey ? follow() : undefined),
    { dispose: () => void sessions.close() },
  );
  return {
    log, keys, settings, notices, prompter, editor: vscodeEditor, accounts, sessions, resources, activity, latestChecks, panels,
    trees: { resources: resourcesTree, activity: activityTree }, support: editorSource(context, settings, secrets, store),
  };
}

function glanceOf({ context, log, keys, resources, activity }: Host, store: AccountStore, sessions: Sessions, hasReport: () => boolean): Glance {
  const statusBar = new StatusBar();
  context.subscriptions.push(statusBar, vscode.window.registerFileDecorationProvider(new HealthDecorations()));
  const glance = new Glance({
    store, sessions, keys, hasReport,
    shownPlan: () => vscodeEditor.shownPlan(),
    showStatus: (status) => statusBar.show(status),
    resources: resources.view,
    activity: activity.view,
    log: (what, error) => log.failure(what, error),
  });
  const plans = new InFront(() => vscodeEditor.shownPlan(), () => void vscode.commands.executeCommand('markdown.preview.refresh'));
  const look = (): void => {
    plans.look();
    void glance.update();
  };
  const { tabGroups } = vscode.window;
  context.subscriptions.push(
    tabGroups.onDidChangeTabs(look), tabGroups.onDidChangeTabGroups(look),
    vscode.workspace.onDidChangeTextDocument(({ document: { uri } }) => {
      if (uri.scheme === documentScheme) {
        plans.changed(new URLSearchParams(uri.query).get('connection') ?? '');
      }
    }),
  );
  return glance;
}

function homeDependencies({ context, startSandbox }: Host, settings: Settings, notices: Notices): HomeDependencies {
  return {
    storage: context.globalStorageUri.fsPath,
    environment: realEnvironment,
    sandboxPace: () => settings.sandboxPace(),
    startSandbox,
    otherSandbox: (number) => void notices.done(
      t('Another window uses the sandbox. This window has one of its own (number {0}), with its own content.', number),
    ),
  };
}

function offerToKeep(notices: Notices): (path: string, keep: () => Promise<void>) => void {
  return (path, run) => {
    const inVault = {
      title: t('Keep It'),
      run,
    };
    void notices.done(t('The passphrase of {0} is known until this window closes. VS Code\'s secret storage can keep it for longer.', path), inVault);
  };
}

function losses(log: Log, notices: Notices): Losses {
  const onLinux = t('On Linux, a keyring such as gnome-keyring is needed.');
  return {
    broken: (error) => {
      log.failure('The secret storage does not work', error);
      void notices.done(t('VS Code could not use its secret storage, so what you sign in with is kept only until this window closes. {0}', onLinux));
    },
    forgotten: () => void notices.done(
      t('VS Code\'s secret storage has no longer what was kept in it: sign in again, and make new keys for the connections that lost theirs. '
      + 'The connections themselves are in the Activity view. {0}', onLinux),
    ),
  };
}
