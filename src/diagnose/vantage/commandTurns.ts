import { abortReason } from '../../model/deadline';

/** Fewer than sshd's usual ten sessions a connection (MaxSessions in sshd_config(5)): a terminal of the user's may be one of them. */
const mostAtOnce = 6;

/** Lets the commands of one SSH connection run side by side as far as the server allows it, which it does not tell before it refuses. */
export class CommandTurns {
  #allowed = mostAtOnce;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** Runs it in its turn. What is refused while others run is tried again when one of them has ended; refused alone, it is refused. */
  async take<T>(work: () => Promise<T>, isRefusal: (error: unknown) => boolean, signal: AbortSignal): Promise<T> {
    for (;;) {
      await this.#turn(signal);
      try {
        return await work();
      } catch (error) {
        if (!isRefusal(error) || this.#running === 1) {
          throw error;
        }
        this.#allowed = Math.max(1, Math.min(this.#allowed, this.#running - 1));
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
