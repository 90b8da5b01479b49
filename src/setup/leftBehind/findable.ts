import type { Reference } from '../../model/landscape';
import type { Cost } from '../../model/plan';
import type { LookContext } from '../context';

/** A kind of thing that can be found again where no journal tells of it. */
export interface Findable {
  readonly kind: string;
  readonly title: string;
  /** How its CRN calls it. */
  readonly resourceType: string;
  /** As the cloud has it now, with what a month of it costs; undefined where it is gone. */
  read(context: LookContext, id: string): Promise<{ readonly address?: string; readonly cost: () => Promise<Cost> } | undefined>;
}

type Priced<T> = (context: LookContext, thing: T) => Promise<Cost>;

/** Of a kind that a list of its region names. */
export function findable<T extends Reference>(
  { kind }: { readonly kind: string }, title: string, resourceType: string, list: (context: LookContext) => Promise<readonly T[]>, price?: Priced<T>,
): Findable {
  return {
    kind, title, resourceType,
    read: async (context, id) => {
      const thing = (await list(context)).find((other) => other.id === id);
      return thing === undefined ? undefined : { ...addressOf(thing), cost: () => price?.(context, thing) ?? Promise.resolve({ kind: 'none' }) };
    },
  };
}

function addressOf(thing: object): { readonly address?: string } {
  return 'address' in thing && typeof thing.address === 'string' ? { address: thing.address } : {};
}
