import { LoadOnce } from './loadOnce';

/** Remembers what was asked once, by key. A failure is not remembered; callers at the same time share one call. */
export class Memo<T> {
  readonly #known = new Map<string, LoadOnce<T>>();

  constructor(private readonly work: (key: string, signal: AbortSignal) => Promise<T>) {}

  get(key: string, signal: AbortSignal): Promise<T> {
    const known = this.#known.get(key) ?? new LoadOnce((own: AbortSignal) => this.work(key, own));
    this.#known.set(key, known);
    return known.get(signal);
  }
}
