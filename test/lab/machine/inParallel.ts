/** Does something with each of a list, some at a time; rejects with the first failure, once all that began has ended. */
export async function inParallel<T>(list: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  const failures: unknown[] = [];
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, async () => {
    for (let item = queue.shift(); item !== undefined && failures.length === 0; item = queue.shift()) {
      await work(item).catch((error: unknown) => failures.push(error));
    }
  }));
  if (failures.length > 0) throw failures[0];
}
