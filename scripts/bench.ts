// npm run bench [-- --json] [NAME...]: figures beside what each is held against, all of one run.
import { resolve } from 'node:path';
import { certificates } from './bench/certificates';
import { entry, vsix } from './bench/entry';
import { benchLab } from './bench/lab';
import { benchLadder } from './bench/ladder';
import { landscape } from './bench/landscape';
import { prompts } from './bench/prompts';
import type { BenchResult } from './bench/result';
import { Missing } from './workbench/components';

const root = resolve(import.meta.dirname, '..');

const benches: Readonly<Record<string, () => Promise<BenchResult[]>>> = {
  // First, since it builds what `entry` measures.
  vsix: () => vsix(root),
  entry: () => entry(root),
  landscape,
  prompts,
  certificates,
  ladder: benchLadder,
  lab: benchLab,
};

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const named = args.filter((arg) => !arg.startsWith('--'));
  for (const [name, measure] of Object.entries(benches)) {
    if (named.length > 0 && !named.includes(name)) continue;
    const results = await measure().catch((error: unknown) => {
      if (!(error instanceof Missing)) throw error;
      console.error(`Not measured: ${name}, because ${error.message}`);
      return [];
    });
    for (const found of results) {
      console.log(json ? JSON.stringify(found) : `${found.name}: ${found.ours} against ${found.reference}, ${found.ratio} times`);
    }
  }
}

void main(process.argv.slice(2));
