import type { FailureText } from '../model/failure';
import { sentence } from '../model/words';

/** A failure in the sentences of a notice: what, why with the trace, and what next. */
export function noticeText({ what, why, next, trace }: FailureText): string {
  const because = trace === undefined ? sentence(why) : `${why.replace(/\.$/, '')} (trace ${trace}).`;
  return `${sentence(what)} ${because} ${next}`;
}
