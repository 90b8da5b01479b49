import { t } from '../../model/l10n';
import type { RunView, StepState, StepView, Total } from '../../model/plan';
import { visible, visibleInMarkdown } from '../../model/text';
import { duration, money } from '../../model/words';
import type { TreeNode } from '../tree/node';
import { counted, describe, spokenLabel } from '../tree/node';
import { damagedNode } from './damagedNode';
import { stepNode } from './stepNode';

/**
 * A plan or a run with its steps, as the Activity view shows it. `extraMs` is what has passed since the view was given; `file` holds
 * the connection.
 */
export function runNode(run: RunView, extraMs: number, file?: string): TreeNode {
  if (run.problem !== undefined) {
    return damagedNode(run, run.problem, file);
  }
  const title = visible(run.title, 160);
  const description = runWords(run, extraMs);
  const look = runLooks[run.state];
  const isOver = run.state === 'done' || run.state === 'undone';
  return {
    view: {
      // The editor keeps by the id what is unfolded: a run that was watched would stay so for ever.
      id: isOver ? `${run.state}/${run.connectionId}` : `run/${run.connectionId}`,
      label: title,
      description,
      tooltip: [`**${visibleInMarkdown(run.title)}**`, visibleInMarkdown(description), visibleInMarkdown(runCostWords(run))]
        .filter((line) => line !== '').join('\n\n'),
      icon: look.icon,
      color: look.color,
      open: isOver ? 'collapsed' : 'expanded',
      tags: ['run', ...runTags(run)],
      spoken: spokenLabel(title, run.state === 'plan' ? t('plan') : t('run'), description),
    },
    subject: { kind: 'run', run },
    children: () => Promise.resolve(run.steps.map((step) => stepNode(run, step, isMoving(run) ? extraMs : undefined))),
  };
}

/** "plan · $37.12 a month · 4 exist, 9 to make", "undo failed at step 7 of 11 · 2 min 10 s". */
export function runWords(run: RunView, extraMs = 0): string {
  const { steps } = run;
  const place = t('step {0} of {1}', stepNumber(steps), steps.length);
  const elapsed = run.elapsedMs === undefined ? undefined : duration(run.elapsedMs + (isMoving(run) ? extraMs : 0));
  if (run.plannedSince === true) {
    return describe(plannedSince[run.state], planWords(steps));
  }
  switch (run.state) {
    case 'plan': return describe(t('plan'), planCostWords(run), planWords(steps));
    case 'running': return describe(run.elsewhere === undefined ? t('running') : t('running in {0}', run.elsewhere), place, elapsed);
    case 'done': return describe(t('done'), goneWords(steps) ?? counted(steps.length, t('step'), t('steps')), elapsed);
    case 'failed': return describe(of(run, t('failed at {0}', place), t('undo failed at {0}', place)), elapsed);
    case 'cancelled': return describe(of(run, t('cancelled at {0}', place), t('undo cancelled at {0}', place)), elapsed);
    case 'interrupted': return describe(of(run, t('interrupted'), t('undo interrupted')), soFar(run), t('can be continued'));
    case 'undoing': return describe(run.elsewhere === undefined ? t('being undone') : t('being undone in {0}', run.elsewhere), elapsed);
    case 'undone': return describe(t('undone'), goneWords(steps));
    case 'damaged': return t('damaged');
  }
}

/** Where it stopped says nothing of what comes now. */
const plannedSince: Readonly<Partial<Record<RunView['state'], string>>> = {
  failed: t('failed, planned anew'), cancelled: t('cancelled, planned anew'), interrupted: t('interrupted, planned anew'),
};

/** What it was on was deleted by another run. */
function goneWords(steps: readonly StepView[]): string | undefined {
  const gone = steps.find(({ goneWith }) => goneWith !== undefined)?.goneWith;
  return gone === undefined ? undefined : t('{0} is gone', visible(gone, 80));
}

/** The one that is worked at or that it ended at; between two, the next. */
function stepNumber(steps: readonly StepView[]): number {
  const at = (...states: readonly StepState[]): number => steps.findIndex(({ state }) => states.includes(state)) + 1;
  return at('running', 'undoing', 'failed', 'cancelled') || at('waiting', 'to-make') || Math.max(steps.length, 1);
}

/** What a state is the state of; a run need not be named. */
function of({ goal }: RunView, run: string, undo: string): string {
  return goal === 'undo' ? undo : run;
}

function soFar({ goal, steps, undoable }: RunView): string {
  return goal === 'undo'
    ? t('{0} left', counted(undoable, t('thing'), t('things')))
    : t('{0} of {1} done', steps.filter(isThere).length, counted(steps.length, t('step'), t('steps')));
}

/** "$37.12 a month", with what has no published price. */
export function costWords({ monthly, currency, unpublished }: Total): string {
  const sum = monthly === 0 ? undefined : t('{0} a month', money(monthly, currency));
  const rest = unpublished.length === 0 ? undefined : t('{0} without a published price', counted(unpublished.length, t('item'), t('items')));
  return describe(sum, rest);
}

