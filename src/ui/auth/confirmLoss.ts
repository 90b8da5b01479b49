import * as vscode from 'vscode';
import type { ServiceEntry } from '../../model/service';

/** Asks before service API keys are deleted, which cannot be had again. */
export async function confirmLoss(count: number, services: readonly ServiceEntry[]): Promise<boolean> {
  const protocols = (await Promise.all(services.map((entry) => entry.load()))).map(({ words }) => words.protocol);
  const chosen = await vscode.window.showWarningMessage(
    `Sign out and delete ${count} kept service API ${count === 1 ? 'key' : 'keys'}?`,
    {
      modal: true,
      detail: 'IBM Cloud may not show such a key again. Connections that were made with it stay, '
        + `but can no longer be checked up to ${protocols.join(' or ')} from here.`,
    },
    'Sign Out',
  );
  return chosen === 'Sign Out';
}

/** Asks before runs are cancelled because their account is left. */
export async function confirmCancel(count: number): Promise<boolean> {
  const chosen = await vscode.window.showWarningMessage(
    count === 1 ? 'A run is going on. Cancel it and leave the account?' : `${count} runs are going on. Cancel them and leave the account?`,
    { modal: true, detail: 'What they have made so far stays, and costs what it costs, until each is continued or undone with this account.' },
    'Cancel and Leave',
  );
  return chosen === 'Cancel and Leave';
}
