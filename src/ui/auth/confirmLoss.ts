import * as vscode from 'vscode';
import { t } from '../../model/l10n';
import type { ServiceEntry } from '../../model/service';

/** Asks before service API keys are deleted, which cannot be had again. */
export async function confirmLoss(count: number, services: readonly ServiceEntry[]): Promise<boolean> {
  const protocols = (await Promise.all(services.map((entry) => entry.load()))).map(({ words }) => words.protocol);
  const signOut = t('Sign Out');
  const chosen = await vscode.window.showWarningMessage(
    count === 1 ? t('Sign out and delete 1 kept service API key?') : t('Sign out and delete {0} kept service API keys?', count),
    {
      modal: true,
      detail: t('IBM Cloud may not show such a key again. Connections that were made with it stay, '
        + 'but can no longer be checked up to {0} from here.', protocols.reduce((some, other) => t('{0} or {1}', some, other))),
    },
    signOut,
  );
  return chosen === signOut;
}

/** Asks before runs are cancelled because their account is left. */
export async function confirmCancel(count: number): Promise<boolean> {
  const leave = t('Cancel and Leave');
  const chosen = await vscode.window.showWarningMessage(
    count === 1 ? t('A run is going on. Cancel it and leave the account?') : t('{0} runs are going on. Cancel them and leave the account?', count),
    { modal: true, detail: t('What they have made so far stays, and costs what it costs, until each is continued or undone with this account.') },
    leave,
  );
  return chosen === leave;
}

/** Asks before what somebody else does is ended. */
export async function confirmed({ text, detail, button }: { readonly text: string; readonly detail: string; readonly button: string }): Promise<boolean> {
  return await vscode.window.showWarningMessage(text, { modal: true, detail }, button) === button;
}
