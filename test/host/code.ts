#!/usr/bin/env -S node --import tsx
// Stands in for the `code` executable of @vscode/test-electron: takes its arguments and runs the suite in the extension host
// of VS Code's server, with a workbench in a Chromium without a window.
import { existsSync, readFileSync } from 'node:fs';
import { format } from 'node:util';
import { launchBrowser, openPage, workbenchAddress } from '../../scripts/workbench/page';
import { startEditorServer, type EditorServer } from '../../scripts/workbench/server';

const limitMs = 240_000;

async function main(args: readonly string[]): Promise<number> {
  const named = (name: string): string => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
  const folder = args.find((arg) => !arg.startsWith('--')) ?? process.cwd();
  const server = await startEditorServer({ driver: true });
  const browser = await launchBrowser();
  try {
    const { page } = await openPage(browser);
    page.on('crash', () => console.error('The page crashed.'));
    const exit = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (_type: string, texts: readonly unknown[]) => {
      const text = format(...texts);
      // What the suite prints has its mark; the rest is the editor's own talk.
      if (text.startsWith('TEST ')) console.log(text.slice(5));
      else if (process.env['PRIVATE_CONNECT_VERBOSE'] !== undefined) console.log(text);
    });
    await page.goto(workbenchAddress(server.url, folder, { extension: named('extensionDevelopmentPath'), tests: named('extensionTestsPath') }));
    const late = new Promise<number>((resolve) => setTimeout(() => {
      console.error(`The suite did not end within ${limitMs / 1000} s.`);
      resolve(3);
    }, limitMs).unref());
    return await verdict(await Promise.race([exit, late]), server);
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** An extension host that died is reported with code 0: only the counts that the suite wrote at its end are proof. */
async function verdict(code: number, server: EditorServer): Promise<number> {
  const counts = process.env['PRIVATE_CONNECT_COUNTS'];
  if (counts !== undefined && existsSync(counts) && readFileSync(counts, 'utf8') !== '') return code;
  await new Promise((resume) => setTimeout(resume, 1000));
  console.error(`The suite did not come to its end (code ${code}):\n${server.log().split('\n').slice(-15).join('\n')}`);
  return code === 0 ? 5 : code;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
