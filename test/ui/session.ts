import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from '../../scripts/workbench/page';
import { installExtension, startEditorServer, type EditorServer } from '../../scripts/workbench/server';
import { Workbench } from './workbench';

const root = resolve(import.meta.dirname, '../..');

/** The packaged product, installed in a workbench that nobody used before. */
export interface Session {
  readonly workbench: Workbench;
  /** The home folder of the extension host: what the product writes outside its own storage is below it. */
  readonly home: string;
  /** The editor's own data: storage, settings, logs. */
  readonly data: string;
  stop(): Promise<void>;
}

export interface SessionOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: { readonly width: number; readonly height: number };
  /** A package that is there already; one is made otherwise. */
  readonly vsix?: string;
  /** The folder that is opened is not trusted. */
  readonly restricted?: boolean;
}

export async function startSession(options: SessionOptions = {}): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-ui-'));
  let server: EditorServer | undefined;
  let browser: Browser | undefined;
  const stop = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const [home, extensions, workspace] = await Promise.all(['home', 'extensions', 'my-service'].map(async (name) => {
      await mkdir(join(folder, name));
      return join(folder, name);
    }));
    if (home === undefined || extensions === undefined || workspace === undefined) throw new Error('No folders.');
    await writeFile(join(workspace, 'README.md'), '# My service\n\nReads orders from Event Streams.\n');
    await installExtension(options.vsix ?? await packaged(folder), extensions);
    server = await startEditorServer({
      extensions,
      restricted: options.restricted === true,
      settings: { 'workbench.reduceMotion': 'on', 'workbench.colorTheme': 'Dark Modern', ...options.settings },
      env: { HOME: home, ...options.env },
    });
    browser = await launchBrowser();
    const { page } = await openPage(browser, options.size);
    const workbench = new Workbench(page, server.url, workspace);
    await workbench.open();
    return { workbench, home, data: server.folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Names a package that was made already, for all suites of one run. */
export const packageVariable = 'PRIVATE_CONNECT_VSIX';

/** Packages the product as it is released; the package's path. */
export async function packaged(folder: string): Promise<string> {
  const there = process.env[packageVariable];
  if (there !== undefined) return there;
  const vsix = join(folder, 'private-connect.vsix');
  await promisify(execFile)('npm', ['run', 'package', '--', '--out', vsix], { cwd: root });
  return vsix;
}
