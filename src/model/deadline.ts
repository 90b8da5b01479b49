import type { Failure } from './failure';

/** A way to make a rejection out of an abort: `AbortError` for a wish of the user, anything else as it was given. */
export function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException('The operation was aborted', 'AbortError');
}

/** The reason of an abort that nobody wished for: what listens takes it for a cancellation, and what is told in the end is why. */
export function cutOffBy(failure: Failure): DOMException {
  return new CutOff(failure);
}

/** Why it was aborted; undefined where somebody wished it. */
export function cutOffBecause({ reason }: Pick<AbortSignal, 'reason'>): Failure | undefined {
  return reason instanceof CutOff ? reason.failure : undefined;
}

class CutOff extends DOMException {
  constructor(readonly failure: Failure) {
    super(failure.message, 'AbortError');
  }
}

/**
 * Runs `work` with a signal that fires when the caller's does or when `milliseconds` have passed; then it rejects at once
 * with the caller's reason or with what `late` makes, whether or not `work` listens. `work` must free what it opened.
 */
export async function withDeadline<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  late: () => Error,
): Promise<T> {
  if (signal.aborted) {
    throw abortReason(signal);
  }
  const own = new AbortController();
  const cancel = () => own.abort(abortReason(signal));
  const timer = setTimeout(() => own.abort(late()), milliseconds);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await Promise.race([work(own.signal), aborted(own.signal)]);
  } catch (error) {
    // What listens to the signal may be faster to reject, and calls a time limit a cancellation.
    throw own.signal.aborted ? abortReason(own.signal) : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** Rejects when the signal fires; never resolves. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(abortReason(signal)), { once: true });
  });
}
