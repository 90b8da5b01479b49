import { t } from '../../model/l10n';
import type { PanelRequest, PanelState } from '../../model/panel';
import { element, type Element } from '../element';
import { checks } from './checks';
import { clients } from './clients';
import { header } from './header';
import { headline } from './headline';
import { path } from './path';

/** What the page does besides showing: it asks the extension, and remembers which client is looked at. */
export interface PageActions {
  ask(request: PanelRequest): void;
  choose(client: string): void;
}

/** The whole page, from what it was sent. One look answers "does it work, and if not, where and what now". */
export function page(state: PanelState | undefined, chosen: string | undefined, actions: PageActions): Element {
  if (state === undefined) {
    return element('main', {}, element('h1', {}, t('Connectivity')), element('p', { role: 'status' }, t('Waiting for the first check…')));
  }
  const ask = (request: PanelRequest): void => actions.ask(request);
  return element('main', { 'aria-busy': state.running ? 'true' : 'false' },
    header(state, ask),
    path(state.report.hops),
    headline(state.report.headline, ask),
    checks(state.report),
    clients(state, chosen, (client) => actions.choose(client), ask),
  );
}
