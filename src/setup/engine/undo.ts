import { failureText } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RunContext } from '../context';
import type { LostIntent, RecordedResource } from '../journal/history';
import { recordOf } from '../journal/history';
import { knownKind } from '../makers/kinds';
import type { Step } from '../steps/step';
import type { Stays } from './handOver';
import { userOf } from './inUse';
import type { Progress } from './progress';
import { lookForLost } from './lostAnswer';
import { guarded, recordFound } from './runner';

/** Is told of what was deleted, before the journal says so. */
export type Deleted = (resource: RecordedResource) => Promise<void>;

/** Gives a resource to another connection that uses it; undefined where no other does. */
export type HandOver = (resource: RecordedResource) => Promise<Stays | undefined>;

/** What an undo has to do with other connections. */
interface Others {
  readonly handOver: HandOver;
  readonly deleted: Deleted;
}

/**
 * Deletes in the reverse order what was made, and waits until each is gone. What was adopted is left alone. What cannot be
 * deleted keeps nothing else from going: the undo goes on, and fails at its end with all of it said.
 */
export async function undoSteps(
  progress: Progress, contextOf: (step: string) => RunContext, others: Others, signal: AbortSignal,
): Promise<void> {
  const { journal, steps } = progress;
  await journal.write({ type: 'undo' });
  const lost = steps.filter(({ id }) => recordOf(journal.history, id).lost.length > 0);
  await guarded(progress, lost, signal, (step) => recoverLost(progress, step, contextOf(step.id)));
  if (journal.history.phase === 'undoing') {
    await guarded(progress, [...steps].reverse(), signal, (step) => undoStep(progress, step, contextOf(step.id), others));
  }
  if (journal.history.phase === 'undoing') {
    await end(progress);
  }
}

async function end({ journal, steps }: Progress): Promise<void> {
  for (const { id } of [...steps].reverse()) {
    const { failure } = recordOf(journal.history, id);
    if (failure !== undefined) {
      await journal.write({ type: 'failed', step: id, failure });
      return;
    }
  }
  await journal.write({ type: 'undone' });
}

/** Goes on after a failure, which is written down; not after a cancellation. */
async function orLeft(
  { journal }: Progress, step: Step, { signal }: RunContext, { kind, name }: LostIntent, work: () => Promise<void>,
): Promise<void> {
  try {
    signal.throwIfAborted();
    await work();
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    await journal.write({ type: 'left', step: step.id, kind, name, failure: failureText(error, t('Could not remove {0}', step.title)) });
  }
}

/** Looks for what lost answers left, by the name that the request gave; what does not appear in time was never made. */
async function recoverLost(progress: Progress, step: Step, context: RunContext): Promise<void> {
  const { journal } = progress;
  for (const lost of recordOf(journal.history, step.id).lost) {
    progress.begin(step.id, 'undoing');
    await orLeft(progress, step, context, lost, async () => {
      const kind = knownKind(lost.kind, lost.name);
      const found = await lookForLost(context, lost, progress.now(), () => kind.recover(context, lost));
      if (found === undefined) {
        await journal.write({ type: 'withdrawn', step: step.id, kind: lost.kind, name: lost.name });
      } else {
        await recordFound(journal, step.id, found);
      }
    });
  }
}

async function undoStep(progress: Progress, step: Step, context: RunContext, others: Others): Promise<void> {
  const made = recordOf(progress.journal.history, step.id).resources.filter(({ origin }) => origin === 'made').reverse();
  for (const resource of made) {
    progress.begin(step.id, 'undoing');
    await orLeft(progress, step, context, resource, () => removeOrKeep(progress, step, context, resource, others));
  }
}

async function removeOrKeep(
  { journal }: Progress, step: Step, context: RunContext, resource: RecordedResource, { handOver, deleted }: Others,
): Promise<void> {
  const { kind, id, name } = resource;
  const stays = await handOver(resource) ?? await inUse(context, resource);
  if (stays === undefined) {
    await journal.write({ type: 'removing', step: step.id, kind, id });
    await knownKind(kind, name).remove(context, resource);
    await deleted(resource);
    await journal.write({ type: 'removed', step: step.id, kind, id });
  } else {
    await journal.write({ ...('keptFor' in stays ? { type: 'removed', ...stays } : { type: 'kept', ...stays }), step: step.id, kind, id });
  }
}

async function inUse(context: RunContext, resource: RecordedResource): Promise<Stays | undefined> {
  const usedBy = await userOf(context, knownKind(resource.kind, resource.name), resource);
  return usedBy === undefined ? undefined : { usedBy };
}
