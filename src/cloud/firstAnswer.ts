import { setTimeout as pause } from 'node:timers/promises';

/**
 * The first answer of several places that know the same. One is asked at a time, and the next as soon as one fails or takes
 * longer than `patienceMs`; the slow ones may still win. Where all fail, the first one's failure is the result.
 */
export async function firstAnswer<Place, Answer>(
  places: readonly Place[], patienceMs: number, signal: AbortSignal, ask: (place: Place, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const decided = new AbortController();
  const own = AbortSignal.any([signal, decided.signal]);
  const asked: Promise<Answer>[] = [];
  try {
    for (const place of places) {
      signal.throwIfAborted();
      const latest = ask(place, own);
      asked.push(latest);
      const answer = await Promise.race([
        Promise.any(asked).then((value) => ({ value }), () => undefined),
        failed(latest),
        pause(patienceMs, undefined, { signal: own, ref: false }).catch(() => undefined),
      ]);
      if (answer !== undefined) {
        return answer.value;
      }
    }
    return await Promise.any(asked);
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  } finally {
    decided.abort();
  }
}

/** Resolves when it fails, and never otherwise. */
function failed(work: Promise<unknown>): Promise<undefined> {
  return new Promise((resolve) => {
    work.catch(() => resolve(undefined));
  });
}
