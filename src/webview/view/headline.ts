import type { Headline } from '../../model/check';
import { t } from '../../model/l10n';
import type { PanelRequest } from '../../model/panel';
import { active, element, type Element } from '../element';

const signs: Readonly<Record<Headline['state'], string>> = { passed: '✓', degraded: '◐', failed: '!', running: '◌', unknown: '○' };

/** The one answer: it works, or the first broken hop with its cause and its cure. Announced when it changes. */
export function headline(found: Headline, ask: (request: PanelRequest) => void): Element {
  return element('section', { class: `headline ${found.state}`, 'aria-label': t('Result') },
    element('div', { role: 'status', 'aria-live': 'polite' },
      element('p', { class: 'verdict' }, element('span', { class: 'sign', 'aria-hidden': 'true' }, signs[found.state]), found.text),
      found.cause !== undefined && element('p', {}, found.cause),
      (found.state === 'failed' || found.state === 'degraded') && found.code !== undefined && element('p', { class: 'quiet' }, element('code', {}, found.code)),
    ),
    remedy(found, ask),
  );
}

function remedy({ remedy: cure }: Headline, ask: (request: PanelRequest) => void): Element | undefined {
  if (cure === undefined) return undefined;
  const { command, title } = cure;
  if (command === undefined) return element('p', { class: 'remedy' }, t('What to do: {0}', title));
  return active('button', { type: 'button', 'data-key': 'remedy' }, { click: () => ask({ type: 'remedy', command }) }, title);
}
