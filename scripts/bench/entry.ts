import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, result, type BenchResult } from './result';

const run = promisify(execFile);
const runs = 15;
/** What they are to stay below. */
const entryLimit = 16_000;
const packageLimit = 1_000_000;

/** Loads a module in a fresh Node with a stand-in for the editor's API; prints milliseconds and the files that were loaded. */
const loader = `
const Module = require('node:module');
const load = Module._load;
const [path, ...names] = process.argv.slice(1);
const anything = new Proxy(function () {}, { get: (_, key) => (key === Symbol.toPrimitive ? () => '' : anything), apply: () => anything, construct: () => anything });
const editor = Object.fromEntries(names.map((name) => [name, anything]));
Module._load = function (name, ...rest) { return name === 'vscode' ? editor : load.call(this, name, ...rest); };
const started = performance.now();
require(path);
const took = performance.now() - started;
console.log(JSON.stringify({ took, files: Object.keys(require.cache) }));
`;

/** How long the extension's entry takes to load, against an empty module, and what it weighs with all that it loads at once. */
export async function entry(root: string): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-bench-'));
  try {
    const empty = join(folder, 'empty.js');
    await writeFile(empty, 'exports.activate = () => undefined;\n');
    const types = await readFile(join(root, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
    const names = [...new Set([...types.matchAll(/export (?:class|enum|namespace|const) (\w+)/g)].map((match) => match[1] ?? ''))];
    const ours: number[] = [];
    const reference: number[] = [];
    let files: readonly string[] = [];
    // In turns, so that what else the machine does weighs on both.
    for (let turn = 0; turn < runs; turn += 1) {
      const loaded = await load(join(root, 'dist/extension.js'), names);
      ours.push(loaded.took);
      files = loaded.files;
      reference.push((await load(empty, names)).took);
    }
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return [
      result('entry load, ms (reference: an empty module)', median(ours), median(reference)),
      result('entry size, bytes with all that it loads at once (reference: the limit)', bytes, entryLimit),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the packaged product weighs. */
export async function vsix(root: string): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pc-bench-'));
  try {
    const path = join(folder, 'private-connect.vsix');
    await run('npm', ['run', 'package', '--', '--out', path], { cwd: root });
    return [result('vsix size, bytes (reference: the limit)', (await stat(path)).size, packageLimit)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(path: string, names: readonly string[]): Promise<{ took: number; files: string[] }> {
  const { stdout } = await run(process.execPath, ['-e', loader, path, ...names]);
  const printed: unknown = JSON.parse(stdout);
  if (typeof printed !== 'object' || printed === null || !('took' in printed) || !('files' in printed)) throw new Error(stdout);
  const { took, files } = printed;
  if (typeof took !== 'number' || !Array.isArray(files)) throw new Error(stdout);
  return { took, files: files.filter((file): file is string => typeof file === 'string') };
}
