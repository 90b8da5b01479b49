import * as vscode from 'vscode';
import { extensionId } from './ids';

/** Whether the extension runs on the machine of the keyboard: there are its keys and its journal, wherever the window's folder and its terminals are. */
export function isBesideKeyboard(): boolean {
  return vscode.extensions.getExtension(extensionId)?.extensionKind === vscode.ExtensionKind.UI;
}
