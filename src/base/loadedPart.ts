import { isCancelled } from '../model/failure';
import { SingleFlight } from './singleFlight';

/** Something that is loaded once and shown meanwhile: what was there before stays until the new arrives. */
export interface Part<Value> {
  readonly value: Value | undefined;
  readonly loading: boolean;
  readonly error: unknown;
}

/**
 * Loads one thing when it is first asked for and tells when it has arrived. Asking never waits: a tree whose rows wait for the
 * network is painted only when the slowest one has answered.
 */
export class LoadedPart<Value> {
  readonly #flight: SingleFlight<Value>;
  #value: Value | undefined;
  #error: unknown;
  #loading: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();

  constructor(load: (signal: AbortSignal) => Promise<Value>, private readonly arrived: (error: unknown) => void) {
    this.#flight = new SingleFlight(load);
  }

  /** What is known now; starts loading if nothing is. */
  ask(): Part<Value> {
    if (this.#value === undefined && this.#error === undefined && this.#loading === undefined) {
      this.reload();
    }
    return this.peek();
  }

  /** What is known now, without asking. */
  peek(): Part<Value> {
    return { value: this.#value, loading: this.#loading !== undefined, error: this.#error };
  }

  /** Loads anew; what is there stays until the answer comes. */
  reload(): void {
    this.cancel();
    const loading = new AbortController();
    this.#loading = loading;
    this.#error = undefined;
    this.#settled = this.#flight.join(loading.signal).then(
      (value) => this.#end(loading, () => { this.#value = value; }, undefined),
      (error: unknown) => this.#end(loading, () => undefined, isCancelled(error) ? undefined : error),
    );
  }

  /** Ends a request that nobody waits for any more; it starts again when it is asked for. */
  cancel(): void {
    this.#loading?.abort();
    this.#loading = undefined;
  }

  /** Resolves when the running request, if any, has ended in whatever way. */
  async settled(): Promise<void> {
    await this.#settled;
  }

  /** What comes of a request that was ended is not shown. */
  #end(loading: AbortController, keep: () => void, error: unknown): void {
    if (this.#loading === loading) {
      this.#loading = undefined;
      this.#error = error;
      keep();
      this.arrived(error);
    }
  }
}
