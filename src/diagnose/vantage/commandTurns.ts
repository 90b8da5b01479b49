import { setTimeout as delay } from 'node:timers/promises';
import { abortReason } from '../../model/deadline';

/** Fewer than sshd's usual ten sessions a connection (MaxSessions in sshd_config(5)): a terminal of the user's may be one of them. */
const mostAtOnce = 6;

/** A server ends a session some time after its client has: the times in milliseconds between the tries. */
const afterTheOneBefore = [20, 80, 300, 1000];

/** Lets the commands of one SSH connection run side by side as far as the server allows it, which it does not tell before it refuses. */
export class CommandTurns {
  #allowed = mostAtOnce;
  #running = 0;
  #hasRun = false;
  readonly #waiting: (() => void)[] = [];

  /**
   * Runs it in its turn. What is refused while others run is tried again when one of them has ended; refused alone, it is refused, unless
   * the server may not have done with the one before.
   */
  async take<T>(work: () => Promise<T>, isRefusal: (error: unknown) => boolean, signal: AbortSignal): Promise<T> {
    for (let alone = 0; ;) {
      await this.#turn(signal);
      try {
        const result = await work();
        this.#hasRun = true;
        return result;
      } catch (error) {
        if (!isRefusal(error)) {
          this.#hasRun = true;
          throw error;
        }
        if (this.#running > 1) {
          this.#allowed = Math.max(1, Math.min(this.#allowed, this.#running - 1));
        } else if (this.#hasRun && alone < afterTheOneBefore.length) {
          await delay(afterTheOneBefore[alone], undefined, { signal });
          alone += 1;
        } else {
          throw error;
        }
      } finally {
        this.#running -= 1;
        this.#next();
      }
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (this.#running >= this.#allowed) {
      await new Promise<void>((resolve, reject) => {
        const go = (): void => {
          signal.removeEventListener('abort', cancel);
          resolve();
        };
        const cancel = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(go), 1);
          reject(abortReason(signal));
        };
        signal.addEventListener('abort', cancel, { once: true });
        this.#waiting.push(go);
      });
    }
    this.#running += 1;
  }

  #next(): void {
    if (this.#running < this.#allowed) {
      this.#waiting.shift()?.();
    }
  }
}
