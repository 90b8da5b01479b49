import type { MadeResource } from '../../model/plan';
import type { RunContext } from '../context';
import type { History, RecordedResource } from '../journal/history';
import { recordOf } from '../journal/history';
import { kindOf, knownKind } from '../makers/kinds';
import type { Step } from '../steps/step';
import type { Progress } from './progress';
import { guarded, recordFound } from './runner';

/** A thing that an undo deletes, with what it is: "Subnet in ca-mon-1". */
export interface UndoItem extends MadeResource {
  readonly what: string;
}

/** Gives a resource to another connection that uses it, and that connection's id; undefined where no other does. */
export type HandOver = (resource: RecordedResource) => Promise<string | undefined>;

/** What an undo would delete, in that order. What a lost answer left has no id yet: it is looked for by its name. */
export function undoItems(steps: readonly Step[], history: History): readonly UndoItem[] {
  return [...steps].reverse().flatMap((step) => {
    const { resources, lost } = recordOf(history, step.id);
    const unknown = lost.map(({ name }): UndoItem => ({ what: step.title, id: '', name, origin: 'made' }));
    const made = resources.filter(({ origin }) => origin === 'made').reverse();
    return [...unknown, ...made.map(({ kind, id, name, crn, origin }): UndoItem => ({ what: whatOf(kind, step.title), id, name, crn, origin }))];
  });
}

/** A step can make more than one thing, and not all that it is called after. */
function whatOf(kind: string, title: string): string {
  return kindOf(kind)?.inUndo?.(title) ?? title;
}

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

/** Looks for what lost answers left, by the name that the request gave; what is not found was never made. */
async function recoverLost({ journal }: Progress, step: Step, context: RunContext): Promise<void> {
  for (const lost of recordOf(journal.history, step.id).lost) {
    const kind = knownKind(lost.kind, lost.name);
    const found = await context.read(() => kind.recover(context, lost));
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
    const keptFor = await handOver(resource);
    if (keptFor === undefined) {
      await journal.write({ type: 'removing', step: step.id, kind, id });
      await knownKind(kind, name).remove(context, resource);
    }
    await journal.write({ type: 'removed', step: step.id, kind, id, ...(keptFor === undefined ? {} : { keptFor }) });
  }
}
