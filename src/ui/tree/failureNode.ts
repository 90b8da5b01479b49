import { failureText } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible, visibleInMarkdown } from '../../model/text';
import type { TreeNode } from './node';
import { ago } from './connectionWords';
import { describe, spokenLabel } from './node';

/** What stands where children should be when they could not be loaded; `retry` loads them again. */
export function failureNode(parentId: string, error: unknown, what: string, retry: () => void): TreeNode {
  const failure = failureText(error, what);
  const why = visible(failure.why, 200);
  const label = visible(failure.what, 120);
  return {
    view: {
      id: `${parentId}/failure`,
      label,
      description: why,
      tooltip: [failure.what, failure.why, failure.next, failure.trace === undefined ? '' : t('Trace {0}', failure.trace)]
        .filter((part) => part !== '').map((part) => visibleInMarkdown(part)).join('\n\n'),
      icon: 'warning',
      color: 'list.warningForeground',
      open: 'leaf',
      tags: ['failure', 'retryable', 'hasError'],
      spoken: spokenLabel(label, t('failure'), why),
    },
    subject: { kind: 'failure', failure, retry },
  };
}

/** The same where what was loaded before, at `loadedAt`, stays in view. */
export function withAge(node: TreeNode, loadedAt: string, now: Date): TreeNode {
  const description = describe(ageWords(loadedAt, now), node.view.description);
  return { ...node, view: { ...node.view, description, spoken: spokenLabel(node.view.label, t('failure'), description) } };
}

/** Of what is shown and could not be loaded again. */
export function ageWords(loadedAt: string, now: Date): string {
  return t('as of {0}, not reloaded', ago(loadedAt, now));
}

/** A line that only says something: what an empty list means, why something cannot be done. */
export function noteNode(parentId: string, name: string, text: string, icon = 'info'): TreeNode {
  return {
    view: {
      id: `${parentId}/note/${name}`,
      label: visible(text, 200),
      tooltip: visibleInMarkdown(text),
      icon,
      open: 'leaf',
      tags: ['note'],
      spoken: visible(text, 200),
    },
    subject: { kind: 'note' },
  };
}

/** Stands for what is on its way. */
export function loadingNode(parentId: string, text: string): TreeNode {
  return noteNode(parentId, 'loading', text, 'loading~spin');
}
