import type { Progress } from './progress';
import type { RecordedResource } from '../journal/history';

/**
 * What one connection made and another adopted belongs to the other when the first is undone: it would lose its way
 * otherwise. The other's own undo deletes it then.
 */
export async function handOver(resource: RecordedResource, others: readonly Progress[]): Promise<string | undefined> {
  for (const { connection, journal } of others) {
    const user = Object.entries(journal.history.steps).find(([, { resources }]) =>
      resources.some(({ kind, id, origin }) => kind === resource.kind && id === resource.id && origin === 'adopted'));
    if (user !== undefined) {
      const { kind, id, name, crn, address } = resource;
      await journal.write({ type: 'made', step: user[0], kind, id, name, crn, address });
      return connection.id;
    }
  }
  return undefined;
}
