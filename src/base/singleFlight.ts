import { setMaxListeners } from 'node:events';
import { abortReason } from '../model/deadline';

/**
 * Work that several callers wait for and that runs once. Each caller may leave; when the last has left, the work is
 * cancelled. A call after the end starts the work again.
 */
export class SingleFlight<T> {
  #flight: Flight<T> | undefined;

  constructor(private readonly work: (signal: AbortSignal) => Promise<T>) {}

  /** Rejects at once when `signal` fires, whatever the work does. */
  join(signal: AbortSignal): Promise<T> {
    if (signal.aborted) {
      return Promise.reject(abortReason(signal));
    }
    // A view's one signal may wait for every region at once; Node would warn of a leak from the eleventh on.
    setMaxListeners(0, signal);
    const flight = this.#flight ??= this.#take();
    flight.passengers += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        reject(abortReason(signal));
        this.#leave(flight);
      };
      signal.addEventListener('abort', leave, { once: true, signal: flight.over });
      flight.result.then(resolve, reject);
    });
  }

  #leave(flight: Flight<T>): void {
    flight.passengers -= 1;
    if (flight.passengers === 0) {
      this.#end(flight.controller);
      flight.controller.abort();
    }
  }

  #take(): Flight<T> {
    const controller = new AbortController();
    const over = new AbortController();
    setMaxListeners(0, over.signal);
    const result = this.#run(controller.signal).finally(() => {
      over.abort();
      this.#end(controller);
    });
    return { controller, result, passengers: 0, over: over.signal };
  }

  /** What `work` throws before it has a promise to give is heard by those who wait, as any failure of it. */
  async #run(signal: AbortSignal): Promise<T> {
    return await this.work(signal);
  }

  #end(controller: AbortController): void {
    if (this.#flight?.controller === controller) {
      this.#flight = undefined;
    }
  }
}

interface Flight<T> {
  readonly controller: AbortController;
  readonly result: Promise<T>;
  /** Fires when the work has ended, so that no listener stays on a caller's long-lived signal. */
  readonly over: AbortSignal;
  passengers: number;
}
