import { t } from '../../model/l10n';
import type { PanelRequest, PanelState } from '../../model/panel';
import type { Snippet } from '../../model/snippet';
import { active, element, type Element } from '../element';

/** The client configurations: one is chosen, shown with line numbers, copied or opened. */
export function clients(
  state: PanelState, chosen: string | undefined, choose: (client: string) => void, ask: (request: PanelRequest) => void,
): Element | undefined {
  const snippet = state.snippets.find(({ client }) => client === chosen) ?? state.snippets[0];
  if (snippet === undefined) return undefined;
  return element('section', { 'aria-labelledby': 'clients' },
    element('h2', { id: 'clients' }, t('Client configuration')),
    element('div', { class: 'actions' },
      element('label', { for: 'client' }, t('Client')),
      picker(state.snippets, snippet.client, choose),
      active('button', { type: 'button', 'data-key': 'copy' }, { click: () => ask({ type: 'copy-snippet', client: snippet.client }) }, t('Copy')),
      active('button', { type: 'button', class: 'secondary', 'data-key': 'open' }, {
        click: () => ask({ type: 'open-snippet', client: snippet.client }),
      }, t('Open in Editor')),
      ...(state.connected !== true ? [] : [
        active('button', { type: 'button', class: 'secondary', 'data-key': 'api-key' }, { click: () => ask({ type: 'copy-api-key' }) }, t('Copy API Key')),
      ]),
    ),
    element('p', {}, snippet.runsOn),
    element('p', { role: 'status', 'aria-live': 'polite' }, said(state, snippet)),
    element('p', { class: 'quiet' }, t('{0} · the API key is read where the client runs; it is not in this text.', snippet.fileName)),
    lines(snippet.text),
    element('p', {}, t('How to use it:')),
    lines(snippet.usage.join('\n')),
    testMessage(state, ask),
  );
}

function said({ clientMessage }: PanelState, { client }: Snippet): string {
  return clientMessage?.client === client ? `✓ ${clientMessage.text}` : '';
}

function picker(snippets: readonly Snippet[], chosen: string, choose: (client: string) => void): Element {
  const change = (event: Event): void => {
    const value = event.target !== null && 'value' in event.target ? event.target.value : undefined;
    const picked = snippets.find(({ client }) => client === value);
    if (picked !== undefined) choose(picked.client);
  };
  return active('select', { id: 'client', 'data-value': chosen }, { change },
    ...snippets.map(({ client, title }) => element('option', { value: client, selected: client === chosen }, title)),
  );
}

function lines(text: string): Element {
  return element('ol', { class: 'code', tabindex: 0 }, ...text.replace(/\n$/, '').split('\n').map((line) => element('li', {}, element('code', {}, line))));
}

function testMessage(state: PanelState, ask: (request: PanelRequest) => void): Element {
  const said = state.testMessage;
  // Without a connection the command asks for one; through one that is not set up nothing is sent.
  const isOffered = state.connected === true || state.report.connectionId === undefined;
  return element('div', { class: 'test' },
    isOffered && active('button', { type: 'button', class: 'secondary', 'data-key': 'test' }, {
      click: () => ask({ type: 'send-test-message' }),
    }, t('Send Test Message…')),
    element('p', { role: 'status', 'aria-live': 'polite' }, said === undefined ? '' : `${said.ok ? '✓' : '✗'} ${said.text}`),
  );
}
