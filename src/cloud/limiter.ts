/** Runs at most so many pieces of work at once; the others wait in the order in which they came. */
export interface Limiter {
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function createLimiter(most: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (running < most) {
      running += 1;
    } else {
      await turn(signal);
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) {
        running -= 1;
      } else {
        // The place is handed over, so nobody who comes in between can take it.
        next();
      }
    }
  }

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const start = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason instanceof Error ? signal.reason : new DOMException('The operation was aborted', 'AbortError'));
      };
      waiting.push(start);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  return { run };
}
