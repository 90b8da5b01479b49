import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../../scripts/workbench/page';
import { failed, panel, passed } from '../unit/webview/samples';

const root = resolve(import.meta.dirname, '../..');
const reports = {
  passed, failed,
  unasked: { ...passed, hops: passed.hops.map((hop) => ({ ...hop, state: 'unknown' as const, detail: 'not asked further: no API key to sign in with' })) },
  get long() {
    const hops = passed.hops.map((hop, index) => ({ ...hop, detail: long[index % long.length] ?? '', name: `${hop.name}-MH-PWMRCYSHTNVKZQFD` }));
    return { ...passed, hops };
  },
};

/** The boxes of what is seen, with the size in pixels of the smallest letter that is drawn in each. */
const hops = `[...document.querySelectorAll('.path .hop')].filter((hop) => hop.getClientRects().length > 0).map((hop) => {
  const scale = hop.getScreenCTM === undefined ? 1 : hop.getScreenCTM().a;
  const written = [hop, ...hop.querySelectorAll('*')].filter((part) => [...part.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== ''))
    .filter(({ localName }) => localName !== 'title');
  const { top, bottom } = hop.getBoundingClientRect();
  return { top, bottom, letters: Math.min(...written.map((part) => parseFloat(getComputedStyle(part).fontSize) * scale)), text: hop.textContent };
})`;

/** How far below its cell's top the value begins, in lines: the label has a line of its own. */
const cells = `[...document.querySelectorAll('td')].map((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const [first] = range.getClientRects();
  return { text: cell.textContent, lines: (first.top - cell.getBoundingClientRect().top) / parseFloat(getComputedStyle(cell).fontSize) };
})`;

/** The members of what is seen, with how far to the left of its box each line is drawn that leads to it. */
const members = `[...document.querySelectorAll('.path .places ul li')].map((item) => ({
  text: item.textContent,
  right: ['::before', '::after'].map((part) => getComputedStyle(item, part)).filter(({ content }) => content !== 'none')
    .map(({ right }) => parseFloat(right) - item.clientWidth),
}))`;

/** Texts of the picture that leave the box they stand in. */
const crossing = `[...document.querySelectorAll('.path svg .hop')].flatMap((hop) => {
  const frame = hop.querySelector('rect').getBoundingClientRect();
  return [...hop.querySelectorAll('text')].filter((text) => {
    const { left, right, bottom } = text.getBoundingClientRect();
    return left < frame.left + 2 || right > frame.right - 2 || bottom > frame.bottom;
  }).map(({ textContent }) => textContent);
})`;

const long = [
  'No address for kafka-0-mh-pwmrcyshtnvkzqfd.svc07.eu-de.eventstreams.cloud.ibm.com: getaddrinfo ENOTFOUND', 'signed in to build-box in 65 ms',
  'THE SERVER OF THE VERY WIDE LETTERS WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW MMMM', '10.249.1.4, 10.249.65.4, 10.249.129.4',
];

describe('the panel\'s page where it is narrow, in the real browser', () => {
  let browser: Browser;
  let script: string;
  let style: string;

  before(async () => {
    browser = await launchBrowser();
    const built = await build({ entryPoints: [join(root, 'src/webview/page.ts')], bundle: true, write: false, format: 'iife', target: 'es2022' });
    script = built.outputFiles[0]?.text ?? '';
    style = await readFile(join(root, 'media/panel.css'), 'utf8');
  });

  after(() => browser.close());

  async function shown(name: keyof typeof reports, width: number): Promise<Page> {
    const { page } = await openPage(browser, { width, height: 900 });
    await page.setContent('<!DOCTYPE html><html lang="en"><body></body></html>');
    // What the editor gives every webview.
    await page.addStyleTag({ content: `:root { --vscode-font-size: 13px; --vscode-font-family: sans-serif; --vscode-editor-font-size: 14px; }\n${style}` });
    await page.addScriptTag({ content: 'window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });' });
    await page.addScriptTag({ content: script });
    await page.evaluate(`window.postMessage(${JSON.stringify({ type: 'state', state: panel(reports[name]) })}, '*')`);
    await page.locator('.headline').waitFor();
    return page;
  }

  for (const width of [480, 220]) {
    it(`stands the places of the path below each other, in letters that can be read, at ${width} pixels`, async () => {
      const page = await shown('failed', width);
      const seen: { readonly top: number; readonly bottom: number; readonly letters: number; readonly text: string }[] = await page.evaluate(hops);
      assert.equal(seen.length, failed.hops.length);
      for (const [index, { top, letters, text }] of seen.entries()) {
        assert.ok(letters >= 12, `"${text}" in letters of ${letters.toFixed(1)} pixels`);
        const before = seen[index - 1];
        assert.ok(before === undefined || top >= before.bottom, `"${text}" stands beside "${before?.text ?? ''}"`);
      }
      assert.match(seen.map(({ text }) => text).join('; '), /build-box.*ok.*22 ms.*orders-kafka.*broken.*port 9093 does not answer.*kafka-2.*not reached/);
      await page.context().close();
    });

    it(`leads to each member from beside them, not through the one before it, at ${width} pixels`, async () => {
      const page = await shown('passed', width);
      const seen: { readonly text: string; readonly right: readonly number[] }[] = await page.evaluate(members);
      assert.equal(seen.length, 3);
      for (const { text, right } of seen) {
        assert.equal(right.length, 2, text);
        for (const beyond of right) assert.ok(beyond >= 0, `a line is drawn above "${text}"`);
      }
      await page.context().close();
    });

    it(`draws the way to what is broken no thicker than the others, at ${width} pixels`, async () => {
      const page = await shown('failed', width);
      const seen: readonly string[] = await page.evaluate(`[...document.querySelectorAll('.path .places ol li + li')].map((item) =>
        ['Top', 'Right', 'Bottom', 'Left'].map((side) => getComputedStyle(item, '::before')['border' + side + 'Width']).join(' '))`);
      assert.deepEqual([...new Set(seen)], ['0px 0px 0px 2px']);
      await page.context().close();
    });

    it(`gives each value a line below the machine that it was seen from, at ${width} pixels`, async () => {
      const page = await shown('passed', width);
      const seen: { readonly text: string; readonly lines: number }[] = await page.evaluate(cells);
      assert.ok(seen.length > 10);
      for (const { text, lines } of seen) assert.ok(lines >= 1, `"${text}" begins beside its label`);
      await page.context().close();
    });

    it(`needs no scrolling sideways at ${width} pixels`, async () => {
      for (const name of ['passed', 'failed'] as const) {
        const page = await shown(name, width);
        const [needed, there]: [number, number] = await page.evaluate('[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]');
        assert.ok(needed <= there, `${needed} of ${there} pixels`);
        await page.context().close();
      }
    });
  }

  it('draws the places beside each other where there is room, in letters that can be read', async () => {
    const page = await shown('passed', 1200);
    const seen: { readonly top: number; readonly letters: number }[] = await page.evaluate(hops);
    assert.equal(seen.length, passed.hops.length);
    assert.ok(new Set(seen.map(({ top }) => Math.round(top))).size < seen.length);
    for (const { letters } of seen) assert.ok(letters >= 11.5, `${letters.toFixed(1)} pixels`);
    await page.context().close();
  });

  it('keeps every text of the picture inside its box, however long', async () => {
    for (const name of ['long', 'unasked'] as const) {
      const page = await shown(name, 1200);
      assert.deepEqual(await page.evaluate(crossing), [], name);
      await page.context().close();
    }
  });
});
