import assert from 'node:assert/strict';
import { loadingNode } from '../../../../src/ui/tree/failureNode';
import type { TreeNode } from '../../../../src/ui/tree/node';
import { rowAt } from '../../../../src/ui/tree/rowAt';

function row(id: string, ...children: readonly TreeNode[]): TreeNode {
  const { view, subject } = loadingNode(id, id);
  return { view: { ...view, id }, subject, children: () => Promise.resolve(children) };
}

describe('the row that ids lead to', () => {
  const roots = [row('other'), row('region', row('folder', row('instance')))];
  const childrenOf = async (node: TreeNode | undefined): Promise<readonly TreeNode[]> => node === undefined ? roots : await node.children?.() ?? [];
  const at = async (...ids: readonly string[]): Promise<string | undefined> => (await rowAt(ids, childrenOf))?.view.id;

  it('is found below those before it', async () => {
    assert.equal(await at('region', 'folder', 'instance'), 'instance');
  });

  it('is the last one that there is where a filter hides the rest', async () => {
    assert.deepEqual([await at('region', 'gone', 'instance'), await at('gone')], ['region', undefined]);
  });
});
