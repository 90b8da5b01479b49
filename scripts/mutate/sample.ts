import type { Mutant } from './mutant';

/**
 * All mutants in an order of which any beginning is a sample: each file has its share of it, by how many mutants it has, and
 * within a file chance decides. The same seed gives the same order.
 */
export function sampled(mutants: readonly Mutant[], seed: number): Mutant[] {
  const random = randomFrom(seed);
  const ranked = [...byFile(mutants).values()].flatMap((own) => {
    const offset = random();
    return shuffled(own, random).map((mutant, at) => ({ mutant, rank: (at + offset) / own.length }));
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ mutant }) => mutant);
}

function byFile(mutants: readonly Mutant[]): Map<string, Mutant[]> {
  const files = new Map<string, Mutant[]>();
  for (const mutant of mutants) files.set(mutant.file, [...files.get(mutant.file) ?? [], mutant]);
  return files;
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values.map((value) => ({ value, key: random() })).sort((one, other) => one.key - other.key).map(({ value }) => value);
}

/** The mulberry32 generator: numbers from 0 to 1 without 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
