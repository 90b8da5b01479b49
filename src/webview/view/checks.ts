import type { CheckResult, Report, VantageView } from '../../model/check';
import { t } from '../../model/l10n';
import { measured } from '../../model/words';
import { element, type Element } from '../element';
import { checkSigns, checkWords, isOutdated, timeOfDay } from './words';

// Less than a network can take: the check only read what another had asked for, and has no time of its own to tell.
const shortest = 0.1;

/** The ladder: a row a check, a column a machine that looked. */
export function checks(report: Report): Element {
  const rows = report.checks.map(({ id, title }) => row(title, report.results.filter((result) => result.check === id), report.vantages));
  const then = isOutdated(report);
  return element('section', { 'aria-labelledby': 'checks', ...(then ? { class: 'outdated' } : {}) },
    element('h2', { id: 'checks' }, then ? t('Checks, as they were at {0}', timeOfDay(report.checkedAt)) : t('Checks')),
    element('table', {},
      element('thead', {}, element('tr', {},
        element('th', { scope: 'col' }, t('Check')),
        ...report.vantages.map((vantage) => element('th', { scope: 'col' }, t('from {0}', vantage.name))),
      )),
      element('tbody', {}, ...rows),
    ),
  );
}

function row(title: string, results: readonly CheckResult[], vantages: readonly VantageView[]): Element {
  return element('tr', {},
    element('th', { scope: 'row' }, title),
    ...vantages.map((vantage) => cell(results.find((result) => result.vantage === vantage.id), t('from {0}', vantage.name))),
  );
}

// On a narrow page the column's heading is out of sight: the cell carries it.
function cell(result: CheckResult | undefined, from: string): Element {
  if (result === undefined) return element('td', { class: 'quiet', 'data-from': from }, t('not asked from here'));
  return element('td', { class: result.state, 'data-from': from },
    element('p', {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, checkSigns[result.state]),
      element('span', { class: 'state' }, checkWords[result.state]),
      result.milliseconds !== undefined && result.milliseconds >= shortest && element('span', { class: 'quiet' }, measured(result.milliseconds)),
      result.summary !== '' && element('span', { class: 'summary' }, result.summary),
    ),
    (result.state === 'failed' || result.state === 'degraded') && element('p', {}, element('code', {}, result.code)),
    result.cause !== undefined && element('p', {}, result.cause),
    evidence(result),
  );
}

function evidence(result: CheckResult): Element | undefined {
  if (result.evidence.length === 0) return undefined;
  return element('details', {},
    element('summary', {}, t('What was seen ({0})', result.evidence.length)),
    element('ul', {}, ...result.evidence.map((line) => element('li', {}, line))),
  );
}
