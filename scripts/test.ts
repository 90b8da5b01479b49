// npm test [-- [--at-once N] SUITE...]: every suite that can run here; conformance when it is named.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { packaged, packageVariable } from '../test/ui/session';
import { countsAsText } from './tests/counts';
import { runSuites } from './tests/runSuites';
import { suites, type Suite } from './tests/suites';

const root = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'at-once': { type: 'string', default: '1' } } });
  const atOnce = Number(values['at-once']);
  if (!Number.isSafeInteger(atOnce) || atOnce < 1) throw new Error(`--at-once is a number of suites, not "${values['at-once']}".`);
  const wanted = positionals.length === 0 ? suites.filter(({ name }) => name !== 'conformance') : positionals.map(suiteNamed);
  const folder = await mkdtemp(join(tmpdir(), 'pc-test-'));
  try {
    await build(wanted, folder);
    const counts = await runSuites(wanted, {
      root, folder, atOnce, nothingMayLack: process.env['CI'] !== undefined, write: (text) => process.stdout.write(text),
    });
    console.log(`\n${countsAsText(counts)}`);
    process.exitCode = counts.failed > 0 ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function suiteNamed(wanted: string): Suite {
  const suite = suites.find(({ name }) => name === wanted);
  if (suite === undefined) throw new Error(`No suite "${wanted}": there are ${suites.map(({ name }) => name).join(', ')}.`);
  return suite;
}

/** Once for all, before any of them runs: the package for those that install it, and then what the extension host loads from here. */
async function build(wanted: readonly Suite[], folder: string): Promise<void> {
  const needed = (...names: readonly string[]): boolean => wanted.some(({ name }) => names.includes(name));
  if (needed('ui', 'lab')) process.env[packageVariable] = await packaged(folder);
  if (needed('host')) await promisify(execFile)(process.execPath, ['esbuild.mjs'], { cwd: root });
}

void main();
