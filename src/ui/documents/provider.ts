import * as vscode from 'vscode';
import { documentScheme } from '../ids';
import type { Log } from '../log';
import type { Session } from '../session/session';

/** Read-only documents: a resource as the API gives it, a plan. What cannot be read says so in the document. */
export class Documents implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(documentScheme, this);

  constructor(private readonly required: () => Promise<Session>, private readonly log: Log) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    try {
      const session = await this.required();
      if (uri.authority === 'plan') {
        return (await import('./plan')).planText(uri, session);
      }
      return await (await import('./details')).detailsText(uri, session);
    } catch (error) {
      this.log.failure(`Could not show ${uri.path}`, error);
      return (await import('./failed')).failedText(error);
    }
  }

  /** Open plans follow their runs. */
  update(): void {
    vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === documentScheme && uri.authority === 'plan').forEach(({ uri }) => this.#changed.fire(uri));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
