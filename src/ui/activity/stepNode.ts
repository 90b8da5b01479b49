import { t } from '../../model/l10n';
import type { RunView, StepState, StepView } from '../../model/plan';
import { visible, visibleInMarkdown } from '../../model/text';
import { duration } from '../../model/words';
import type { TreeNode } from '../tree/node';
import { describe, spokenLabel } from '../tree/node';

/** One step of a plan or a run. `extraMs` is what has passed since the view was given; undefined while the run stands still. */
export function stepNode(run: RunView, step: StepView, extraMs: number | undefined): TreeNode {
  const { word, ...look } = step.state === 'to-make' && step.changesExisting === true ? toChange : looks[step.state];
  const title = visible(step.title, 160);
  const description = describe(visible(step.detail, 300), elapsedWords(step, extraMs));
  return {
    view: {
      id: `run/${run.connectionId}/${step.id}`,
      label: title,
      description,
      tooltip: [`**${visibleInMarkdown(step.title)}**: ${word}`, ...[step.why, step.detail, ...failureLines(step)].map((line) => visibleInMarkdown(line))]
        .filter((line) => line !== '').join('\n\n'),
      icon: look.icon,
      color: look.color,
      open: 'leaf',
      tags: [
        'step', ...(step.failure === undefined ? [] : ['hasError']), ...(step.failure?.code === 'ssh.file-busy' ? ['takeable'] : []),
        ...(isDeletable(run, step) ? ['ours'] : []),
      ],
      spoken: spokenLabel(title, t('step'), step.notNeeded === true || description.startsWith(word) ? description : describe(word, description)),
    },
    subject: { kind: 'step', run, step },
  };
}

/** A thing in the cloud that we made; what has no CRN goes with another. */
function isDeletable({ state }: RunView, { resource }: StepView): boolean {
  return state !== 'running' && state !== 'undoing' && resource?.origin === 'made' && resource.crn !== undefined;
}

function elapsedWords({ state, elapsedMs }: StepView, extraMs: number | undefined): string | undefined {
  const isMoving = state === 'running' || state === 'undoing';
  return isMoving && elapsedMs !== undefined && extraMs !== undefined ? duration(elapsedMs + extraMs) : undefined;
}

function failureLines({ failure }: StepView): readonly string[] {
  return failure === undefined ? [] : [failure.why, failure.next, failure.trace === undefined ? '' : t('Trace {0}', failure.trace)];
}

interface Look {
  readonly icon: string;
  readonly color?: string;
  readonly word: string;
}

const toChange: Look = { icon: 'circle-outline', word: t('to change') };

const looks: Readonly<Record<StepState, Look>> = {
  'exists': { icon: 'check', color: 'testing.iconPassed', word: t('exists') },
  'to-make': { icon: 'circle-outline', word: t('to make') },
  'blocked': { icon: 'warning', color: 'list.warningForeground', word: t('blocked') },
  'waiting': { icon: 'dash', word: t('waiting') },
  'running': { icon: 'loading~spin', word: t('running') },
  'made': { icon: 'pass', color: 'testing.iconPassed', word: t('made') },
  'failed': { icon: 'error', color: 'testing.iconFailed', word: t('failed') },
  'cancelled': { icon: 'circle-slash', word: t('cancelled') },
  'undoing': { icon: 'loading~spin', word: t('being undone') },
  'undone': { icon: 'discard', word: t('undone') },
};
