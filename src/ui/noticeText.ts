import type { FailureText } from '../model/failure';
import { t } from '../model/l10n';
import { sentence } from '../model/words';

/** A failure in the sentences of a notice: what, why with the trace, and what next. */
export function noticeText({ what, why, next, trace }: FailureText): string {
  const because = trace === undefined ? sentence(why) : t('{0} (trace {1}).', why.replace(/\.$/, ''), trace);
  return `${sentence(what)} ${because} ${next}`;
}
