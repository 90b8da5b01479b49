import type { Reference } from '../model/landscape';
import type { Found, StepContext } from './context';

/** How a step stands against the account. */
export type Standing =
  | { readonly kind: 'exists'; readonly resource: Found; readonly detail?: string | undefined }
  /** `detail` adds what the name does not say: "allows 9093 from orders-pc-server". */
  | {
    readonly kind: 'missing'; readonly detail?: string | undefined;
    /** The thing itself is there and stays, and an undo leaves it "without" what the run puts on it, in words. */
    readonly extends?: string;
    /** That thing itself, or one of ours that is changed. */
    readonly there?: Found;
    /** Something of ours that others may rely on is deleted for it: what, and what that means for them. Nobody should learn that afterwards. */
    readonly replaces?: string;
  }
  | { readonly kind: 'not-needed'; readonly why: string }
  /** A convenience that cannot be had here: the rest goes on without it. `why` says what to do by hand. */
  | { readonly kind: 'left-out'; readonly why: string }
  | Blocked;

export interface Blocked {
  readonly kind: 'blocked';
  readonly why: string;
  readonly remedy: string;
}

export function exists(resource: Found, detail?: string): Standing {
  return { kind: 'exists', resource, detail };
}

export function missing(detail?: string): Extract<Standing, { readonly kind: 'missing' }> {
  return { kind: 'missing', detail };
}

export function blocked(why: string, remedy: string): Blocked {
  return { kind: 'blocked', why, remedy };
}

/**
 * What this step made or adopted before: by the id in the journal or, where a lost answer left none, by the name that
 * the request gave.
 */
export function remembered<T extends Reference>(context: StepContext, kind: string, items: readonly T[]): T | undefined {
  const { id } = context.recorded(kind) ?? {};
  const name = context.lost(kind)?.name;
  return items.find((item) => item.id === id) ?? items.find((item) => item.name === name);
}
