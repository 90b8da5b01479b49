// npm run mutate -- FOLDER... [--sample N] [--seed S] [--jobs N] [--record]: whether the tests notice small changes of the code.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Campaign } from './mutate/campaign';
import { recorded } from './mutate/record';
import { report, scoresOf } from './mutate/report';
import { readEquivalents } from './mutate/equivalent';

const usage = 'npm run mutate -- FOLDER... [--sample N] [--seed S] [--jobs N] [--record]';
const root = resolve(import.meta.dirname, '..');
const document = join(root, 'docs/mutation.md');
const equivalents = join(root, 'docs/mutation/equivalent.json');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: {
    sample: { type: 'string' }, seed: { type: 'string', default: '1' }, jobs: { type: 'string', default: String(availableParallelism()) },
    record: { type: 'boolean', default: false },
  } });
  const folders = positionals.map((folder) => folder.replace(/\/$/, ''));
  const sample = values.sample === undefined ? Infinity : Number(values.sample);
  const [seed, jobs] = [Number(values.seed), Number(values.jobs)];
  if (folders.length === 0 || ![seed, jobs].every(Number.isSafeInteger) || !(sample > 0)) throw new Error(usage);
  const folder = mkdtempSync(join(tmpdir(), 'pc-mutate-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  // So that what stands below ends with it, which is in groups of its own.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  const copies = Array.from({ length: jobs }, (_, at) => join(folder, String(at)));
  for (const copy of copies) mkdirSync(copy);
  const campaign = new Campaign(root, copies, folders, readEquivalents(equivalents));
  const outcomes = await campaign.run(sample, seed, (text) => console.log(text));
  console.log(`\n${report(folders, outcomes)}`);
  if (values.record) {
    const run = { date: new Date().toISOString().slice(0, 10), sample: values.sample ?? 'all', seed };
    writeFileSync(document, recorded(existsSync(document) ? readFileSync(document, 'utf8') : '', scoresOf(folders, outcomes), run));
  }
}

void main();
