import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { browser as component } from './components';

/** A Chromium without a window that asks nobody but loopback anything. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await component();
  return await chromium.launch({
    executablePath,
    env,
    headless: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      // The flags above still leave Chromium asking the DNS for names of its maker.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

/** A fresh profile and a page in it, with the clipboard, and no way out of this machine. */
export async function openPage(browser: Browser, size = { width: 1600, height: 1000 }): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 1 });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await context.route((url) => url.protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(url.hostname), (route) => route.abort());
  return { page: await context.newPage(), context };
}

/** Address of the workbench; with `development`, the extension in that folder runs as it is, `tests` inside its host. */
export function workbenchAddress(url: string, folder: string, development?: { readonly extension: string; readonly tests?: string }): string {
  const query = new URLSearchParams({ folder });
  if (development !== undefined) {
    const authority = new URL(url).host;
    const remote = (path: string): string => `vscode-remote://${authority}${path.split('/').map(encodeURIComponent).join('/')}`;
    query.set('payload', JSON.stringify([
      ['extensionDevelopmentPath', remote(development.extension)],
      ...(development.tests === undefined ? [] : [['extensionTestsPath', remote(development.tests)]]),
      ['skipWelcome', 'true'],
    ]));
  }
  return `${url}/?${query.toString()}`;
}
