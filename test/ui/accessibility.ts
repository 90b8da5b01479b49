import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Step } from './journey';
import type { Workbench } from './workbench';

/** The editor's own themes of each kind, with what the workbench and a webview call the kind. */
const themes = [
  { name: 'Light Modern', workbench: 'vs', webview: 'vscode-light' },
  { name: 'Dark High Contrast', workbench: 'hc-black', webview: 'vscode-high-contrast' },
  { name: 'Light High Contrast', workbench: 'hc-light', webview: 'vscode-high-contrast-light' },
  { name: 'Dark Modern', workbench: 'vs-dark', webview: 'vscode-dark' },
] as const;

/** The panel in front, held against axe's rules in every kind of theme. */
export const accessible: Step = {
  name: 'accessible',
  title: 'breaks no rule of accessibility in the panel, in all four kinds of theme',
  act: async (workbench) => {
    const source = await readFile(join(createRequire(import.meta.filename).resolve('axe-core'), '../axe.min.js'), 'utf8');
    for (const theme of themes) {
      await choose(workbench, theme);
      const frame = await workbench.webviewFrame();
      await frame.evaluate(source);
      const found: unknown = await frame.evaluate(
        'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`))',
      );
      assert.deepEqual(found, [], theme.name);
    }
  },
};

/** Without the mouse: what can be done in the panel is reached by Tab, and shows that it is. */
export const byKeyboard: Step = {
  name: 'keyboard',
  title: 'lets every button of the panel be reached by keyboard',
  act: async (workbench) => {
    const panel = workbench.webview();
    const wanted = (await panel.locator('button:enabled, select').count());
    await panel.locator('body').click({ position: { x: 2, y: 2 } });
    const reached = new Set<string>();
    for (let presses = 0; presses < 60 && reached.size < wanted; presses += 1) {
      await workbench.page.keyboard.press('Tab');
      const focused = panel.locator('button:focus, select:focus');
      if (await focused.count() === 1) reached.add(`${await focused.getAttribute('data-key') ?? ''}${await focused.getAttribute('id') ?? ''}`);
    }
    assert.equal(reached.size, wanted, [...reached].join(', '));
  },
};

async function choose(workbench: Workbench, theme: (typeof themes)[number]): Promise<void> {
  await workbench.command('Preferences: Color Theme');
  await workbench.input.fill(theme.name);
  await workbench.pick(theme.name);
  await workbench.page.locator(`.monaco-workbench.${theme.workbench}`).waitFor({ timeout: 15_000 });
  await workbench.webview().locator(`body[data-vscode-theme-kind="${theme.webview}"]`).waitFor({ timeout: 15_000 });
}
