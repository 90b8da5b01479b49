import { cutOffBecause } from '../../model/deadline';
import { Failure, failureText } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Found, RunContext } from '../context';
import type { Journal } from '../journal/journal';
import type { Step } from '../steps/step';
import type { Progress } from './progress';
import { unlikePlan } from './planChanged';
import { costOf } from './progress';
import { inWords } from './words';
import { latest, lostIntent, recordOf } from '../journal/history';

/**
 * Runs the steps in order: find, else create, then wait until it is ready. Ends with the journal saying `done`,
 * `failed` or `cancelled`; never rejects because of a step.
 */
export async function runSteps(progress: Progress, contextOf: (step: string) => RunContext, signal: AbortSignal): Promise<void> {
  const { journal, steps, planned } = progress;
  const costs = Object.fromEntries(steps.map(({ id }) => [id, costOf(id, planned, journal.history.costs)]));
  await journal.write({ type: 'run', costs });
  await guarded(progress, steps, signal, async (step) => {
    await runStep(progress, step, contextOf(step.id));
  });
  if (journal.history.phase === 'running') {
    await journal.write({ type: 'done' });
  }
}

/** Works at the steps one after another; the first that fails or is cancelled ends it, with a line in the journal. */
export async function guarded(
  progress: Progress, steps: readonly Step[], signal: AbortSignal, work: (step: Step) => Promise<void>,
): Promise<void> {
  const { journal } = progress;
  for (const step of steps) {
    try {
      signal.throwIfAborted();
      await work(step);
    } catch (error) {
      const because = cutOffBecause(signal);
      const entry = signal.aborted && because === undefined
        ? { type: 'cancelled' as const, step: step.id }
        : { type: 'failed' as const, step: step.id, failure: failureText(because ?? error, t('Could not finish {0}', step.title)) };
      await journal.write(entry);
      return;
    } finally {
      progress.end();
    }
  }
}

/** Finds, else makes, then waits until it is ready. */
export async function runStep(progress: Progress, step: Step, context: RunContext): Promise<void> {
  const { journal } = progress;
  const shown = progress.planned?.get(step.id)?.standing;
  progress.begin(step.id, 'running');
  const standing = await context.read(() => step.find(context));
  const refused = unlikePlan(step, shown, standing);
  if (refused !== undefined) {
    throw refused;
  }
  switch (standing.kind) {
    case 'blocked':
      throw new Failure({ code: 'setup.blocked', what: t('Could not make {0}', step.title), why: standing.why, next: standing.remedy });
    case 'missing':
      await step.create(context);
      break;
    case 'not-needed':
      await journal.write({ type: 'ready', step: step.id, detail: inWords.notNeeded(standing.why), elapsedMs: 0 });
      return;
    case 'left-out':
      await journal.write({ type: 'ready', step: step.id, detail: inWords.leftOut(standing.why), elapsedMs: 0 });
      return;
    case 'exists':
      await recordFound(journal, step.id, standing.resource);
      break;
  }
  const detail = await step.ready(context);
  const { ready, changing } = recordOf(journal.history, step.id);
  if (changing === true || ready?.detail !== detail) {
    await journal.write({ type: 'ready', step: step.id, detail, elapsedMs: progress.elapsed() });
  }
}

/** What is found under a name that a lost request gave is ours; anything else that is found was there before us. */
export async function recordFound(journal: Journal, step: string, found: Found): Promise<void> {
  const record = recordOf(journal.history, step);
  const { kind, id, name, crn, address } = found;
  const known = record.resources.find((other) => other.kind === kind && other.id === id);
  const isLost = lostIntent(record, found) !== undefined;
  // One that is used again after another had its place is said again, and so is one that was about to be made anew: its request is answered by that.
  if (known !== undefined && !isLost && (known.address === undefined || latest(record, kind)?.id === id)) {
    return;
  }
  await journal.write({ type: known?.origin ?? (isLost ? 'made' : 'adopted'), step, kind, id, name, crn, address });
}
