import { Group } from './group';

const mostGroups = 1000;

/** The groups of one cluster, by name. */
export class GroupCoordinator {
  readonly #groups = new Map<string, Group>();

  get(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  /** The group, made when it is new; undefined where there are too many that somebody is in. */
  open(id: string): Group | undefined {
    const known = this.#groups.get(id);
    if (known !== undefined) {
      return known;
    }
    if (this.#groups.size >= mostGroups && !this.#forgetOldestEmpty()) {
      return undefined;
    }
    const group = new Group(id);
    this.#groups.set(id, group);
    return group;
  }

  all(): readonly Group[] {
    return [...this.#groups.values()];
  }

  delete(id: string): void {
    this.#groups.get(id)?.stop();
    this.#groups.delete(id);
  }

  forgetTopic(topic: string): void {
    this.all().forEach((group) => group.offsets.forget(topic));
  }

  /** Ends all that waits; what was committed is kept. */
  stop(): void {
    this.all().forEach((group) => group.stop());
  }

  /** Clients that make up a group's name at each start would otherwise fill the table. */
  #forgetOldestEmpty(): boolean {
    const empty = this.all().find((group) => group.state === 'Empty');
    return empty !== undefined && this.#groups.delete(empty.id);
  }
}
