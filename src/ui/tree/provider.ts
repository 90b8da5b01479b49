import * as vscode from 'vscode';
import type { ViewId } from '../ids';
import type { Log } from '../log';
import type { TreeNode } from './node';
import { Paced } from './paced';
import { rowAt } from './rowAt';
import { t } from '../../model/l10n';

/** Shows nodes in one view: children on demand, a failure as a node with Retry. */
export class NodeTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: vscode.TreeView<TreeNode>;
  #parents = new WeakMap<TreeNode, TreeNode>();
  readonly #painting = new Paced(() => this.#changed.fire(undefined));

  constructor(private readonly id: ViewId, private readonly roots: () => Promise<readonly TreeNode[]>, private readonly log: Log) {
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true });
  }

  /** Paints everything again soon. Selection and expansion stay, since ids do. */
  paint(): void {
    this.#painting.ask();
  }

  /** Whether somebody may be looking at it. */
  isSeen(): boolean {
    return this.view.visible && vscode.window.state.focused;
  }

  /** Brings the view to the front. */
  reveal(): void {
    void vscode.commands.executeCommand(`${this.id}.focus`);
  }

  /** Selects a row by the ids that lead to it, as far as they are there: under a filter some are not. */
  async revealRow(ids: readonly string[]): Promise<void> {
    const row = await rowAt(ids, (node) => this.getChildren(node));
    if (row !== undefined) {
      await this.view.reveal(row, { select: true, focus: true });
    }
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    return (await import('./treeItem')).treeItem(node.view);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#parents.get(node);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    try {
      const children = [...await (node === undefined ? this.roots() : node.children?.() ?? [])];
      if (node !== undefined) {
        children.forEach((child) => this.#parents.set(child, node));
      }
      return children;
    } catch (error) {
      const what = node === undefined ? t('Could not show this view') : t('Could not show "{0}"', node.view.label);
      this.log.failure(what, error);
      const { failureNode } = await import('./failureNode');
      return [failureNode(node?.view.id ?? this.id, error, what, () => this.paint())];
    }
  }

  dispose(): void {
    this.#painting.stop();
    this.view.dispose();
    this.#changed.dispose();
  }
}
