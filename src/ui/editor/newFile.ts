import * as vscode from 'vscode';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';

/** See `Editor.chooseNewFile`: in a window of another machine, the dialog shows the files of the one that the extension runs on. */
export async function newFile(suggestedPath: string, title: string, endings: Readonly<Record<string, readonly string[]>>): Promise<string | undefined> {
  const filters = Object.fromEntries(Object.entries(endings).map(([name, all]) => [name, [...all]]));
  const uri = await vscode.window.showSaveDialog({ title, defaultUri: vscode.Uri.file(suggestedPath), filters });
  if (uri !== undefined && uri.scheme !== 'file') {
    throw new Failure({
      code: 'ui.other-machine', what: t('Could not save there'), why: t('That is a file of another machine than the one that Private Connect runs on.'),
      next: t('Choose a folder of the machine that the dialog opened with.'),
    });
  }
  return uri?.fsPath;
}
