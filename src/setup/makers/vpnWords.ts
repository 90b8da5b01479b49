import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { StateReason } from '../../model/resource';
import { reasonWords, type ReasonWords } from '../../model/vpnServerReasons';
import { ended } from './found';

/** Said of certificates whose authorities were made without it. Source: https://cloud.ibm.com/docs/vpc, "Troubleshooting client VPN". */
const noEncodedUrl = /URL does not encode/i;

/** What is known of a code: those of VPN servers and of VPN gateways are alike, and mean other things. */
type WordsOf = (code: string) => ReasonWords | undefined;

/** A refusal with what it means and what mends it, beside the cloud's own words; anything else as it is. */
export function explained(error: unknown, wordsOf: WordsOf = reasonWords): unknown {
  if (!(error instanceof Failure)) {
    return error;
  }
  const words = wordsOf(error.code.replace(/^vpc\./, '')) ?? (noEncodedUrl.test(error.why) ? {
    cause: t('An authority of the certificate was made without "Encode URL", which cannot be switched on later.'),
    cure: t('Make new authorities with URL encoding and a revocation list, a certificate of theirs, and give that one to the VPN server.'),
  } : undefined);
  const { code, what, why, trace, status, retryAfter } = error;
  return words === undefined ? error
    : new Failure({ code, what, why: `${why} ${words.cause}`, next: words.cure, trace, status, retryAfter, cause: error });
}

/** The reasons with what they mean and what mends them, to be put behind a state; empty where there are none. */
export function becauseOf(reasons: readonly StateReason[], wordsOf: WordsOf = reasonWords): string {
  const linesOf = ({ code, message }: StateReason) => [message, wordsOf(code)?.cause, wordsOf(code)?.cure].filter((line) => line !== undefined);
  return reasons.flatMap(linesOf).map((line) => ` · ${line}`).join('');
}

/** What ended in a state that it does not leave by itself, with the cure of the first reason that has one. */
export function endedBecause(what: string, state: string, reasons: readonly StateReason[], wordsOf: WordsOf = reasonWords): Failure {
  const known = reasons.map(({ code }) => wordsOf(code));
  const meant = reasons.map(({ code, message }, at) => ({ code, message: [message, known[at]?.cause].filter((text) => text !== undefined).join(' ') }));
  const cure = known.find((each) => each !== undefined)?.cure;
  return ended(what, state, meant, cure ?? t('Undo, then run again; if it stays, ask IBM Cloud support.'));
}
