import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { UnreadableItem } from '../../model/landscape';
import type { TreeNode } from './node';

interface Failed {
  failed(parentId: string, error: unknown, what: string, retry: () => void): TreeNode;
}

/** One row a list for what of it could not be read; the log names each. */
export function unreadableNodes(parentId: string, items: readonly UnreadableItem[], source: Failed, retry: () => void): readonly TreeNode[] {
  return [...new Set(items.map(({ what }) => what))].map((what) => {
    const own = items.filter((item) => item.what === what);
    const said = own.length === 1 ? t('1 {0} could not be read', what) : t('{0} {1}s could not be read', own.length, what);
    const failure = new Failure({
      code: 'http.unexpected-answer', what: said, why: [...new Set(own.map(({ problem }) => problem))].join('; '),
      next: t('Update the extension; if that does not help, report this message: the log names each.'), trace: own[0]?.failure.trace,
    });
    return source.failed(`${parentId}/unreadable/${what}`, failure, said, retry);
  });
}
