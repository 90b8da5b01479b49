import * as vscode from 'vscode';
import { plain } from '../plain';
import { healthUri } from './healthDecorations';
import type { NodeView } from './node';
import { contextValue } from './node';

const openness = {
  leaf: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;

/** The one place where a node becomes the editor's. No item has a command: selecting one does nothing. */
export function treeItem(view: NodeView): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(view.label), openness[view.open]);
  item.id = view.id;
  item.contextValue = contextValue(view.tags);
  item.accessibilityInformation = { label: view.spoken };
  item.iconPath = new vscode.ThemeIcon(view.icon, view.color === undefined ? undefined : new vscode.ThemeColor(view.color));
  item.tooltip = markdown(view.tooltip);
  if (view.health !== undefined) {
    item.resourceUri = healthUri(view.health, view.id);
  }
  if (view.description !== undefined) {
    item.description = plain(view.description);
  }
  return item;
}

function markdown(text: string): vscode.MarkdownString {
  const result = new vscode.MarkdownString(text, false);
  result.isTrusted = false;
  result.supportHtml = false;
  return result;
}
