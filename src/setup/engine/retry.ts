import { Failure } from '../../model/failure';
import { notUpYet } from '../makers/resolverEnabled';

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

/** Refusals that end by themselves, since something was made a moment ago that not every part of the cloud knows of yet. */
const young: readonly { readonly isIt: (failure: Failure) => boolean; readonly tries: number; readonly pauseMs?: number }[] = [
  // A young service instance is not ready for endpoint gateways: people waited up to 15 minutes.
  { isIt: ({ why }) => /does not support VPE extensions/i.test(why), tries: 40 },
  // To a VPN server a certificate is not there until the policy is in force that lets it read Secrets Manager: half a minute mostly; four are
  // waited. One that is not there at all is refused in the same words. Source: https://cloud.ibm.com/docs/vpc, "Troubleshooting client VPN".
  { isIt: ({ code }) => code.endsWith('.vpn_server_certificate_not_found'), tries: 12 },
  // A custom resolver none of whose locations is up: ten minutes, as Terraform's provider waits.
  { isIt: ({ code }) => code === notUpYet, tries: 31, pauseMs: 20_000 },
];

/** No connection came about, so that nothing was sent: it may come about the next time. */
const notSent: readonly string[] = ['http.refused', 'http.name-not-found', 'http.unreachable'];

/**
 * Conflicts that last: a quota, a name or a target that is taken, a VPC whose DNS is shared with another one's. The codes are families, since
 * no reference lists those of endpoint gateways and shared DNS; the words count where a service gives no more than "conflict". What is
 * pending ends. Codes of shared DNS that are published have `dns` in them: https://cloud.ibm.com/apidocs/vpc (`lifecycle_reasons`).
 */
const lasting = [
  { code: /quota/i },
  { code: /(duplicate_name|not_unique|unique_failed|name_exists|group_exists|endpoint_gateway_(already_)?exists)$/i },
  { code: /[._]dns_(?!.*pending)/i },
  { why: /\balready exists\b|\bname\b.*\b(already|taken|not unique)\b|\bDNS\b/i },
] as const;

/** Whatever its words: the policy that is there may be our own of a moment ago, which no list shows yet. */
const passing = '.policy_conflict_error';

/** Judges an error of a change to the cloud after its `attempt`-th attempt, counted from 1. */
export function judge(error: unknown, attempt: number): Verdict {
  if (!(error instanceof Failure)) {
    return { uncertain: true, wait: undefined };
  }
  const uncertain = isUncertain(error);
  const soon = young.find(({ isIt }) => isIt(error));
  const limit = soon?.tries ?? tries;
  if (attempt >= limit || !(soon !== undefined || isNoAnswer(error) || isBusy(error))) {
    return { uncertain, wait: undefined };
  }
  const backOff = soon?.pauseMs ?? Math.min(longestWait, firstWait * 2 ** (attempt - 1));
  return { uncertain, wait: Math.max(backOff, askedPause(error)) };
}

/** Milliseconds that the server asks to wait for, as far as anybody would. */
export function askedPause({ retryAfter }: Failure): number {
  return Math.min(longestAsked, (retryAfter ?? 0) * 1_000);
}

/** No answer, or one that says nothing of the thing itself. Failures without `http.` and status are our own. */
export function isNoAnswer({ code, status }: Failure): boolean {
  return status === undefined ? code.startsWith('http.') : status < 400 || status >= 500;
}

/** The request was sent, and nothing tells whether it was carried out; a command on a server may have done half of it. */
function isUncertain(failure: Failure): boolean {
  return (isNoAnswer(failure) && !notSent.includes(failure.code)) || failure.code.startsWith('server.');
}

/** Another change is under way, which ends. */
function isBusy(failure: Failure): boolean {
  const { code, status, why } = failure;
  if (status === 429) {
    return true;
  }
  const lasts = !code.endsWith(passing) && lasting.some((sign) => 'code' in sign ? sign.code.test(code) : sign.why.test(why));
  return !lasts && (status === 409 || /\block(ed)?\b/i.test(why));
}
