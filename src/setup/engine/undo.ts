import type { MadeResource } from '../../model/plan';
import type { ContextOf } from './runner';
import { guarded, recordFound } from './runner';
import type { History, LostIntent, RecordedResource } from '../journal/history';
import type { Progress } from './progress';
import type { RunContext, Step } from '../steps/step';
import { recordOf } from '../journal/history';
import { keyFileKind } from '../steps/sshKey';
import { targetKind } from '../steps/targets';

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
  switch (kind) {
    case targetKind: return `our security group on: ${title}`;
    case keyFileKind: return `${title} (its file on this machine)`;
    default: return title;
  }
}

/** Deletes in the reverse order what was made, and waits until each is gone. What was adopted is left alone. */
export async function undoSteps(
  progress: Progress, contextOf: ContextOf, handOver: HandOver, signal: AbortSignal,
): Promise<void> {
  const { journal, steps } = progress;
  await journal.write({ type: 'undo' });
  if (steps.some(({ id }) => recordOf(journal.history, id).lost.length > 0)) {
    await guarded(progress, steps, signal, (step) => recoverLost(progress, step, contextOf(step)));
  }
  if (journal.history.phase === 'undoing') {
    await guarded(progress, [...steps].reverse(), signal, (step) => undoStep(progress, step, contextOf(step), handOver));
  }
  if (journal.history.phase === 'undoing') {
    await journal.write({ type: 'undone' });
  }
}

/** Looks for what lost answers left; what is not found was never made. */
async function recoverLost(progress: Progress, step: Step, context: RunContext): Promise<void> {
  const { journal } = progress;
  const standing = await context.read(() => step.find(context));
  for (const lost of recordOf(journal.history, step.id).lost) {
    const found = standing.kind === 'exists' && isThat(standing.resource, lost)
      ? standing.resource
      : await step.recover?.(context, lost);
    if (found === undefined) {
      await journal.write({ type: 'withdrawn', step: step.id, kind: lost.kind, name: lost.name });
    } else {
      await recordFound(progress, step, found);
    }
  }
}

function isThat(found: { kind: string; name: string }, lost: LostIntent): boolean {
  return found.kind === lost.kind && found.name === lost.name;
}

async function undoStep(progress: Progress, step: Step, context: RunContext, handOver: HandOver): Promise<void> {
  const { journal } = progress;
  const made = recordOf(journal.history, step.id).resources.filter(({ origin }) => origin === 'made').reverse();
  for (const resource of made) {
    progress.begin(step.id, 'undoing');
    const keptFor = await handOver(resource);
    if (keptFor === undefined) {
      await remove(journal, step, context, resource);
    } else {
      await journal.write({ type: 'removed', step: step.id, kind: resource.kind, id: resource.id, keptFor });
    }
  }
}

async function remove(journal: Progress['journal'], step: Step, context: RunContext, resource: RecordedResource): Promise<void> {
  const { kind, id } = resource;
  await journal.write({ type: 'removing', step: step.id, kind, id });
  await step.undo(context, resource);
  await journal.write({ type: 'removed', step: step.id, kind, id });
}
