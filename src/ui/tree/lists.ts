import type { EndingSoon } from '../session/vpnEnds';
import type { TreeNode } from './node';
import { spokenLabel } from './node';
import { t } from '../../model/l10n';

/** So many rows are shown of a list at once, and so many more each time that more are asked for. */
export const pageSize = 200;

/** How lists are shown: what a person pinned comes first, and no more than a page of them unless more was asked for. */
export interface Lists {
  /** Whether a connection that is set up leads through a server. */
  leadsThrough(crn: string): boolean;
  /** What of a VPN server ends soon, as far as that is known. */
  vpnEnd(region: string, serverId: string): EndingSoon | undefined;
  isPinned(crn: string): boolean;
  /** Whether a connection or a part of ours made it; by its CRN, or by what the journals call it. */
  isMade(id: string): boolean;
  /** How many rows of a list are shown. */
  limitOf(listId: string): number;
  showMore(listId: string): void;
}

/** Everything, in the order of the names. */
export const everyRow: Lists = {
  leadsThrough: () => false, vpnEnd: () => undefined, isPinned: () => false, isMade: () => false, limitOf: () => Infinity, showMore: () => undefined,
};

/** The rows of a list that are shown now, with one behind them for the rest. */
export function shownRows<Item>(listId: string, items: readonly Item[], lists: Lists, rowOf: (item: Item) => TreeNode): readonly TreeNode[] {
  const limit = lists.limitOf(listId);
  const rows = items.slice(0, limit).map((item) => ofOurs(rowOf(item), lists));
  return items.length <= limit ? rows : [...rows, moreNode(listId, items.length - limit, lists)];
}

/** What we made can be deleted from its row. */
function ofOurs(node: TreeNode, lists: Lists): TreeNode {
  const { view } = node;
  return lists.isMade(view.id) ? { ...node, view: { ...view, tags: [...view.tags, 'ours'] } } : node;
}

/** By name, those that are pinned first. */
export function inOrder<Item extends { readonly name: string; readonly crn: string }>(items: readonly Item[], lists: Lists): Item[] {
  const sorted = [...items].sort((a, b) => a.name.localeCompare(b.name));
  return [...sorted.filter(({ crn }) => lists.isPinned(crn)), ...sorted.filter(({ crn }) => !lists.isPinned(crn))];
}

/** Tags of a row that can be pinned, or is. */
export function pinTag(crn: string, lists: Lists): 'pinned' | 'pinnable' {
  return lists.isPinned(crn) ? 'pinned' : 'pinnable';
}

function moreNode(listId: string, left: number, lists: Lists): TreeNode {
  const label = t('{0} more', left);
  return {
    view: {
      id: `${listId}/more`,
      label,
      description: t('not shown yet'),
      tooltip: t('Load More shows the next {0}; a filter by name finds any of them.', Math.min(left, pageSize)),
      icon: 'ellipsis',
      open: 'leaf',
      tags: ['more'],
      spoken: spokenLabel(label, t('rest of the list'), t('not shown yet')),
    },
    subject: { kind: 'more', showMore: () => lists.showMore(listId) },
  };
}
