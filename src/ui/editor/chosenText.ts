import * as vscode from 'vscode';
import { t } from '../../model/l10n';
import { Failure } from '../../model/failure';
import { visible } from '../../model/text';

/** See `Editor.chooseText`: a file of whatever machine the window works on. */
export async function chosenText(
  title: string, endings: readonly string[], mostBytes: number,
): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const [uri] = await vscode.window.showOpenDialog({ title, filters: { [title]: [...endings], [t('All files')]: ['*'] } }) ?? [];
  if (uri === undefined) {
    return undefined;
  }
  const name = uri.path.split('/').at(-1) ?? '';
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > mostBytes) {
    throw new Failure({
      code: 'ui.file-too-long', what: t('Could not use {0}', visible(name, 100)), why: t('It has {0} bytes; {1} are the most.', size, mostBytes),
      next: t('Choose another file.'),
    });
  }
  return { name, text: Buffer.from(await vscode.workspace.fs.readFile(uri)).toString() };
}
