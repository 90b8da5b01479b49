import type { Report } from '../model/check';
import { t } from '../model/l10n';
import { sentence } from '../model/words';
import { again } from './causes';

/** A report after something was changed: what it saw stands as evidence of then, and nothing in it is said of now. `since` is "It was undone". */
export function outdated(report: Report, since: string): Report {
  return {
    ...report,
    headline: {
      state: 'unknown', code: 'report.outdated', text: t('{0} after this check, which says nothing of how it is now.', since),
      cause: t('Then: {0}', sentence(former(report))), remedy: again,
    },
    hops: report.hops.map(({ id, kind, what, name }) => ({ id, kind, what, name, state: 'unknown', detail: t('not checked since') })),
  };
}

/** What it said before anything was changed, however often something was. */
function former({ headline: { code, text, cause } }: Report): string {
  return code === 'report.outdated' ? (cause ?? text).replace(/^Then: /, '') : text;
}
