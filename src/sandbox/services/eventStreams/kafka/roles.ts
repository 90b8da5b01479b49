import type { ServiceRole } from '../../../dataPlane';

/** Numbers of Kafka's operations; `authorized_operations` has the bit of each that is allowed. */
const operations = {
  read: 3, write: 4, create: 5, delete: 6, alter: 7, describe: 8, describeConfigs: 10, alterConfigs: 11, idempotentWrite: 12,
} as const;

export type Operation = keyof typeof operations;
type ResourceKind = 'topic' | 'group' | 'cluster';

const everything = ['read', 'write', 'create', 'delete', 'alter', 'describe', 'describeConfigs', 'alterConfigs'] as const;

/** What each role may do: a Writer also reads, only a Manager makes and deletes topics. */
const allowed: Readonly<Record<ServiceRole, Readonly<Record<ResourceKind, readonly Operation[]>>>> = {
  Manager: {
    topic: everything,
    group: ['read', 'describe', 'delete'],
    cluster: ['create', 'describe', 'describeConfigs', 'idempotentWrite'],
  },
  Writer: {
    topic: ['read', 'write', 'describe', 'describeConfigs'],
    group: ['read', 'describe'],
    cluster: ['describe', 'idempotentWrite'],
  },
  Reader: {
    topic: ['read', 'describe', 'describeConfigs'],
    group: ['read', 'describe'],
    cluster: ['describe'],
  },
};

export function mayDo(role: ServiceRole, kind: ResourceKind, operation: Operation): boolean {
  return allowed[role][kind].includes(operation);
}

/** What Kafka sends where a client did not ask for its operations. */
export const operationsNotAsked = -2147483648;

/** The bits of `authorized_operations`. */
export function operationBits(role: ServiceRole, kind: ResourceKind): number {
  return allowed[role][kind].reduce((bits, operation) => bits | (1 << operations[operation]), 0);
}
