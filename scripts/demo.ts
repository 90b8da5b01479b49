// npm run demo            the product on its sandbox, in the desktop VS Code if `code` is there, else in VS Code in a browser
// npm run demo -- --browser       the latter in any case
// npm run demo -- --tour [FOLDER] each route's whole journey by mouse and keyboard, a picture a step; --only=VPN walks one
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { packaged } from '../test/ui/session';
import { tour } from '../test/ui/tour';
import { cacheFolder, Missing } from './workbench/components';
import { workbenchAddress } from './workbench/page';
import { installExtension, startEditorServer } from './workbench/server';

const root = resolve(import.meta.dirname, '..');

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--tour')) {
    const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
    await tour(resolve(args.find((arg) => !arg.startsWith('--')) ?? join(root, 'docs/pictures')), only);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'pc-demo-'));
  try {
    const workspace = join(folder, 'my-service');
    await mkdir(workspace);
    await writeFile(join(workspace, 'README.md'), welcome);
    const code = args.includes('--browser') ? undefined : onPath(process.platform === 'win32' ? 'code.cmd' : 'code');
    await (code === undefined ? inBrowser(folder, workspace) : onDesktop(code, workspace));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const welcome = `# Private Connect, on its sandbox

1. Open *IBM Cloud* in the activity bar and choose **Try the Sandbox**: an IBM Cloud on this machine, with no account and no bill.
2. Right-click the instance **orders** or **telemetry**, then **Connect Privately…**.
3. Look at the plan in *Activity*, and **Run** it.
`;

async function onDesktop(code: string, workspace: string): Promise<void> {
  await build();
  console.log('Private Connect runs on its sandbox in a new window of the desktop VS Code, apart from your own settings; close it to end.');
  await finished(code, [
    '--new-window', '--wait', `--extensionDevelopmentPath=${root}`, `--user-data-dir=${join(cacheFolder, 'desktop')}`,
    '--disable-workspace-trust', workspace,
  ]);
}

async function inBrowser(folder: string, workspace: string): Promise<void> {
  const extensions = join(folder, 'extensions');
  await mkdir(extensions);
  await installExtension(await packaged(folder), extensions);
  const server = await startEditorServer({ extensions });
  const address = workbenchAddress(server.url, workspace);
  console.log(`Private Connect runs on its sandbox in VS Code in a browser: ${address} (Ctrl+C ends it)`);
  open(address);
  await new Promise<void>((resume) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resume());
  });
  await server.stop();
}

/** Shows an address in the person's own browser, where there is a desktop to do so. */
function open(address: string): void {
  const opener = onPath('xdg-open');
  if (opener === undefined || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']) === undefined) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', (error) => console.log(`Open it by hand: ${error.message}`));
  child.unref();
}

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)).find((path) => existsSync(path));
}

async function build(): Promise<void> {
  await finished(process.execPath, ['esbuild.mjs', '--production']);
}

function finished(command: string, args: readonly string[]): Promise<void> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) done();
      else reject(new Error(`${command} ended with ${String(code)}`));
    });
  });
}

void main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Missing ? `The demo needs VS Code: ${error.message}. Put \`code\` on the path, then try again.` : error);
    process.exit(1);
  },
);
