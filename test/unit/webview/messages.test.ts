import assert from 'node:assert/strict';
import fc from 'fast-check';
import { panelHtml } from '../../../src/ui/panel/html';
import { readRequest, readTarget } from '../../../src/ui/panel/requests';
import { readKept, readMessage } from '../../../src/webview/messages';
import { failed, panel, passed } from './samples';

describe('messages between the panel and its page', () => {
  it('carry the state unchanged', () => {
    for (const report of [passed, failed]) {
      const message = { type: 'state', state: panel(report, { testMessage: { ok: false, text: 'no' } }) };
      assert.deepEqual(readMessage(structuredClone(message)), message);
    }
  });

  it('are dropped by the page when they are of another kind', () => {
    for (const data of [undefined, null, 'x', { type: 'state' }, { type: 'state', state: { report: {} } }, { type: 'other', state: panel(passed) }]) {
      assert.equal(readMessage(data), undefined);
    }
  });

  it('never make either side throw, whatever arrives', () => {
    fc.assert(fc.property(fc.anything(), (data) => {
      readMessage(data);
      readKept(data);
      readRequest(data);
      readTarget(data);
    }));
  });

  it('are read by the extension only if they are one of the page\'s requests', () => {
    assert.deepEqual(readRequest({ type: 'copy-snippet', client: 'kcat', more: 1 }), { type: 'copy-snippet', client: 'kcat' });
    for (const data of [{ type: 'copy-snippet', client: 'rm -rf' }, { type: 'run' }, { type: 'remedy' }, null]) assert.equal(readRequest(data), undefined);
  });

  it('do not let a check that a reload cut off run on: it can be asked for again', () => {
    assert.equal(readKept({ last: panel(passed, { running: true }) }).last?.running, false);
  });

  it('let a panel of before a reload find its instance again', () => {
    const kept = { last: panel({ ...passed, connectionId: 'c1' }), client: 'kcat' };
    assert.deepEqual(readKept(kept), kept);
    assert.deepEqual(readTarget(kept), { instanceCrn: passed.instance.crn, instanceName: 'orders', connectionId: 'c1' });
    assert.equal(readTarget({ client: 'kcat' }), undefined);
  });
});

describe('the panel\'s HTML', () => {
  const html = panelHtml({ nonce: 'N0nce', cspSource: 'https://own.example', script: 'https://own.example/page.js', style: 'https://own.example/panel.css' });
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

  it('allows nothing but its own style and the script with the nonce', () => {
    assert.match(policy, /^default-src 'none'; style-src https:\/\/own\.example; script-src 'nonce-N0nce';/);
    assert.doesNotMatch(policy, /unsafe|\*|data:|http:/);
  });

  it('has no inline script, style or handler', () => {
    assert.doesNotMatch(html, /<style|style="|\son[a-z]+=|javascript:/i);
    assert.deepEqual([...html.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map((found) => found[1]), ['']);
  });
});
