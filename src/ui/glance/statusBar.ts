import * as vscode from 'vscode';
import type { CommandId } from '../ids';
import type { Status } from './status';

const command: CommandId = 'privateConnect.switchAccount';

/** The product's one item in the status bar. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('privateConnect.account', vscode.StatusBarAlignment.Left);

  constructor() {
    this.#item.name = 'IBM Cloud';
    this.#item.command = command;
  }

  show(status: Status | undefined): void {
    if (status === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = status.text;
    this.#item.tooltip = status.tooltip;
    this.#item.accessibilityInformation = { label: status.spoken };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
