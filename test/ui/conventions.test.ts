import assert from 'node:assert/strict';
import { signIn, welcome } from './journey';
import { startSession, type Session } from './session';
import type { Workbench } from './workbench';

const soonMs = 100_000;
const instance = 'telemetry';
const nothingChecked = 'There is no report yet';

// What only the real workbench can show of the editor's conventions (UX.md); what files can show is held in test/manifest.
describe('the editor\'s conventions, in the real workbench', () => {
  let session: Session;
  let workbench: Workbench;

  before(async () => {
    session = await startSession({ settings: { 'privateConnect.sandbox.pace': 0 }, restricted: true });
    workbench = session.workbench;
    await welcome.act(workbench);
  });

  after(() => session.stop());

  // All that follows happens in it.
  it('hold in a folder that is not trusted, too (U49)', async () => {
    await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: soonMs });
  });

  it('offer nothing that needs an account while nobody is signed in (U17)', async () => {
    const offered = await inPalette(workbench);
    assert.ok(offered.some((title) => title.includes('Sign In…')) && offered.some((title) => title.includes('Try the Sandbox')), offered.join('\n'));
    assert.deepEqual(offered.filter((title) => /Check Connectivity|Connect Privately|Refresh|Undo|Copy API Key/.test(title)), []);
  });

  it('ask for a key in a box that hides it and stays when the focus leaves it, and Escape leaves nothing behind (U22, U26)', async () => {
    await workbench.command('IBM Cloud: Sign In…');
    await workbench.pick('API key');
    await workbench.input.and(workbench.page.locator('[type="password"]')).waitFor({ timeout: soonMs });
    await workbench.page.locator('.part.statusbar').click({ position: { x: 400, y: 5 } });
    assert.ok(await workbench.input.isVisible(), 'the box stays');
    await workbench.input.press('Enter');
    await workbench.page.locator('.quick-input-message', { hasText: 'Paste the API key.' }).waitFor({ timeout: soonMs });
    await workbench.input.press('Escape');
    await workbench.input.waitFor({ state: 'hidden', timeout: soonMs });
    assert.ok(await workbench.view('Resources').getByText('try the sandbox').isVisible(), 'still signed out');
  });

  it('do nothing when a row is selected (U5), and open nothing by themselves (R7.5)', async () => {
    await signIn.act(workbench);
    const before = await workbench.tab(/./).count();
    await workbench.row('Resources', instance).first().click();
    await workbench.page.keyboard.press('Enter');
    // What is asked for after it is there, so all that it would have done is there as well.
    await workbench.command('IBM Cloud: Copy Report');
    await workbench.notice(nothingChecked).first().waitFor({ timeout: soonMs });
    assert.equal(await workbench.tab(/./).count(), before);
    assert.equal(await workbench.input.isVisible(), false);
    assert.equal(await workbench.notice(/./).count(), 1);
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.notice(/./).first().waitFor({ state: 'hidden', timeout: soonMs });
  });

  it('write no client configuration into a folder that is not trusted, and say so before anything is asked', async () => {
    await workbench.command('IBM Cloud: Write Client Configuration Into Workspace…');
    await workbench.notice('You have not said that you trust the folder').first().waitFor({ timeout: soonMs });
    assert.equal(await workbench.input.isVisible(), false);
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.notice(/./).first().waitFor({ state: 'hidden', timeout: soonMs });
  });

  it('say the same thing once, with what makes the missing thing at hand, and again after it was closed (U28, U30, R7.3)', async () => {
    const notice = workbench.notice(nothingChecked);
    await workbench.command('IBM Cloud: Copy Report');
    await notice.first().waitFor({ timeout: soonMs });
    await workbench.command('IBM Cloud: Copy Report');
    // A question that was asked for later stands open, so a second notice would be there as well.
    await workbench.command('IBM Cloud: Filter Resources…');
    await workbench.quickPickTitle.or(workbench.input).first().waitFor({ timeout: soonMs });
    await workbench.input.press('Escape');
    await workbench.input.waitFor({ state: 'hidden', timeout: soonMs });
    assert.equal(await notice.count(), 1);
    assert.deepEqual(await notice.locator('.monaco-button').allInnerTexts(), ['Check Connectivity']);
    await workbench.command('Notifications: Clear All Notifications');
    await notice.first().waitFor({ state: 'hidden', timeout: soonMs });
    await workbench.command('IBM Cloud: Copy Report');
    await notice.first().waitFor({ timeout: soonMs });
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('open one panel for an instance, however often it is asked for (U44)', async () => {
    for (let times = 0; times < 2; times += 1) {
      const row = workbench.row('Resources', instance);
      await workbench.openMenu(row, 'Check Connectivity');
      await workbench.chooseInMenu('Check Connectivity');
      await heading(workbench);
    }
    assert.equal(await workbench.tab(/: Connectivity/).count(), 1);
  });

  it('show the same in the panel after it was hidden, and after a reload of the window (U43)', async () => {
    const verdict = (): Promise<string> => workbench.webview().locator('main[aria-busy="false"] .headline:not(.running)').innerText({ timeout: 60_000 });
    const copied = (): Promise<void> => workbench.webview().locator('[role="status"]', { hasText: /^✓ Copied\. Runs on / }).waitFor({ timeout: soonMs });
    const before = await verdict();
    await workbench.webview().locator('#client').selectOption('kafkajs');
    await workbench.webview().locator('button', { hasText: /^Copy$/ }).click();
    await copied();
    await workbench.openMenu(workbench.row('Resources', instance), 'Show');
    await workbench.openSubmenu('Show');
    await workbench.chooseInMenu('Show Details');
    await workbench.tab(`${instance}.json`).waitFor({ timeout: soonMs });
    await workbench.tab(/: Connectivity/).click();
    assert.equal(await verdict(), before);
    await workbench.reload();
    await workbench.tab(/: Connectivity/).waitFor({ timeout: soonMs });
    await heading(workbench);
    assert.equal(await verdict(), before);
    await copied();
    assert.equal(await workbench.webview().locator('#client').inputValue(), 'kafkajs');
  });

  it('need no scrolling sideways in the panel at 200% (U42)', async () => {
    const frame = await workbench.webviewFrame();
    const [needed, there]: [number, number] = await frame.evaluate(
      '(() => { document.documentElement.style.zoom = "2"; const { scrollWidth, clientWidth } = document.scrollingElement; return [scrollWidth, clientWidth]; })()',
    );
    assert.ok(needed <= there + 1, `${needed} of ${there} pixels`);
  });
});

/** What the palette offers under the product's category. */
async function inPalette({ page, input }: Workbench): Promise<readonly string[]> {
  await page.keyboard.press('F1');
  await input.fill('>IBM Cloud: ');
  const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
  await rows.filter({ hasText: 'Try the Sandbox' }).first().waitFor({ timeout: soonMs });
  const titles = await rows.allInnerTexts();
  await input.press('Escape');
  return titles.filter((title) => title.includes('IBM Cloud'));
}

async function heading(workbench: Workbench): Promise<void> {
  await workbench.webview().locator('h1', { hasText: instance }).waitFor({ timeout: soonMs });
}
