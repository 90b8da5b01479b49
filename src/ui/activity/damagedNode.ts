import type { FailureText } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RunView } from '../../model/plan';
import { visible, visibleInMarkdown } from '../../model/text';
import { noteNode } from '../tree/failureNode';
import type { TreeNode } from '../tree/node';
import { spokenLabel } from '../tree/node';

/** A saved connection that cannot be used: what is wrong, what to do, and the file that holds it. It offers nothing but to be forgotten. */
export function damagedNode(run: RunView, problem: FailureText, file: string | undefined): TreeNode {
  const id = `run/${run.connectionId}`;
  const title = visible(run.title, 160);
  const why = visible(problem.why, 200);
  return {
    view: {
      id,
      label: title,
      description: why,
      tooltip: [`**${visibleInMarkdown(run.title)}**`, ...[problem.what, problem.why, problem.next, file ?? ''].map((line) => visibleInMarkdown(line))]
        .filter((line) => line !== '').join('\n\n'),
      icon: 'warning',
      color: 'list.warningForeground',
      open: 'expanded',
      tags: ['damaged', 'forgettable'],
      spoken: spokenLabel(title, t('damaged connection'), why),
    },
    subject: { kind: 'run', run },
    children: () => Promise.resolve([
      noteNode(id, 'next', problem.next),
      ...(file === undefined ? [] : [noteNode(id, 'file', file, 'file')]),
    ]),
  };
}
