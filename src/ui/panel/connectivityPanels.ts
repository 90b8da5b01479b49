import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { t } from '../../model/l10n';
import type { PanelMessage, PanelRequest, PanelState } from '../../model/panel';
import { visible } from '../../model/text';
import type { CheckTarget } from '../checks/checkTarget';
import { panelHtml } from './html';
import { readRequest, readState, readTarget } from './requests';

export const panelType = 'privateConnect.connectivity';

export interface PanelDependencies {
  readonly extensionUri: vscode.Uri;
  /** What the page asked for, already checked; each request is a command as well. */
  onRequest(request: PanelRequest, target: CheckTarget): void;
  /** The newest state of a target, for a page that was hidden or reloaded. */
  state(target: CheckTarget): PanelState | undefined;
  /** What a panel showed before a reload of the window. */
  restore(target: CheckTarget, state: PanelState): void;
  /** For a message that is none of the page's requests: it is dropped. */
  warn(message: string): void;
}

/** The connectivity panels: one an instance, opened only when asked for, restored after a reload of the window. */
export class ConnectivityPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #panels = new Map<string, { readonly panel: vscode.WebviewPanel; target: CheckTarget }>();

  constructor(private readonly dependencies: PanelDependencies) {}

  /** Opens the instance's panel, or brings it to the front. */
  open(target: CheckTarget): void {
    const existing = this.#panels.get(target.instanceCrn);
    if (existing !== undefined) {
      existing.target = target;
      existing.panel.reveal();
      return;
    }
    const title = t('{0}: Connectivity', visible(target.instanceName, 40));
    this.#adopt(vscode.window.createWebviewPanel(panelType, title, vscode.ViewColumn.Active), target);
  }

  /** Sends a new state to its instance's panel, where one is open. */
  show(state: PanelState): void {
    const open = this.#panels.get(state.report.instance.crn);
    if (open !== undefined) this.#post(open.panel, state);
  }

  /** The target of the panel in front, for commands that are run from the palette. */
  get active(): CheckTarget | undefined {
    return [...this.#panels.values()].find(({ panel }) => panel.active)?.target;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    const target = readTarget(kept);
    if (target === undefined || this.#panels.has(target.instanceCrn)) {
      panel.dispose();
    } else {
      const state = readState(kept);
      if (state !== undefined) this.dependencies.restore(target, state);
      this.#adopt(panel, target);
    }
    return Promise.resolve();
  }

  closeAll(): void {
    for (const { panel } of [...this.#panels.values()]) panel.dispose();
  }

  dispose(): void {
    this.closeAll();
  }

  #adopt(panel: vscode.WebviewPanel, target: CheckTarget): void {
    const entry = { panel, target };
    this.#panels.set(target.instanceCrn, entry);
    panel.onDidDispose(() => this.#panels.delete(target.instanceCrn));
    panel.webview.onDidReceiveMessage((data: unknown) => this.#received(data, entry));
    const folder = vscode.Uri.joinPath(this.dependencies.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    panel.webview.html = panelHtml({
      language: vscode.env.language,
      texts: vscode.l10n.bundle,
      nonce: randomBytes(16).toString('base64url'),
      cspSource: panel.webview.cspSource,
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(folder, 'page.js')).toString(),
      style: panel.webview.asWebviewUri(vscode.Uri.joinPath(folder, 'panel.css')).toString(),
    });
  }

  #received(data: unknown, { panel, target }: { readonly panel: vscode.WebviewPanel; readonly target: CheckTarget }): void {
    const request = readRequest(data);
    if (request === undefined) {
      this.dependencies.warn(`The connectivity panel sent something that is none of its requests: ${visible(inspect(data, { depth: 1 }), 200)}`);
    } else if (request.type === 'ready') {
      const state = this.dependencies.state(target);
      if (state !== undefined) this.#post(panel, state);
    } else {
      this.dependencies.onRequest(request, target);
    }
  }

  #post(panel: vscode.WebviewPanel, state: PanelState): void {
    const message: PanelMessage = { type: 'state', state };
    // False for a hidden page: it asks again by 'ready' when it is shown.
    void panel.webview.postMessage(message);
  }
}
