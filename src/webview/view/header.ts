import { t } from '../../model/l10n';
import type { PanelRequest, PanelState } from '../../model/panel';
import { active, element, type Element } from '../element';
import { isOutdated, timeOfDay } from './words';

/** Which instance, when it was checked and from which machines, and what can be done with the whole page. */
export function header(state: PanelState, ask: (request: PanelRequest) => void): Element {
  const { report } = state;
  return element('header', {},
    element('div', { class: 'who' },
      element('h1', {}, report.instance.name),
      element('p', { class: 'quiet' }, report.instance.description),
      element('p', { class: 'quiet' }, checkedFrom(state)),
    ),
    element('div', { class: 'actions' },
      state.running
        ? active('button', { type: 'button', 'data-key': 'cancel-check' }, { click: () => ask({ type: 'cancel-check' }) }, t('Cancel Check'))
        : active('button', { type: 'button', 'data-key': 'check-again' }, { click: () => ask({ type: 'check-again' }) }, t('Check Again')),
      active('button', { type: 'button', class: 'secondary', 'data-key': 'copy-report' }, { click: () => ask({ type: 'copy-report' }) }, t('Copy Report')),
    ),
  );
}

function checkedFrom({ report, running }: PanelState): string {
  const machines = report.vantages.map((vantage) => vantage.name);
  const from = machines.length === 0 ? '' : t(' from {0}', machines.join(t(' and from ')));
  return running
    ? t('Checking{0}…', from)
    : isOutdated(report) ? t('Last checked {0}{1}', timeOfDay(report.checkedAt), from) : t('Checked {0}{1}', timeOfDay(report.checkedAt), from);
}
