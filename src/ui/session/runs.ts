import type { RunView } from '../../model/plan';

/** What can be started for a connection. */
export interface Runnable {
  run(connectionId: string, signal: AbortSignal): Promise<RunView>;
  undo(connectionId: string, signal: AbortSignal): Promise<RunView>;
  resume(connectionId: string, signal: AbortSignal): Promise<RunView>;
}

/** The runs of this window: one a connection at a time, each of which can be cancelled. */
export class Runs {
  readonly #running = new Map<string, AbortController>();

  constructor(private readonly setup: Runnable) {}

  isRunning(connectionId: string): boolean {
    return this.#running.has(connectionId);
  }

  /** Undefined when the connection is busy already: a second click starts nothing twice. */
  start(kind: keyof Runnable, connectionId: string): Promise<RunView> | undefined {
    if (this.#running.has(connectionId)) {
      return undefined;
    }
    const controller = new AbortController();
    this.#running.set(connectionId, controller);
    return this.setup[kind](connectionId, controller.signal).finally(() => this.#running.delete(connectionId));
  }

  cancel(connectionId: string): boolean {
    const controller = this.#running.get(connectionId);
    controller?.abort();
    return controller !== undefined;
  }

  cancelAll(): void {
    this.#running.forEach((controller) => controller.abort());
  }
}
