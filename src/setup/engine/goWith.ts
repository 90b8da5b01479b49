import { Failure } from '../../model/failure';
import { recordOf, resourcesOf, type History, type RecordedResource } from '../journal/history';
import type { Alone } from './handOver';
import type { Progress } from './progress';

/**
 * What other runs have on a thing that was deleted is gone with it, as packages are with their server: their journals say so, and a run that
 * has nothing left is undone. Ids of what is on a thing begin with that thing's own. One that is being worked at finds it out by itself.
 */
export async function goWith(deleted: RecordedResource, others: readonly Progress[], alone: Alone): Promise<void> {
  for (const other of others.filter(({ journal }) => standingOn(journal.history, deleted).length > 0)) {
    try {
      await alone(other.connection.id, () => writeDown(other, deleted));
    } catch (error) {
      if (!(error instanceof Failure && ['setup.busy', 'setup.busy-elsewhere'].includes(error.code))) {
        throw error;
      }
    }
  }
}

/** What was read before its turn came may have changed. */
async function writeDown(other: Progress, deleted: RecordedResource): Promise<void> {
  const { journal } = other;
  await journal.load();
  const standing = standingOn(journal.history, deleted);
  for (const { step, kind, id } of standing) {
    await journal.write({ type: 'removed', step, kind, id, goneWith: deleted.name });
  }
  if (standing.length > 0) {
    other.planned = undefined;
    if (hasNothing(journal.history)) {
      await journal.write({ type: 'undone' });
    }
  }
}

function standingOn(history: History, { id: under }: RecordedResource): readonly (RecordedResource & { readonly step: string })[] {
  return Object.keys(history.steps).flatMap((step) => recordOf(history, step).resources
    .filter(({ id }) => id === under || id.startsWith(`${under}/`)).map((resource) => ({ ...resource, step })));
}

function hasNothing(history: History): boolean {
  return resourcesOf(history).every(({ origin }) => origin !== 'made') && Object.values(history.steps).every(({ lost }) => lost.length === 0);
}
