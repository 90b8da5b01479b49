import type { RunContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { recordOf } from '../journal/history';
import { knownKind } from '../makers/kinds';
import type { Step } from '../steps/step';
import type { Stays } from './handOver';
import { userOf } from './inUse';
import type { Progress } from './progress';
import { lookForLost } from './lostAnswer';
import { guarded, recordFound } from './runner';

/** Gives a resource to another connection that uses it; undefined where no other does. */
export type HandOver = (resource: RecordedResource) => Promise<Stays | undefined>;

/** Deletes in the reverse order what was made, and waits until each is gone. What was adopted is left alone. */
export async function undoSteps(
  progress: Progress, contextOf: (step: string) => RunContext, handOver: HandOver, signal: AbortSignal,
): Promise<void> {
  const { journal, steps } = progress;
  await journal.write({ type: 'undo' });
  const lost = steps.filter(({ id }) => recordOf(journal.history, id).lost.length > 0);
  await guarded(progress, lost, signal, (step) => recoverLost(progress, step, contextOf(step.id)));
  if (journal.history.phase === 'undoing') {
    await guarded(progress, [...steps].reverse(), signal, (step) => undoStep(progress, step, contextOf(step.id), handOver));
  }
  if (journal.history.phase === 'undoing') {
    await journal.write({ type: 'undone' });
  }
}

/** Looks for what lost answers left, by the name that the request gave; what does not appear in time was never made. */
async function recoverLost(progress: Progress, step: Step, context: RunContext): Promise<void> {
  const { journal } = progress;
  for (const lost of recordOf(journal.history, step.id).lost) {
    progress.begin(step.id, 'undoing');
    const kind = knownKind(lost.kind, lost.name);
    const found = await lookForLost(context, lost, progress.now(), () => kind.recover(context, lost));
    if (found === undefined) {
      await journal.write({ type: 'withdrawn', step: step.id, kind: lost.kind, name: lost.name });
    } else {
      await recordFound(journal, step.id, found);
    }
  }
}

async function undoStep(progress: Progress, step: Step, context: RunContext, handOver: HandOver): Promise<void> {
  const { journal } = progress;
  const made = recordOf(journal.history, step.id).resources.filter(({ origin }) => origin === 'made').reverse();
  for (const resource of made) {
    progress.begin(step.id, 'undoing');
    const { kind, id, name } = resource;
    const stays = await handOver(resource) ?? await inUse(context, resource);
    if (stays === undefined) {
      await journal.write({ type: 'removing', step: step.id, kind, id });
      await knownKind(kind, name).remove(context, resource);
      await journal.write({ type: 'removed', step: step.id, kind, id });
    } else {
      await journal.write({ ...('keptFor' in stays ? { type: 'removed', ...stays } : { type: 'kept', ...stays }), step: step.id, kind, id });
    }
  }
}

async function inUse(context: RunContext, resource: RecordedResource): Promise<Stays | undefined> {
  const usedBy = await userOf(context, knownKind(resource.kind, resource.name), resource);
  return usedBy === undefined ? undefined : { usedBy };
}
