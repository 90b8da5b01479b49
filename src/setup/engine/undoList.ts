import { usersOf } from './handOver';
import type { Progress } from './progress';
import { foundBefore, undoItems, type UndoItem } from './undoItems';

/** What an undo of a connection takes beside the others that are saved; nothing where there is none. */
export function undoListOf(progress: Progress | undefined, all: readonly Progress[]): readonly UndoItem[] {
  const others = all.filter((other) => other !== progress);
  return progress === undefined ? [] : undoItems(progress.steps, progress.journal.history, (resource) => usersOf(resource, others)[0]?.view().title);
}

/** What it leaves, since it was there before. */
export function undoLeavesOf(progress: Progress | undefined): readonly string[] {
  return progress === undefined ? [] : foundBefore(progress.steps, progress.journal.history);
}
