import type { LandscapeScope } from '../../landscape/store';
import type { Changing } from './changing';

const firstMs = 5_000;
const longestMs = 60_000;

/** Calls `work` once after a time, unless it is stopped before. */
export type After = (milliseconds: number, work: () => void) => () => void;

/**
 * Has what changes by itself read again while somebody looks: soon at first, and less and less often while nothing has come of it.
 */
export class ChangePoll {
  #stop: (() => void) | undefined;
  #states = '';
  #waitMs = firstMs;

  constructor(private readonly readAgain: (scopes: readonly LandscapeScope[]) => void, private readonly after: After = clockAfter) {}

  /** What is shown now, whenever it may have changed. */
  look(changing: readonly Changing[]): void {
    const states = changing.flatMap((each) => each.states).sort().join('\n');
    if (states !== this.#states) {
      this.pause();
      this.#states = states;
      this.#waitMs = firstMs;
    }
    if (changing.length > 0) {
      this.#stop ??= this.after(this.#waitMs, () => {
        this.#stop = undefined;
        this.#waitMs = Math.min(this.#waitMs * 2, longestMs);
        this.readAgain(changing.map(({ scope }) => scope));
      });
    }
  }

  /** Nobody looks any more. */
  pause(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Somebody looks again: what was waited for long may have happened meanwhile. */
  forget(): void {
    this.pause();
    this.#states = '';
  }
}

function clockAfter(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds).unref();
  return () => clearTimeout(timer);
}
