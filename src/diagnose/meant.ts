import type { Outcome } from './outcome';

/** What was seen from the vantage that the user means to use. */
export interface SeenFromMeant {
  readonly outcomes: readonly Outcome[];
  readonly started: boolean;
  readonly finished: boolean;
  readonly firstFailed: Outcome | undefined;
  readonly firstUnasked: Outcome | undefined;
  of(check: string): Outcome | undefined;
}

export function seenFromMeant(meant: string, all: readonly Outcome[]): SeenFromMeant {
  const outcomes = all.filter(({ result }) => result.vantage === meant);
  return {
    outcomes,
    started: outcomes.some(({ result }) => result.state !== 'waiting'),
    finished: outcomes.every(({ result }) => result.state !== 'waiting' && result.state !== 'running'),
    firstFailed: outcomes.find(({ result }) => result.state === 'failed'),
    firstUnasked: outcomes.find(({ result }) => result.state === 'not-run'),
    of: (check) => outcomes.find(({ result }) => result.check === check),
  };
}
