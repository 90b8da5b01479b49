import { isCancelled } from '../../model/failure';

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
  #value: Value | undefined;
  #error: unknown;
  #loading: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();

  constructor(private readonly load: (signal: AbortSignal) => Promise<Value>, private readonly arrived: (error: unknown) => void) {}

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
    const controller = new AbortController();
    this.#loading = controller;
    this.#error = undefined;
    this.#settled = this.#run(controller);
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

  async #run(controller: AbortController): Promise<void> {
    let error: unknown;
    try {
      const value = await this.load(controller.signal);
      if (this.#loading === controller) {
        this.#value = value;
      }
    } catch (thrown) {
      error = thrown;
    }
    if (this.#loading !== controller) {
      return;
    }
    this.#loading = undefined;
    this.#error = isCancelled(error) ? undefined : error;
    this.arrived(this.#error);
  }
}
