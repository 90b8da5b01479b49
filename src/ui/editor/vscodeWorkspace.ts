import * as vscode from 'vscode';
import { t } from '../../model/l10n';
import { Failure } from '../../model/failure';
import { visible } from '../../model/text';
import type { Workspace, WorkspaceFolder } from './workspaceFiles';

/** Where files are files: of this machine, or of the remote one that the window works on. */
const real = ['file', 'vscode-remote'];

export function vscodeWorkspace(): Workspace {
  return { isTrusted: vscode.workspace.isTrusted, folders: (vscode.workspace.workspaceFolders ?? []).map(folderOf) };
}

function folderOf({ name, uri }: vscode.WorkspaceFolder): WorkspaceFolder {
  const { fs } = vscode.workspace;
  const at = (file: string): vscode.Uri => vscode.Uri.joinPath(uri, file);
  const has = async (file: string): Promise<boolean> => await orAbsent(fs.stat(at(file))) !== undefined;
  return {
    name,
    problem: fs.isWritableFileSystem(uri.scheme) === false ? 'read-only' : real.includes(uri.scheme) ? undefined : 'virtual',
    has,
    read: (file) => orAbsent(fs.readFile(at(file))),
    write: async (file, content) => {
      try {
        await fs.writeFile(at(file), content);
      } catch (error) {
        throw new Failure({
          code: 'ui.not-written', what: t('Could not write {0} into {1}', visible(file, 100), visible(name, 80)),
          why: visible(error instanceof Error ? error.message : String(error)), cause: error,
          next: t('Check that you may write to the folder and that its disk has room.'),
        });
      }
    },
    open: async (file) => {
      await vscode.window.showTextDocument(at(file), { preview: false });
    },
  };
}

async function orAbsent<T>(read: Thenable<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      return undefined;
    }
    throw error;
  }
}
