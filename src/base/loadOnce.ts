import { isCancelled } from '../model/failure';
import { SingleFlight } from './singleFlight';

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

interface Keeping {
  /** A failure is kept like a value, until it is cleared; else the next who asks tries again. */
  readonly failures?: boolean;
  /** Called whenever something was loaded that is kept. */
  readonly onLoaded?: () => void;
}

/**
 * Something that is loaded when first asked for, once for all who wait, cancelled when nobody waits any more. What came of
 * it is kept until it is cleared; a cancelled load leaves nothing.
 */
export class LoadOnce<T> {
  #outcome: Outcome<T> | undefined;
  #flight: SingleFlight<T>;

  constructor(private readonly work: (signal: AbortSignal) => Promise<T>, private readonly keeping: Keeping = {}) {
    this.#flight = this.#newFlight();
  }

  /** What is there now, without loading. */
  get value(): T | undefined {
    return this.#outcome?.ok === true ? this.#outcome.value : undefined;
  }

  async get(signal: AbortSignal): Promise<T> {
    return this.#outcome === undefined ? await this.#flight.join(signal) : valueOf(this.#outcome);
  }

  /** Forgets. A load under way goes on for those who wait for it, but what it brings is not kept: it may be old. */
  clear(): void {
    this.#outcome = undefined;
    this.#flight = this.#newFlight();
  }

  #newFlight(): SingleFlight<T> {
    const flight = new SingleFlight(async (signal: AbortSignal) => {
      const outcome = await this.#attempt(signal);
      if (this.#flight === flight && !signal.aborted && (outcome.ok || this.keeping.failures === true)) {
        this.#outcome = outcome;
        this.keeping.onLoaded?.();
      }
      return valueOf(outcome);
    });
    return flight;
  }

  async #attempt(signal: AbortSignal): Promise<Outcome<T>> {
    try {
      return { ok: true, value: await this.work(signal) };
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      return { ok: false, error };
    }
  }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) {
    return outcome.value;
  }
  throw outcome.error;
}
