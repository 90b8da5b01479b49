import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { workbenchAddress } from '../../scripts/workbench/page';

const patience = 120_000;
const brief = 30_000;

/** The workbench as a person uses it: mouse and keyboard, and waits on what can be seen. */
export class Workbench {
  constructor(
    readonly page: Page,
    private readonly url: string,
    private readonly folder: string,
  ) {}

  async open(): Promise<void> {
    await this.page.goto(workbenchAddress(this.url, this.folder));
    await this.drawn();
  }

  /** A window in which no folder is open. */
  async openWithoutFolder(): Promise<void> {
    await this.page.goto(`${this.url}/?ew=true`);
    await this.drawn();
  }

  /** In the editor's own way, which keeps what stands open; what the page kept (secrets, view state) is there again. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: patience });
    await this.command('Developer: Reload Window');
    await loaded;
    await this.drawn();
  }

  private async drawn(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: patience });
    // Keys that are pressed before the extension host is connected can be lost.
    await this.page.locator('.statusbar-item[id="status.host"]').waitFor({ timeout: patience });
  }

  /** Brings a container of the activity bar to the front; a click on the one that is there already would take it away. */
  async container(title: string): Promise<void> {
    const tabs = this.page.locator('.activitybar .action-item');
    const tab = tabs.filter({ has: this.page.locator(`a.action-label[aria-label="${title}"]`) });
    const inFront = this.page.locator('.activitybar .action-item.checked');
    await tab.waitFor({ timeout: patience });
    // The editor first shows what was in front before, which may be this one.
    await inFront.first().waitFor({ timeout: patience });
    if (await inFront.and(tab).count() === 0) await tab.locator('a.action-label').click();
    await inFront.and(tab).waitFor({ timeout: patience });
  }

  /** Drags the side bar's edge, so that it is as wide as asked for. */
  async sideBarWidth(pixels: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('No side bar is shown.');
    const edge = { x: box.x + box.width, y: box.y + box.height / 2 };
    await this.page.mouse.move(edge.x, edge.y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + pixels, edge.y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** One view of the side bar, by its title. */
  view(title: string): Locator {
    return this.page.locator('.pane', { has: this.page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /** Rows of a view that hold a text. */
  row(view: string, text: string | RegExp): Locator {
    return this.view(view).locator('[role="treeitem"]', { hasText: text });
  }

  /** Opens a row of a tree if it is closed, and waits until it is; again where it had opened by itself and the click closed it. */
  async expand(row: Locator): Promise<void> {
    await row.first().waitFor({ timeout: patience });
    const open = row.first().and(this.page.locator('[aria-expanded="true"]'));
    for (let tries = 0; tries < 5 && await row.first().getAttribute('aria-expanded') === 'false'; tries += 1) {
      await row.first().locator('.monaco-tl-twistie').click();
      await quietly(open.waitFor({ timeout: brief / 5 }));
    }
    if (await row.first().getAttribute('aria-expanded') === 'false') throw new Error('The row does not open.');
  }

  /**
   * Opens a row's context menu with the right button; again where the rows have moved under the mouse while they loaded, and it is another's, or is gone
   * with the row that was drawn anew.
   */
  async openMenu(row: Locator, label: string): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      await row.first().click({ button: 'right', timeout: brief });
      await quietly(this.page.locator('.monaco-menu').waitFor({ timeout: brief / 3 }));
      if (await this.menuEntry(label).isVisible() && await row.first().and(this.page.locator('.focused')).count() === 1) return;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`No entry "${label}" in the menu.`);
  }

  /** The menu is in a shadow root; playwright looks through it. */
  private menuEntry(label: string): Locator {
    return this.page.locator('.monaco-menu .action-menu-item', { hasText: label }).first();
  }

  async openSubmenu(label: string): Promise<void> {
    await this.menuEntry(label).hover({ timeout: brief });
  }

  async chooseInMenu(label: string): Promise<void> {
    const entry = this.menuEntry(label);
    await entry.waitFor({ timeout: brief });
    // An entry ignores the mouse for its first 100 ms.
    for (let tries = 0; tries < 10 && await entry.isVisible(); tries += 1) {
      await this.page.waitForTimeout(150);
      await quietly(entry.click({ timeout: 2000 }));
      await quietly(entry.waitFor({ state: 'hidden', timeout: 500 }));
    }
  }

  /** Clicks one of the buttons that a row shows while the mouse is on it; again where the row was drawn anew meanwhile, which the resting mouse is not on. */
  async rowButton(row: Locator, label: string): Promise<void> {
    const button = row.first().locator(`.actions a.action-label[aria-label^="${label}"]`);
    for (let tries = 0; tries < 5; tries += 1) {
      await this.page.mouse.move(300, 5);
      await row.first().hover({ timeout: brief });
      const clicked = await button.click({ timeout: brief / 5 }).then(() => true, notInTime);
      if (clicked) return;
    }
    throw new Error(`No button "${label}" in the row.`);
  }

  get input(): Locator {
    return this.page.locator('.quick-input-widget:visible input.input');
  }

  get quickPickTitle(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-title');
  }

  quickPickRow(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: text }).first();
  }

  /** Runs a command from the palette by its whole title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.input.fill(`>${title}`);
    // Enter would take what is first at that moment.
    await this.quickPickRow(title).click({ timeout: brief });
  }

  /** Takes a row of the quick pick that stands open, by mouse. */
  async pick(text: string | RegExp): Promise<void> {
    await this.quickPickRow(text).click({ timeout: brief });
  }

  /** Takes the row that is marked, by keyboard. */
  async enter(): Promise<void> {
    await this.page.keyboard.press('Enter');
  }

  notice(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  async noticeButton(text: string | RegExp, button: string): Promise<void> {
    const toast = this.notice(text).first();
    await toast.waitFor({ timeout: brief });
    await toast.hover();
    await toast.locator('.monaco-button', { hasText: button }).click({ timeout: brief });
  }

  /** The tab of an editor. */
  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title });
  }

  /** The text of the editor in front, as it is drawn. */
  get editorText(): Locator {
    return this.page.locator('.editor-instance .view-lines').first();
  }

  /** The page of the webview in front: a frame of the editor's, with the extension's page in an inner one. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** The same as a frame, to run a script such as axe in it: through the debugger, so its content policy stays as strict as it is. */
  async webviewFrame(): Promise<Frame> {
    const body = await this.webview().locator('body').elementHandle();
    const frame = await body.ownerFrame();
    if (frame === null) throw new Error('No webview is shown.');
    return frame;
  }

  async clipboard(): Promise<string> {
    return await this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Saves what is seen now. */
  async picture(folder: string, name: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    // Off what explains itself under the mouse; a menu that stands open stays.
    if (await this.page.locator('.monaco-menu').count() === 0) {
      await this.page.mouse.move(300, 5);
      await quietly(this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden', timeout: 3000 }));
    }
    await this.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  }
}

/** A try that may miss, since the caller looks again. */
async function quietly(attempt: Promise<unknown>): Promise<void> {
  await attempt.catch(notInTime);
}

function notInTime(error: unknown): false {
  if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
  return false;
}
