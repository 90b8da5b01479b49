import { SingleFlight } from '../cloud/singleFlight';
import { isCancelled } from '../model/failure';

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/**
 * One part of the picture: loaded when first asked for, once for all who wait, cancelled when nobody waits any more. What
 * came of it, picture or failure, is kept until it is cleared; a cancelled load leaves nothing.
 */
export class Shelf<T> {
  readonly #work: (signal: AbortSignal) => Promise<T>;
  readonly #onLoaded: () => void;
  #outcome: Outcome<T> | undefined;
  #flight: SingleFlight<T>;

  constructor(work: (signal: AbortSignal) => Promise<T>, onLoaded: () => void) {
    this.#work = work;
    this.#onLoaded = onLoaded;
    this.#flight = this.#newFlight();
  }

  /** What is there now, without loading. */
  get value(): T | undefined {
    return this.#outcome?.ok === true ? this.#outcome.value : undefined;
  }

  async get(signal: AbortSignal): Promise<T> {
    const outcome = this.#outcome;
    if (outcome === undefined) {
      return this.#flight.join(signal);
    }
    if (outcome.ok) {
      return outcome.value;
    }
    throw outcome.error;
  }

  /** Forgets. A load under way goes on for those who wait for it, but what it brings is not kept: it may be old. */
  clear(): void {
    this.#outcome = undefined;
    this.#flight = this.#newFlight();
  }

  #newFlight(): SingleFlight<T> {
    const flight = new SingleFlight(async (signal: AbortSignal) => {
      const outcome = await this.#attempt(signal);
      if (this.#flight === flight && !signal.aborted) {
        this.#outcome = outcome;
        this.#onLoaded();
      }
      if (outcome.ok) {
        return outcome.value;
      }
      throw outcome.error;
    });
    return flight;
  }

  async #attempt(signal: AbortSignal): Promise<Outcome<T>> {
    try {
      return { ok: true, value: await this.#work(signal) };
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      return { ok: false, error };
    }
  }
}
