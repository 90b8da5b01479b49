import assert from 'node:assert/strict';
import fc from 'fast-check';
import { outdated } from '../../../../src/diagnose/outdated';
import type { PanelRequest } from '../../../../src/model/panel';
import { textOf, type Element } from '../../../../src/webview/element';
import { page } from '../../../../src/webview/view/page';
import { checkWords } from '../../../../src/webview/view/words';
import { all, checks, failed, hop, panel, passed } from '../samples';

function show(state = panel(passed), client?: 'java' | 'kcat'): { root: Element; asked: PanelRequest[]; chosen: string[] } {
  const asked: PanelRequest[] = [];
  const chosen: string[] = [];
  return { root: page(state, client, { ask: (request) => asked.push(request), choose: (picked) => chosen.push(picked) }), asked, chosen };
}

function press(root: Element, label: string): void {
  const button = all(root).find((node) => node.tag === 'button' && textOf(node) === label);
  assert.ok(button, `no button "${label}"`);
  button.on['click']?.(new Event('click'));
}

describe('the panel\'s page', () => {
  it('is the same for the same data: a pure function', () => {
    assert.equal(JSON.stringify(show().root), JSON.stringify(show().root));
  });

  it('has one main heading, the instance\'s name', () => {
    const headings = all(show().root).filter((node) => node.tag === 'h1').map(textOf);
    assert.deepEqual(headings, ['orders']);
  });

  it('names every machine that probed', () => {
    assert.match(textOf(show().root), /from this laptop and from build-box \(virtual server\)/);
  });

  it('says every state in words, not by colour alone', () => {
    for (const report of [passed, failed]) {
      const cells = all(show(panel(report)).root).filter((node) => node.tag === 'td');
      assert.ok(cells.length >= checks.length);
      for (const cell of cells) {
        const text = textOf(cell);
        assert.ok(Object.values(checkWords).some((word) => text.includes(word)) || text.includes('not asked from here'), text);
      }
    }
  });

  it('leads with the first broken hop: its sentence, code, cause and a button that cures it', () => {
    const { root, asked } = show(panel(failed));
    const text = textOf(root);
    for (const part of ['does not answer build-box on port 9093', 'tcp.timeout', 'admits no TCP 9093']) assert.ok(text.includes(part), part);
    press(root, 'Connect Privately…');
    assert.deepEqual(asked, [{ type: 'remedy', command: 'privateConnect.connectPrivately' }]);
  });

  it('shows what lies behind the broken hop as not run and not reached', () => {
    const text = textOf(show(panel(failed)).root);
    assert.match(text, /not run/);
    assert.match(text, /not reached/);
  });

  it('asks the extension for every action that it offers', () => {
    const { root, asked } = show(panel({ ...passed, connectionId: 'orders-pc-1a2b' }, { connected: true }), 'kcat');
    for (const label of ['Check Again', 'Copy Report', 'Copy', 'Open in Editor', 'Copy API Key', 'Send Test Message…']) press(root, label);
    assert.deepEqual(asked, [
      { type: 'check-again' }, { type: 'copy-report' },
      { type: 'copy-snippet', client: 'kcat' }, { type: 'open-snippet', client: 'kcat' }, { type: 'copy-api-key' }, { type: 'send-test-message' },
    ]);
  });

  it('says what was done with the client configuration that is looked at, in a live region', () => {
    const state = panel(passed, { clientMessage: { client: 'kcat', text: 'Copied.' } });
    const live = (client: 'java' | 'kcat'): string => all(show(state, client).root).filter((node) => node.attributes['aria-live'] === 'polite').map(textOf).join();
    assert.match(live('kcat'), /Copied\./);
    assert.doesNotMatch(live('java'), /Copied/);
  });

  it('says beside the client configuration where it runs', () => {
    assert.match(textOf(show().root), /Runs on build-box client\.properties/);
  });

  it('offers no API key where there is no connection that has one', () => {
    const { root } = show(panel(passed), 'kcat');
    assert.ok(all(root).every((node) => node.attributes['data-key'] !== 'api-key'));
  });

  it('offers neither the API key nor a message of a connection that is not set up, or not any more', () => {
    const { root } = show(panel({ ...passed, connectionId: 'orders-pc-1a2b' }, { testMessage: { ok: false, text: 'did not come back' } }), 'kcat');
    assert.ok(all(root).every((node) => !['api-key', 'test'].includes(String(node.attributes['data-key']))));
    assert.match(textOf(root), /did not come back/);
  });

  it('cannot be asked to check again while it checks, only to stop', () => {
    const { root, asked } = show(panel(passed, { running: true }));
    assert.ok(all(root).every((node) => textOf(node) !== 'Check Again'));
    press(root, 'Cancel Check');
    assert.deepEqual(asked, [{ type: 'cancel-check' }]);
  });

  it('falls back to the first client when the remembered one is gone', () => {
    const state = panel(passed);
    const root = page({ ...state, snippets: state.snippets.slice(0, 1) }, 'python', { ask: () => undefined, choose: () => undefined });
    assert.match(textOf(root), /client\.properties/);
  });

  it('says how the test message went, in a live region', () => {
    const live = all(show(panel(passed, { testMessage: { ok: true, text: 'came back in 31 ms' } })).root)
      .filter((node) => node.attributes['aria-live'] === 'polite').map(textOf);
    assert.ok(live.some((text) => text.includes('came back in 31 ms')));
  });

  it('says of a check that something was changed after that it was the last one', () => {
    const then = outdated(passed, 'It was undone');
    assert.match(textOf(show(panel(then)).root), /Last checked .* from this laptop/);
    assert.match(textOf(show().root), /[^t] ?Checked .* from this laptop/);
    assert.doesNotMatch(textOf(show().root), /Last checked/);
  });

  it('waits calmly before the first result', () => {
    assert.match(textOf(page(undefined, undefined, { ask: () => undefined, choose: () => undefined })), /Waiting for the first check/);
  });

  it('keeps what the cloud sends as text: no element or attribute comes from it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
      const hostile = { ...passed, instance: { ...passed.instance, name }, hops: [hop('machine', 'machine', name, { detail: name })] };
      // A detail takes as many lines as it needs.
      const shape = (report: typeof passed): string[] =>
        [...new Set(all(show(panel(report)).root).map((node) => `${node.tag} ${Object.keys(node.attributes).join()}`))];
      assert.deepEqual(shape(hostile), shape({ ...hostile, instance: passed.instance, hops: [hop('machine', 'machine', 'x', { detail: 'x' })] }));
    }));
  });
});
