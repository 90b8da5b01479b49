/** A time limit of a conversation in which a person has turns too: those do not count. */
export class Patience {
  readonly #over = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #since = 0;
  #untilNowMs = 0;

  constructor(private readonly late: (milliseconds: number) => Error) {}

  /** Fires with what `late` makes, when it was waited for too long. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** How long was waited, without a person's turns. */
  get waitedMs(): number {
    return this.#untilNowMs + (this.#timer === undefined ? 0 : performance.now() - this.#since);
  }

  /** The other side's turn, which may take that long. */
  wait(milliseconds: number): void {
    this.pause();
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#over.abort(this.late(milliseconds)), milliseconds);
  }

  pause(): void {
    this.#untilNowMs = this.waitedMs;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
