import assert from 'node:assert/strict';
import { panelHtml } from '../../../../src/ui/panel/html';

describe('the panel\'s HTML', () => {
  const html = panelHtml({
    language: 'pt-br', texts: { 'Copy "it"': '<Copiar> & "isto"' },
    nonce: 'N0nce', cspSource: 'https://own.example', script: 'https://own.example/page.js', style: 'https://own.example/panel.css',
  });
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

  it('allows nothing but its own style and the script with the nonce', () => {
    assert.match(policy, /^default-src 'none'; style-src https:\/\/own\.example; script-src 'nonce-N0nce';/);
    assert.doesNotMatch(policy, /unsafe|\*|data:|http:/);
  });

  it('has no inline script, style or handler', () => {
    assert.doesNotMatch(html, /<style|style="|\son[a-z]+=|javascript:/i);
    assert.deepEqual([...html.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map((found) => found[1]), ['']);
  });

  it('gives the page its texts as data, which no text can leave', () => {
    assert.match(html, /<html lang="pt-br">/);
    const data = /<body data-texts="([^"]*)">/.exec(html)?.[1] ?? '';
    assert.doesNotMatch(data, /[<>]/);
    const text = data.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    assert.deepEqual(JSON.parse(text), { 'Copy "it"': '<Copiar> & "isto"' });
  });
});
