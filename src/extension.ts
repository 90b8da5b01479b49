import * as vscode from 'vscode';
import { lazy } from './base/lazy';
import { speak } from './model/l10n';
import { AccountsMenu } from './ui/auth/provider';
import { restorePanels } from './ui/checks/restorePanels';
import { registerCommands } from './ui/commands/register';
import { ContextKeys } from './ui/contextKeys';
import { Documents } from './ui/documents/provider';
import { Log } from './ui/log';
import type { Host } from './ui/services';
import { NodeTree } from './ui/tree/provider';

/**
 * Registers what the editor shows. Everything else, the cloud, setup, the checks and the sandbox, is loaded when a view is seen or a
 * command is run. The log and its command come first, so that a failure of the rest can be read.
 */
export function activate(context: vscode.ExtensionContext): void {
  speak(vscode.l10n.bundle);
  const log = new Log();
  const services = lazy(async () => (await import('./ui/services')).createServices(host));
  context.subscriptions.push(log, registerCommands(async (id, args) => {
    if (id === 'privateConnect.openLogs') {
      log.show();
      return;
    }
    await (await import('./ui/commands/dispatch')).dispatch(await services(), id, args);
  }, log));
  const host: Host = {
    context,
    log,
    keys: new ContextKeys(),
    resources: new NodeTree('privateConnect.resources', async () => (await services()).resources.roots(), log),
    activity: new NodeTree('privateConnect.activity', async () => (await services()).activity.roots(), log),
    menu: new AccountsMenu(async () => (await services()).accounts),
    documents: new Documents(async () => (await services()).sessions.required(), log),
    startSandbox: async (options) => {
      const [{ startSandbox }, { systemNetwork }] = await Promise.all([import('./sandbox/sandbox'), import('./diagnose/vantage/local')]);
      return startSandbox({ ...options, network: systemNetwork() });
    },
  };
  context.subscriptions.push(vscode.window.registerUriHandler({
    handleUri: async ({ path, query }) => (await import('./ui/commands/openLink')).openLink(await services(), { path, query }),
  }));
  context.subscriptions.push(host.resources, host.activity, host.menu, host.documents, restorePanels(async () => (await services()).panels));
}
