import type { TreeNode } from './node';

/** The row that a chain of ids leads to, or the last one of it that is there. */
export async function rowAt(
  ids: readonly string[], childrenOf: (node: TreeNode | undefined) => Promise<readonly TreeNode[]>,
): Promise<TreeNode | undefined> {
  let row: TreeNode | undefined;
  for (const id of ids) {
    const next = (await childrenOf(row)).find(({ view }) => view.id === id);
    if (next === undefined) {
      return row;
    }
    row = next;
  }
  return row;
}
