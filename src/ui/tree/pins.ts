import type { Memento } from '../checks/checkHistory';

const key = 'privateConnect.pins';

/** The CRNs of what a person pinned to the top of its list, in any account; kept over a restart. */
export class Pins {
  constructor(private readonly memento: Memento) {}

  has(crn: string): boolean {
    return this.#all().includes(crn);
  }

  async set(crn: string, isPinned: boolean): Promise<void> {
    const others = this.#all().filter((other) => other !== crn);
    await this.memento.update(key, isPinned ? [...others, crn] : others);
  }

  #all(): readonly string[] {
    const kept = this.memento.get(key);
    return Array.isArray(kept) ? kept.filter((crn): crn is string => typeof crn === 'string') : [];
  }
}
