import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inSlots } from '../inSlots';
import { Missing } from '../workbench/components';
import { add, countsAsText, none, readCounts, type Counts } from './counts';
import { inTurns, type Turn } from './inTurns';
import type { Suite } from './suites';

export interface Options {
  /** The project's folder. */
  readonly root: string;
  /** For counts. */
  readonly folder: string;
  /** How many run at the same time. */
  readonly atOnce: number;
  /** Where nobody looks, a suite that could not run must not pass for one that did. */
  readonly nothingMayLack: boolean;
  readonly write: (text: string | Uint8Array) => void;
}

/** Runs suites, each in a process of its own, begun in their order; what each prints stays together. A suite that ends without its counts is a failure. */
export async function runSuites(suites: readonly Suite[], options: Options): Promise<Counts> {
  let total = none;
  const nextTurn = inTurns(options.write);
  let preparing = Promise.resolve();
  await inSlots(Array.from({ length: options.atOnce }), suites, async (_slot, suite) => {
    const turn = nextTurn();
    turn.write(`\n== ${suite.name}\n`);
    const began = performance.now();
    // What is fetched goes to one place.
    const prepared = preparing.then(() => suite.prepare());
    preparing = prepared.catch(() => undefined);
    const counts = await runSuite(suite, prepared, options, turn);
    turn.write(`== ${suite.name}: ${countsAsText(counts)} in ${Math.round((performance.now() - began) / 1000)} s\n`);
    turn.end();
    total = add(total, counts);
  });
  return total;
}

const failure: Counts = { ...none, failed: 1 };

async function runSuite(suite: Suite, prepared: Promise<void>, options: Options, turn: Turn): Promise<Counts> {
  try {
    await prepared;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    turn.write(`The ${suite.name} suite is skipped: ${error.message}\n`);
    return options.nothingMayLack ? failure : none;
  }
  const countsFile = join(options.folder, suite.name);
  const code = await ended(suite.command(countsFile), options, turn);
  const counts = readCounts(await readFile(countsFile, 'utf8').catch(() => ''));
  if (counts === undefined || counts.passed + counts.failed === 0) turn.write(`The ${suite.name} suite ended with ${code} and without a test.\n`);
  else if (code !== 0 && counts.failed === 0) turn.write(`The ${suite.name} suite ended with ${code} after its tests.\n`);
  else return counts;
  return add(counts ?? none, failure);
}

/** Its exit code, or the signal that ended it. One that runs alone has this terminal. */
async function ended([file = '', ...args]: readonly string[], { root, atOnce }: Options, turn: Turn): Promise<number | string> {
  const child = spawn(file, args, { cwd: root, stdio: atOnce === 1 ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Uint8Array) => turn.write(chunk));
  // Not at its exit: what it printed last may still come. But something that it left behind must not hold up the others.
  const exit = once(child, 'exit');
  const closed = once(child, 'close');
  const [code, signal] = await exit as [number | null, string | null];
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5000))]);
  return code ?? signal ?? 'nothing';
}
