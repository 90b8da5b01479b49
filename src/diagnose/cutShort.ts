import type { Report } from '../model/check';
import { t } from '../model/l10n';
import { again } from './causes';

/** A report whose checks were cancelled: what was seen by then stands, and nothing is said of the rest. */
export function cutShort(report: Report): Report {
  return {
    ...report,
    headline: { state: 'unknown', code: 'report.cancelled', text: t('The check was cancelled before its end.'), remedy: again },
    results: report.results.map((result) => (
      result.state === 'running' || result.state === 'waiting' ? { ...result, state: 'not-run', code: 'not-run', summary: t('cancelled') } : result
    )),
  };
}
