import * as vscode from 'vscode';
import { t } from '../../model/l10n';
import { Failure } from '../../model/failure';
import { visible } from '../../model/text';
import type { ChosenFile } from './editor';

/** See `Editor.chooseText`: a file of whatever machine the window works on. */
export async function chosenText(
  title: string, endings: readonly string[], mostBytes: number,
): Promise<{ readonly name: string; readonly text: string } | undefined> {
  const [uri] = await chosen(title, endings, false) ?? [];
  if (uri === undefined) {
    return undefined;
  }
  const { name, bytes } = await read(uri, mostBytes);
  return { name, text: Buffer.from(bytes).toString() };
}

/** See `Editor.chooseFiles`. */
export async function chosenFiles(title: string, endings: readonly string[], mostBytes: number): Promise<readonly ChosenFile[] | undefined> {
  const uris = await chosen(title, endings, true);
  return uris === undefined ? undefined : await Promise.all(uris.map((uri) => read(uri, mostBytes)));
}

async function chosen(title: string, endings: readonly string[], many: boolean): Promise<readonly vscode.Uri[] | undefined> {
  return await vscode.window.showOpenDialog({ title, canSelectMany: many, filters: { [title]: [...endings], [t('All files')]: ['*'] } });
}

async function read(uri: vscode.Uri, mostBytes: number): Promise<ChosenFile> {
  const name = uri.path.split('/').at(-1) ?? '';
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > mostBytes) {
    throw new Failure({
      code: 'ui.file-too-long', what: t('Could not use {0}', visible(name, 100)), why: t('It has {0} bytes; {1} are the most.', size, mostBytes),
      next: t('Choose another file.'),
    });
  }
  return { name, bytes: await vscode.workspace.fs.readFile(uri) };
}
