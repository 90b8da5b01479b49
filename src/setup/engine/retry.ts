import { Failure } from '../../model/failure';

/** What may follow a failed attempt. */
export interface Verdict {
  /** The change may have been done although its answer was lost: look before the next try. */
  readonly uncertain: boolean;
  /** Milliseconds to wait before the next try; undefined: another try would not help. */
  readonly wait: number | undefined;
}

const firstWait = 2_000;
const longestWait = 30_000;
const tries = 8;
/** A young service instance is not ready for endpoint gateways: people waited up to 15 minutes. Source: USERS 2. */
const triesForYoungInstance = 40;

/** Judges an error of a change to the cloud after its `attempt`-th attempt, counted from 1. Source: USERS R2.2. */
export function judge(error: unknown, attempt: number): Verdict {
  if (!(error instanceof Failure)) {
    return { uncertain: true, wait: undefined };
  }
  const uncertain = isUncertain(error);
  const young = /does not support VPE extensions/i.test(error.why);
  const limit = young ? triesForYoungInstance : tries;
  if (attempt >= limit || !(young || uncertain || isBusy(error))) {
    return { uncertain, wait: undefined };
  }
  const backOff = Math.min(longestWait, firstWait * 2 ** (attempt - 1));
  return { uncertain, wait: Math.max(backOff, (error.retryAfter ?? 0) * 1_000) };
}

/** No answer, or one that does not say whether the change was done. Being signed out is an answer. */
export function isUncertain(error: Failure): boolean {
  if (error.code.startsWith('iam.')) {
    return false;
  }
  return error.status === undefined || error.status < 400 || error.status >= 500;
}

function isBusy(error: Failure): boolean {
  if (/quota|limit_exceeded/i.test(error.code)) {
    return false;
  }
  return error.status === 409 || error.status === 429 || /\block(ed)?\b/i.test(error.why);
}

/** True for what is gone, or was never there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Failure && error.status === 404;
}