/** What a plan costs is said before it is run, also that it is nothing; one that holds what is there has no price of its own. */
function planCostWords({ total, onlyHolds }: RunView): string {
  const words = costWords(total);
  return words === '' && onlyHolds !== true ? t('{0} a month', money(0, total.currency)) : words;
}

/** In the middle, what is there costs now, and what is not made yet would. */
function runCostWords({ total, standing, goal }: RunView): string {
  if (standing === undefined) {
    return costWords(total);
  }
  const now = t('{0} a month now', money(standing.monthly, total.currency));
  return goal === 'undo' ? now : describe(now, t('{0} a month when all of it is made', money(total.monthly, total.currency)));
}

/** Whether its time goes on. */
export function isMoving(run: RunView): boolean {
  return run.state === 'running' || run.state === 'undoing';
}

/** What can be done with it, as its row's tags. */
export function runTags(run: RunView): string[] {
  const resting = !isMoving(run);
  return [
    ...(run.state === 'plan' && !isBlocked(run) ? ['runnable'] : []),
    ...(run.state === 'plan' && isBlocked(run) ? ['stuck'] : []),
    ...(resting && run.onlyHolds !== true ? ['plannable'] : []),
    ...(resting && run.leadsNowhere !== true && run.undoable === 0 ? ['changeable'] : []),
    ...(isMoving(run) && run.elsewhere === undefined ? ['cancellable'] : []),
    ...(isMoving(run) && run.elsewhere !== undefined ? ['takeable'] : []),
    ...(['failed', 'cancelled', 'interrupted'].includes(run.state) ? ['resumable'] : []),
    ...(resting && run.undoable > 0 ? ['undoable'] : []),
    ...(resting && run.undoable === 0 ? ['discardable'] : []),
    ...(resting && run.undoable > 0 && (run.goal === 'undo' || run.onlyHolds === true) ? ['forgettable'] : []),
    ...(isConnected(run) ? ['connected', 'checkable'] : []),
    ...(vpnDialled(run) ? ['dialable'] : []),
    ...(officeAtEnd(run) ? ['office'] : []),
  ];
}

/** Whether it leads to its instance. */
export function isConnected({ state, leadsNowhere }: RunView): boolean {
  return state === 'done' && leadsNowhere !== true;
}

/** Whether this machine dials a VPN on the way. While a renewal is only planned, people come and go as before: somebody may have to be revoked. */
export function vpnDialled({ dialsVpn, changesWhatStands, leadsNowhere, state }: RunView): boolean {
  return dialsVpn === true && leadsNowhere !== true && (state === 'done' || changesWhatStands === true);
}

/** Whether an office's gateway is at the other end, and what it is to be set up for stands. */
export function officeAtEnd({ hasOffice, changesWhatStands, leadsNowhere, state }: RunView): boolean {
  return hasOffice === true && leadsNowhere !== true && (state === 'done' || changesWhatStands === true);
}

/** The same of a connection by its id. */
export function isSetUp(runs: readonly RunView[], id: string | undefined): boolean {
  return runs.some((run) => run.connectionId === id && isConnected(run));
}

/** Whether it leads to its instance through that server, or by whatever else it made or uses. */
export function leadsThrough(run: RunView, crn: string): boolean {
  return isConnected(run) && run.steps.some(({ resource }) => resource?.crn === crn);
}

function isBlocked({ steps }: RunView): boolean {
  return steps.some(({ state }) => state === 'blocked');
}

/** Only what is made costs anything or stays: what is changed on a thing that is there, and what is only looked at, counts apart. */
function planWords(steps: readonly StepView[]): string {
  const count = (state: StepState, fits: (step: StepView) => boolean = () => true): number =>
    steps.filter((step) => step.state === state && fits(step)).length;
  const words = [
    [count('exists', isUsed), count('exists', isUsed) === 1 ? t('exists') : t('exist')],
    [count('to-make', ({ isCheck, changesExisting }) => isCheck !== true && changesExisting !== true), t('to make')],
    [count('to-make', ({ changesExisting }) => changesExisting === true), t('to change')],
    [count('to-make', ({ isCheck }) => isCheck === true), t('to check')],
    [count('blocked'), t('blocked')],
  ] as const;
  return words.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`).join(', ');
}

/** What is not needed is neither there nor made. */
function isUsed({ notNeeded }: StepView): boolean {
  return notNeeded !== true;
}

function isThere({ state }: StepView): boolean {
  return state === 'made' || state === 'exists';
}

interface Look {
  readonly icon: string;
  readonly color?: string;
}

const runLooks: Readonly<Record<RunView['state'], Look>> = {
  'plan': { icon: 'checklist' },
  'running': { icon: 'loading~spin' },
  'undoing': { icon: 'loading~spin' },
  'done': { icon: 'pass', color: 'testing.iconPassed' },
  'failed': { icon: 'error', color: 'testing.iconFailed' },
  'cancelled': { icon: 'circle-slash' },
  'interrupted': { icon: 'debug-pause' },
  'undone': { icon: 'discard' },
  'damaged': { icon: 'warning', color: 'list.warningForeground' },
};
