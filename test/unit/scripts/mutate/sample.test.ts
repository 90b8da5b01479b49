import assert from 'node:assert/strict';
import type { Mutant } from '../../../../scripts/mutate/mutant';
import { sampled } from '../../../../scripts/mutate/sample';

const of = (file: string, count: number): Mutant[] => Array.from({ length: count }, (_, start) => ({ file, start, end: start, text: '', change: '' }));
const all = [...of('small', 10), ...of('middle', 30), ...of('large', 160)];

describe('a sample of mutants', () => {
  it('has of each file as many as its share is, wherever it ends', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      for (const size of [20, 40, 100]) {
        const sample = sampled(all, seed).slice(0, size);
        for (const [file, count] of [['small', 10], ['middle', 30], ['large', 160]] as const) {
          const share = size * count / all.length;
          const has = sample.filter((mutant) => mutant.file === file).length;
          assert.ok(Math.abs(has - share) <= 2, `${has} of ${file} instead of ${share}, seed ${seed}`);
        }
      }
    }
  });

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(sampled(all, 7), sampled(all, 7));
    assert.notDeepEqual(sampled(all, 7).slice(0, 20), sampled(all, 8).slice(0, 20));
  });

  it('has each mutant once when it is all of them', () => {
    assert.equal(new Set(sampled(all, 1)).size, all.length);
  });
});
