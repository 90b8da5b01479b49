import type { CommittedOffset } from './types';

/** How far a group has read, by topic and partition. */
export class CommittedOffsets {
  readonly #topics = new Map<string, Map<number, CommittedOffset>>();

  get size(): number {
    return this.#topics.size;
  }

  commit(topic: string, partition: number, offset: CommittedOffset): void {
    const partitions = this.#topics.get(topic) ?? new Map<number, CommittedOffset>();
    this.#topics.set(topic, partitions.set(partition, offset));
  }

  get(topic: string, partition: number): CommittedOffset | undefined {
    return this.#topics.get(topic)?.get(partition);
  }

  /** All of them: topic and its partitions. */
  all(): readonly (readonly [string, readonly number[]])[] {
    return [...this.#topics].map(([topic, partitions]) => [topic, [...partitions.keys()]] as const);
  }

  forget(topic: string): void {
    this.#topics.delete(topic);
  }
}
