import { setTimeout as pause } from 'node:timers/promises';
import { cutOffBy } from '../../model/deadline';
import type { Failure } from '../../model/failure';
import type { RunView } from '../../model/plan';

/** What can be started for a connection. */
export interface Runnable {
  run(connectionId: string, signal: AbortSignal): Promise<RunView>;
  undo(connectionId: string, signal: AbortSignal): Promise<RunView>;
  resume(connectionId: string, signal: AbortSignal): Promise<RunView>;
}

interface Running {
  readonly controller: AbortController;
  readonly work: Promise<RunView>;
}

/** Longer than a change that is under way is waited for. */
const patienceMs = 60_000;

/** The runs of this window: one a connection at a time, each of which can be cancelled. */
export class Runs {
  readonly #running = new Map<string, Running>();

  constructor(private readonly setup: Runnable) {}

  /** How many are going on. */
  get count(): number {
    return this.#running.size;
  }

  isRunning(connectionId: string): boolean {
    return this.#running.has(connectionId);
  }

  /** Undefined when the connection is busy already: a second click starts nothing twice. */
  start(kind: keyof Runnable, connectionId: string): Promise<RunView> | undefined {
    if (this.#running.has(connectionId)) {
      return undefined;
    }
    const controller = new AbortController();
    const work = this.setup[kind](connectionId, controller.signal).finally(() => this.#running.delete(connectionId));
    this.#running.set(connectionId, { controller, work });
    return work;
  }

  cancel(connectionId: string): boolean {
    const running = this.#running.get(connectionId);
    running?.controller.abort();
    return running !== undefined;
  }

  /**
   * Cancels all and waits until each has come to its end: what it does last may not meet what is started next. Where that is nobody's wish,
   * they fail with the reason.
   */
  async close({ because, limitMs = patienceMs }: { readonly because?: Failure | undefined; readonly limitMs?: number } = {}): Promise<void> {
    const running = [...this.#running.values()];
    running.forEach(({ controller }) => controller.abort(because === undefined ? undefined : cutOffBy(because)));
    const patience = new AbortController();
    await Promise.race([
      Promise.allSettled(running.map(({ work }) => work)),
      pause(limitMs, undefined, { signal: patience.signal, ref: false }).catch(() => undefined),
    ]);
    patience.abort();
  }
}
