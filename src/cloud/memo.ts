import { SingleFlight } from './singleFlight';

/** Remembers what was asked once, by key. A failure is not remembered; callers at the same time share one call. */
export class Memo<T> {
  readonly #work: (key: string, signal: AbortSignal) => Promise<T>;
  readonly #values = new Map<string, T>();
  readonly #flights = new Map<string, SingleFlight<T>>();

  constructor(work: (key: string, signal: AbortSignal) => Promise<T>) {
    this.#work = work;
  }

  async get(key: string, signal: AbortSignal): Promise<T> {
    const known = this.#values.get(key);
    if (known !== undefined) {
      return known;
    }
    const flight = this.#flights.get(key) ?? new SingleFlight((own: AbortSignal) => this.#work(key, own));
    this.#flights.set(key, flight);
    const value = await flight.join(signal);
    this.#values.set(key, value);
    this.#flights.delete(key);
    return value;
  }
}
