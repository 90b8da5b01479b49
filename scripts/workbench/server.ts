import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { editor, environment, type Editor } from './components';
import { startFront, type Front } from './front';

export interface ServerOptions {
  /** Settings of the user, besides those that keep the workbench quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the server, and so of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** The workbench takes an extension under development and its tests only with the driver, which hides notices. */
  readonly driver?: boolean;
  /** A folder of installed extensions; empty otherwise. */
  readonly extensions?: string;
  /** The folder that is opened is not trusted, and nobody is asked about it. */
  readonly restricted?: boolean;
}

export interface EditorServer {
  /** Holds the server's data, the user's and the logs; gone when it has stopped. */
  readonly folder: string;
  /** Where the workbench is, on loopback. */
  readonly url: string;
  /** All that the server wrote so far. */
  log(): string;
  stop(): Promise<void>;
}

const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'update.mode': 'none',
};

/** Starts VS Code's own server with the web workbench, on loopback and without a gallery. */
export async function startEditorServer(options: ServerOptions = {}): Promise<EditorServer> {
  const installed = await editor();
  // The name is short: sockets are made below it, and a socket's path has at most 107 bytes.
  const folder = await mkdtemp(join(tmpdir(), 'pc-'));
  await mkdir(join(folder, 'user/User'), { recursive: true });
  await writeFile(join(folder, 'user/User/settings.json'), JSON.stringify({ ...quiet, ...trust(options), ...options.settings }));
  const child = spawn(installed.node, [installed.server, ...serverArguments(folder, options)], {
    env: serverEnvironment(folder, options.env ?? {}),
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: the extension host outlives its server by seconds, so the group is ended as one.
    detached: true,
  });
  const endWithUs = (): void => { signalGroup(child, 'SIGKILL'); };
  process.once('exit', endWithUs);
  const written: string[] = [];
  const log = (): string => written.join('');
  let front: Front | undefined;
  const stop = async (): Promise<void> => {
    await front?.stop();
    await endGroup(child);
    process.off('exit', endWithUs);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    front = await startFront(await listening(child, written));
    return { url: front.url, folder, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Installs a packaged extension into a folder that `startEditorServer` takes as `extensions`. */
export async function installExtension(vsix: string, extensions: string): Promise<void> {
  const installed: Editor = await editor();
  const folder = await mkdtemp(join(tmpdir(), 'pc-'));
  try {
    await promisify(execFile)(installed.node, [
      installed.server, '--accept-server-license-terms', '--server-data-dir', join(folder, 'server'),
      '--user-data-dir', join(folder, 'user'), '--extensions-dir', extensions, '--install-extension', vsix,
    ], { env: serverEnvironment(folder, {}) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function trust({ restricted = false }: ServerOptions): Readonly<Record<string, unknown>> {
  return {
    'security.workspace.trust.enabled': restricted,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  };
}

function serverArguments(folder: string, options: ServerOptions): string[] {
  return [
    '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms',
    '--server-data-dir', join(folder, 'server'), '--user-data-dir', join(folder, 'user'),
    '--extensions-dir', options.extensions ?? join(folder, 'extensions'),
    '--disable-telemetry', '--disable-experiments', '--disable-getting-started-override',
    ...(options.restricted === true ? [] : ['--disable-workspace-trust']),
    ...(options.driver === true ? ['--enable-smoke-test-driver'] : []),
  ];
}

function serverEnvironment(folder: string, more: Readonly<Record<string, string>>): Record<string, string> {
  // An empty gallery: nothing asks a server on the internet.
  const all = environment({ EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: folder, ...more });
  return Object.fromEntries(Object.entries(all).filter(([name]) => !/^(VSCODE_(?!TEST)|PORT$|PASSWORD$|NODE_OPTIONS$)/.test(name)));
}

function listening(child: ChildProcess, written: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`VS Code's server ${why}\n${written.join('')}`));
    const timer = setTimeout(() => fail('did not start in 60 s'), 60_000);
    const read = (chunk: Buffer): void => {
      written.push(String(chunk));
      const port = /Extension host agent listening on (\d+)/.exec(written.join(''))?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${String(code)}`);
    });
  });
}

async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM');
  for (let tries = 0; tries < 20 && signalGroup(child, 0); tries += 1) await new Promise((resume) => setTimeout(resume, 100));
  signalGroup(child, 'SIGKILL');
}

/** False once nobody of the group is left. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
