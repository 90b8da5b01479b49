import type { Clock } from '../../../src/setup/dependencies';
import { pacedClock } from '../../../src/setup/engine/clock';

/** A process that dies before its n-th line of journal is written: from then on it writes nothing, and asks for nothing. */
export class Mortal implements Clock {
  readonly #paced = pacedClock(0.003);
  readonly #death = new AbortController();

  constructor(private lives: number) {}

  get signal(): AbortSignal {
    return this.#death.signal;
  }

  /** It dies at once. */
  kill(): void {
    this.lives = 0;
    this.#death.abort();
  }

  now(): number {
    // The journal asks for the time once a line; the views ask as well, which only makes the process die earlier.
    this.lives -= 1;
    if (this.lives <= 0) {
      this.kill();
      throw new Error('killed');
    }
    return this.#paced.now();
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.#paced.sleep(milliseconds, signal);
  }
}
