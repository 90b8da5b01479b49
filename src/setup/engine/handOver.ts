import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RecordedResource } from '../journal/history';
import type { Progress } from './progress';

/** Why a thing of ours is not deleted: it belongs to another connection from now on, or someone uses it, in words. */
export type Stays = { readonly keptFor: string } | { readonly usedBy: string };

/** Works at a connection while nobody else does; fails with `setup.busy` or `setup.busy-elsewhere` otherwise. */
export type Alone = <T>(connectionId: string, work: () => Promise<T>) => Promise<T>;

/**
 * What one connection made and another adopted belongs to the other when the first is undone: it would lose its way
 * otherwise. The other's own undo deletes it then. While the other is being worked at nothing is written into its journal.
 */
export async function handOver(resource: RecordedResource, others: readonly Progress[], alone: Alone): Promise<Stays | undefined> {
  for (const other of usersOf(resource, others)) {
    const { id } = other.connection;
    try {
      const given = await alone(id, () => give(other, resource));
      if (given) {
        return { keptFor: id };
      }
    } catch (error) {
      if (error instanceof Failure && ['setup.busy', 'setup.busy-elsewhere'].includes(error.code)) {
        return { usedBy: t('the connection {0}, which is being worked at', id) };
      }
      throw error;
    }
  }
  return undefined;
}

/** What was read before its turn came may have changed. */
async function give(other: Progress, resource: RecordedResource): Promise<boolean> {
  await other.journal.load();
  const step = stepThatUses(other, resource);
  if (step === undefined) {
    return false;
  }
  const { kind, id, name, crn, address } = resource;
  await other.journal.write({ type: 'made', step, kind, id, name, crn, address });
  return true;
}

/** Who of the others uses it now: to the first an undo gives it instead of deleting it. */
export function usersOf(resource: RecordedResource, others: readonly Progress[]): readonly Progress[] {
  return others.filter((each) => stepThatUses(each, resource) !== undefined);
}

function stepThatUses({ journal }: Progress, { kind, id }: RecordedResource): string | undefined {
  return Object.entries(journal.history.steps).find(([, { resources }]) =>
    resources.some((resource) => resource.kind === kind && resource.id === id && resource.origin === 'adopted'))?.[0];
}
