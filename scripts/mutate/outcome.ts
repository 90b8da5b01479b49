import type { Equivalent } from './equivalent';
import type { Mutant, Place } from './mutant';

/** How the tests took a mutant. */
export type Verdict =
  | { readonly state: 'killed'; readonly by: string }
  | { readonly state: 'survived'; readonly tests: number }
  | { readonly state: 'equivalent'; readonly of: Equivalent };

export interface Outcome {
  readonly mutant: Mutant;
  readonly place: Place;
  readonly verdict: Verdict;
}

export interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly equivalent: number;
}

export function scoreOf(outcomes: readonly Outcome[]): Score {
  const count = (state: Verdict['state']): number => outcomes.filter(({ verdict }) => verdict.state === state).length;
  return { killed: count('killed'), survived: count('survived'), equivalent: count('equivalent') };
}

/** Of those that a test could notice, in hundredths. */
export function percent({ killed, survived }: Score): number {
  return killed + survived === 0 ? 100 : Math.floor(killed * 100 / (killed + survived));
}
