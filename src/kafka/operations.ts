import type { ClusterMetadata } from './messages';

/** What a key may do, in words a person knows, read from Kafka's own answer and never tried out. */
export interface Authority {
  /** False where the broker did not say. */
  readonly known: boolean;
  readonly createsTopics: boolean;
  readonly topics: number;
  readonly readable: number;
  readonly writable: number;
}

// Bits of Kafka's AclOperation codes.
const bit = { read: 3, write: 4, create: 5 } as const;

/** True where the bit field holds the operation. */
export function allows(operations: number | undefined, operation: keyof typeof bit): boolean {
  return operations !== undefined && (operations & (1 << bit[operation])) !== 0;
}

/** Topics that a message can be written to and read back from, by their names; those too of which the broker does not say what may be done. */
export function topicsForMessages({ topics }: Pick<ClusterMetadata, 'topics'>): readonly string[] {
  return topics
    .filter(({ internal, error, operations }) => !internal && error === 0
      && (operations === undefined || (allows(operations, 'read') && allows(operations, 'write'))))
    .map(({ name }) => name)
    .sort();
}

/** Kafka lists only topics that the key may describe, so what is counted is what is seen. */
export function authorityOf(metadata: ClusterMetadata): Authority {
  const topics = metadata.topics.filter((topic) => !topic.internal && topic.error === 0);
  return {
    known: metadata.operations !== undefined,
    createsTopics: allows(metadata.operations, 'create'),
    topics: topics.length,
    readable: topics.filter((topic) => allows(topic.operations, 'read')).length,
    writable: topics.filter((topic) => allows(topic.operations, 'write')).length,
  };
}
