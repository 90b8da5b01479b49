/** A way to make a rejection out of an abort: `AbortError` for a wish of the user, anything else as it was given. */
export function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException('The operation was aborted', 'AbortError');
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
