import type { CheckId } from '../model/check';
import type { Outcome } from './outcome';

/** The results of the vantage that the user means to use: the server where there is one, else this machine. */
export interface Way {
  readonly outcomes: readonly Outcome[];
  readonly started: boolean;
  readonly finished: boolean;
  readonly firstFailed: Outcome | undefined;
  of(check: CheckId): Outcome | undefined;
}

export function wayOf(places: { readonly server?: unknown }, all: readonly Outcome[]): Way {
  const vantage = places.server === undefined ? 'local' : 'server';
  const outcomes = all.filter(({ result }) => result.vantage === vantage);
  return {
    outcomes,
    started: outcomes.some(({ result }) => result.state !== 'waiting'),
    finished: outcomes.every(({ result }) => result.state !== 'waiting' && result.state !== 'running'),
    firstFailed: outcomes.find(({ result }) => result.state === 'failed'),
    of: (check) => outcomes.find(({ result }) => result.check === check),
  };
}
