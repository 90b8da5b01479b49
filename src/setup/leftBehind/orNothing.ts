import { Failure } from '../../model/failure';

interface Told {
  readonly onFallback?: ((failure: Failure) => void) | undefined;
}

/** What cannot be looked into is told: the rest is found all the same. */
export async function orNothing<T>({ onFallback }: Told, signal: AbortSignal, look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) {
      throw error;
    }
    onFallback?.(error);
    return [];
  }
}
