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
/** A server may ask for any wait; nobody sits before a run for a day. */
const longestAsked = 5 * 60_000;
const tries = 8;
/** A young service instance is not ready for endpoint gateways: people waited up to 15 minutes. */
const triesForYoungInstance = 40;

/** Judges an error of a change to the cloud after its `attempt`-th attempt, counted from 1. */
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
  return { uncertain, wait: Math.max(backOff, Math.min(longestAsked, (error.retryAfter ?? 0) * 1_000)) };
}

/** No answer, or one that does not say whether the change was done. Failures without `http.` and status are our own. */
export function isUncertain({ code, status }: Failure): boolean {
  return status === undefined ? code.startsWith('http.') : status < 400 || status >= 500;
}

/** A quota is not a matter of waiting, whatever status it comes with. */
function isBusy({ code, status, why }: Failure): boolean {
  return status === 429 || (!/quota/i.test(code) && (status === 409 || /\block(ed)?\b/i.test(why)));
}
