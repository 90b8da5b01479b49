import { setMaxListeners } from 'node:events';

/**
 * Work that several callers wait for and that runs once. Each caller may leave; when the last has left, the work is
 * cancelled. A call after the end starts the work again.
 */
export class SingleFlight<T> {
  readonly #work: (signal: AbortSignal) => Promise<T>;
  #flight: Flight<T> | undefined;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work;
  }

  /** Rejects at once when `signal` fires, whatever the work does. */
  async join(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    // A view's one signal may wait for every region at once; Node would warn of a leak from the eleventh on.
    setMaxListeners(0, signal);
    const flight = this.#flight ??= this.#take();
    flight.passengers += 1;
    try {
      return await Promise.race([flight.result, whenAborted(signal, flight.over)]);
    } finally {
      flight.passengers -= 1;
      if (flight.passengers === 0 && this.#flight === flight) {
        this.#flight = undefined;
        flight.controller.abort();
      }
    }
  }

  #take(): Flight<T> {
    const controller = new AbortController();
    const over = new AbortController();
    setMaxListeners(0, over.signal);
    const result = this.#work(controller.signal).finally(() => {
      over.abort();
      if (this.#flight?.controller === controller) {
        this.#flight = undefined;
      }
    });
    return { controller, result, passengers: 0, over: over.signal };
  }
}

interface Flight<T> {
  readonly controller: AbortController;
  readonly result: Promise<T>;
  /** Fires when the work has ended, so that no listener stays on a caller's long-lived signal. */
  readonly over: AbortSignal;
  passengers: number;
}

/** Rejects when `signal` fires; gives up listening when `over` does. */
function whenAborted(signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const leave = () => reject(signal.reason instanceof Error ? signal.reason : new DOMException('The operation was aborted', 'AbortError'));
    signal.addEventListener('abort', leave, { once: true, signal: over });
  });
}
