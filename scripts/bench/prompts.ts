import { partCommands } from '../../src/ui/commands/partCommands';
import type { CommandId } from '../../src/ui/ids';
import { CommandBench } from '../../test/unit/ui/commands/commandBench';
import { median, result, type BenchResult } from './result';

const rounds = 7;
const region = 'ca-mon';
const { signal } = new AbortController();

/** From a command on a row to the items of its first question, once its code is loaded; the slowest command, beside the tree's own load of that region. */
export async function prompts(): Promise<BenchResult[]> {
  const bench = await CommandBench.start();
  try {
    const { landscape } = bench.session;
    const asked: number[] = [];
    for (const id of Object.keys(partCommands) as CommandId[]) {
      await firstItems(bench, id);
      asked.push(await medianOf(() => firstItems(bench, id)));
    }
    const load = await medianOf(() => {
      landscape.invalidate({ kind: 'region', region });
      return landscape.region(region, signal);
    });
    return [result('prompt to first items, ms, of the slowest command (reference: the tree\'s own load of the region)', Math.max(...asked), load)];
  } finally {
    await bench.stop();
  }
}

/** Escape comes as soon as the items are there. */
async function firstItems(bench: CommandBench, id: CommandId): Promise<void> {
  await bench.run(id, { kind: 'region', region, retry: () => undefined }, 'escape');
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}
