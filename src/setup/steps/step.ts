import type { Cost } from '../../model/plan';
import type { Found, Maker, RunContext, Specification, StepContext, Wait } from '../context';
import type { Fact, Facts } from '../facts';
import type { Standing } from '../standing';

/** One thing that a connection needs. What it made is removed by its kind's maker. */
export interface Step {
  readonly id: string;
  /** What it is and its name: "Security group orders-pc-gateway". */
  readonly title: string;
  /** The same for one that is there and is used instead, of that name. */
  readonly called?: (name: string) => string;
  /** Why it is needed, in one sentence. */
  readonly why: string;
  /** It looks at things and makes none. */
  readonly isCheck?: true;
  /** What it makes has a secret, kept in the vault, which may get lost there. */
  readonly keepsSecret?: true;
  /** Leaves in the facts what the makers of its things find and remove them by and the journal has not: an undo finds out nothing. */
  readonly knows?: (facts: Facts) => void;
  /** Only reads. Leaves what it finds in the facts. */
  find(context: StepContext): Promise<Standing>;
  /** Makes what `find` said is missing, and leaves it in the facts. */
  create(context: RunContext): Promise<void>;
  /** Resolves when a fresh read says that it is ready, with that in words: "stable"; empty when there is nothing to add. */
  ready(context: RunContext): Promise<string>;
  price(context: StepContext): Promise<Cost>;
}

/** A step that makes one thing: a maker, what is asked of it, and what may serve instead. */
export interface Making<S extends Specification, Made, Priced> {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly maker: Maker<S, Made, Priced>;
  /** What its price depends on; left out for what costs nothing. */
  readonly priced?: Priced | undefined;
  /** Where the thing is left for the steps behind. */
  readonly into: Fact<Made>;
  /** What there is that serves, ours or someone else's; it leaves that in `into`. */
  readonly find: (context: StepContext) => Promise<Standing>;
  /** From what the steps before have found or made. */
  readonly specification: (context: StepContext) => S;
  /** Goes before the making: what a former try left. */
  readonly prepare?: (context: RunContext) => Promise<void>;
  /** What it says of itself when it is ready; empty when it is left out. */
  readonly inWords?: (made: Made) => string;
}

/** Makes it, waits until it is ready, and prices it, as its maker says. */
export function making<S extends Specification, Made, Priced>(
  { id, title, why, maker, priced, into, find, specification, prepare, inWords }: Making<S, Made, Priced>,
): Step {
  return {
    id, title, why, find,
    create: async (context) => {
      await prepare?.(context);
      context.facts.set(into, await context.make(maker, specification(context)));
    },
    ready: async (context) => {
      const made = await untilReady(context, maker, context.facts.need(into));
      context.facts.set(into, made);
      return inWords?.(made) ?? '';
    },
    price: (context) => priced === undefined ? free() : priceOf(context, maker, priced),
  };
}

/** Waits as the maker says; a thing that it does not wait for is ready as it is. */
export async function untilReady<Made>(
  context: RunContext, { wait }: { readonly wait?: (context: RunContext, made: Made) => Wait<Made> }, made: Made,
): Promise<Made> {
  return wait === undefined ? made : await context.until(wait(context, made));
}

/** What the maker says that one costs a month. */
export function priceOf<Priced>(
  context: StepContext, { price }: { readonly price?: (context: StepContext, priced: Priced) => Promise<Cost> }, priced: Priced,
): Promise<Cost> {
  return price?.(context, priced) ?? free();
}

/** Costs nothing. */
export function free(): Promise<Cost> {
  return Promise.resolve({ kind: 'none' });
}

/** Ready as soon as it exists. */
export function atOnce(): Promise<string> {
  return Promise.resolve('');
}

/** Leaves in the facts what was found, and says that it exists. */
export function existing<Made>(context: StepContext, into: Fact<Made>, made: Made, found: Found, detail?: string): Standing {
  context.facts.set(into, made);
  return { kind: 'exists', resource: found, detail };
}
