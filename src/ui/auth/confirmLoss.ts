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
