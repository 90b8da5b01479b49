import type { EventRow } from './state/records';

/** Keeps the events that are ordered and calls each when it is due. They are part of the state, so a restart loses none. */
export class Timeline {
  readonly #timers = new Map<EventRow, NodeJS.Timeout>();

  constructor(
    private readonly pace: number,
    private readonly now: () => number,
    private readonly events: () => EventRow[],
    private readonly happen: (event: EventRow) => void,
  ) {}

  /** Takes up the events of an earlier run. */
  resume(): void {
    for (const event of this.events()) this.#arm(event);
  }

  order(seconds: number, event: Omit<EventRow, 'due'>): void {
    const ordered = { ...event, due: this.now() + seconds * 1000 * this.pace };
    this.events().push(ordered);
    this.#arm(ordered);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #arm(event: EventRow): void {
    const timer = setTimeout(() => {
      this.#timers.delete(event);
      const events = this.events();
      events.splice(events.indexOf(event), 1);
      this.happen(event);
    }, Math.max(0, event.due - this.now()));
    timer.unref();
    this.#timers.set(event, timer);
  }
}
