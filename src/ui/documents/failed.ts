import { failureText } from '../../model/failure';
import { t } from '../../model/l10n';
import { sentence } from '../../model/words';

/** What stands in a document that could not be shown: what failed, why, and what to do. */
export function failedText(error: unknown): string {
  const { what, why, next } = failureText(error, t('Could not show the document'));
  return `${sentence(what)} ${sentence(why)}\n\n${next}\n`;
}
