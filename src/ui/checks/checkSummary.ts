import type { Report } from '../../model/check';

/** What the last check said. Kept over a restart, so that the tree never guesses and need not ask again. */
export interface CheckSummary {
  readonly passed: boolean;
  /** It can be used, but not by every address or member. */
  readonly partly?: true | undefined;
  /** All that was asked answered, but not all could be asked. */
  readonly unfinished?: true | undefined;
  readonly checkedAt: string;
  readonly text: string;
}

/** Plain words alone: no evidence, no address. */
export function summaryOf({ headline: { state, text }, checkedAt, results }: Report): CheckSummary {
  // What is expected not to be reached from there is not reached all the same.
  const isUnfinished = state === 'unknown' && results.every((result) => result.state !== 'expected');
  return {
    passed: state === 'passed', checkedAt, text,
    ...(state === 'degraded' ? { partly: true as const } : {}),
    ...(isUnfinished ? { unfinished: true as const } : {}),
  };
}

/** Whether it said that the way there cannot be used. */
export function hasFailed(check: CheckSummary | undefined): boolean {
  return check !== undefined && !check.passed && check.partly !== true && check.unfinished !== true;
}
