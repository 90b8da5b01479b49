// npm test [-- SUITE...]: every suite that can run here; conformance when it is named.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { add, countsAsText, none, readCounts, type Counts } from './tests/counts';
import { runHostSuite } from './tests/hostSuite';
import { needsLab, onLaptop } from './tests/lab';
import { browser, editor, Missing } from './workbench/components';

const root = resolve(import.meta.dirname, '..');

interface Suite {
  readonly name: string;
  /** Fetches what the suite needs, or throws `Missing`. */
  readonly prepare: () => Promise<void>;
  readonly run: (countsFile: string) => Promise<number>;
}

const needsNothing = (): Promise<void> => Promise.resolve();

async function needsWorkbench(): Promise<void> {
  await editor();
  await browser();
}

async function needsHost(): Promise<void> {
  if (process.env['PRIVATE_CONNECT_VSCODE'] !== 'desktop' && process.platform === 'linux') await needsWorkbench();
}

const suites: readonly Suite[] = [
  { name: 'unit', prepare: needsNothing, run: (counts) => mocha(counts, 10_000, ['test/unit', 'test/manifest']) },
  { name: 'host', prepare: needsHost, run: (counts) => runHostSuite(root, counts) },
  { name: 'ui', prepare: needsWorkbench, run: (counts) => mocha(counts, 180_000, ['test/ui']) },
  { name: 'kafka', prepare: needsLab, run: (counts) => mocha(counts, 180_000, ['test/lab/kafka', 'test/lab/embeddedKafka', 'test/lab/embeddedNetwork']) },
  { name: 'lab', prepare: () => needsLab().then(needsWorkbench), run: (counts) => onLaptop(mochaCommand(counts, 180_000, ['test/lab/suites'])) },
  { name: 'lab-life', prepare: needsLab, run: (counts) => mocha(counts, 180_000, ['test/lab/life']) },
  { name: 'conformance', prepare: needsNothing, run: (counts) => mocha(counts, 60_000, ['test/conformance']) },
];

async function main(named: readonly string[]): Promise<void> {
  const unknown = named.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) throw new Error(`No suite "${unknown}": there are ${suites.map(({ name }) => name).join(', ')}.`);
  const wanted = suites.filter(({ name }) => named.length === 0 ? name !== 'conformance' : named.includes(name));
  if (wanted.some(({ name }) => ['host', 'ui', 'lab'].includes(name))) await build();
  const folder = await mkdtemp(join(tmpdir(), 'pc-test-'));
  let all = none;
  let broken = false;
  for (const suite of wanted) {
    console.log(`\n== ${suite.name}`);
    const counts = await runSuite(suite, join(folder, suite.name));
    if (counts === undefined) broken = true;
    else if (counts !== 'missing') all = add(all, counts);
    // Where nobody looks, a suite that could not run must not pass for one that did.
    if (counts === 'missing' && process.env['CI'] !== undefined) broken = true;
  }
  await rm(folder, { recursive: true, force: true });
  // A suite that died without its counts is a failure as well.
  const total = broken ? add(all, { ...none, failed: 1 }) : all;
  console.log(`\n${countsAsText(total)}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

async function runSuite(suite: Suite, countsFile: string): Promise<Counts | 'missing' | undefined> {
  try {
    await suite.prepare();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.log(`The ${suite.name} suite is skipped: ${error.message}`);
    return 'missing';
  }
  const code = await suite.run(countsFile);
  const counts = readCounts(await readFile(countsFile, 'utf8').catch(() => ''));
  if (counts === undefined || counts.passed + counts.failed === 0) console.log(`The ${suite.name} suite ended with code ${code} and without a test.`);
  else if (code !== 0 && counts.failed === 0) console.log(`The ${suite.name} suite ended with code ${code} after its tests.`);
  else return counts;
  return undefined;
}

async function build(): Promise<void> {
  const code = await ended('node', ['esbuild.mjs']);
  if (code !== 0) throw new Error('The build failed.');
}

function mocha(countsFile: string, timeout: number, folders: readonly string[]): Promise<number> {
  const [file = '', ...args] = mochaCommand(countsFile, timeout, folders);
  return ended(file, args);
}

function mochaCommand(countsFile: string, timeout: number, folders: readonly string[]): string[] {
  return [process.execPath, '--import', 'tsx', 'scripts/tests/mocha.ts', countsFile, String(timeout), ...folders];
}

/** Runs a command with this terminal; its exit code, 1 when a signal ended it. */
function ended(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolved, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolved(code ?? 1));
  });
}

void main(process.argv.slice(2));
