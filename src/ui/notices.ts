import * as vscode from 'vscode';
import { failureText, isCancelled } from '../model/failure';
import { t } from '../model/l10n';
import { visible } from '../model/text';
import type { Log } from './log';
import { noticeText } from './noticeText';
import { plain } from './plain';
import { buttonsFor, type NoticeAction } from './remedies';

/** Tells people about failures: what, why, what next, and buttons that act. A cause that is being shown is not shown twice. */
export class Notices {
  readonly #shown = new Set<string>();

  constructor(private readonly log: Log) {}

  /** A cancellation is nobody's failure and shows nothing. */
  async failure(what: string, error: unknown, ...actions: readonly NoticeAction[]): Promise<void> {
    this.log.failure(what, error);
    if (isCancelled(error)) {
      return;
    }
    const failure = failureText(error, what);
    const cause = `${failure.code}: ${failure.what}: ${failure.why}`;
    if (this.#shown.has(cause)) {
      return;
    }
    this.#shown.add(cause);
    const text = noticeText(failure);
    try {
      const openLogs = { title: t('Open Logs'), run: () => this.log.show() };
      await this.#ask(text, 'error', buttonsFor(failure.code, actions, (command) => vscode.commands.executeCommand(command), openLogs));
    } finally {
      this.#shown.delete(cause);
    }
  }

  /** Says something that the user asked for and that cannot be seen elsewhere. */
  async done(text: string, ...actions: readonly NoticeAction[]): Promise<void> {
    await this.#ask(text, 'information', actions);
  }

  async #ask(text: string, kind: 'error' | 'information', actions: readonly NoticeAction[]): Promise<void> {
    const show = kind === 'error' ? vscode.window.showErrorMessage : vscode.window.showInformationMessage;
    const chosen = await show<string>(plain(visible(text, 1200)), ...actions.map(({ title }) => title));
    await actions.find(({ title }) => title === chosen)?.run();
  }
}
