import assert from 'node:assert/strict';
import { equivalentTo, type Equivalent } from '../../../../scripts/mutate/equivalent';
import { placeOf, type Mutant } from '../../../../scripts/mutate/mutant';
import type { Outcome, Verdict } from '../../../../scripts/mutate/outcome';
import { recorded } from '../../../../scripts/mutate/record';
import { report, scoresOf } from '../../../../scripts/mutate/report';

const text = 'one();\n  if (a < b) two();\nif (a < b)\n  two();\n';
const mutantAt = (file: string, start: number, change = 'boundary moved'): Mutant => ({ file, start, end: start + 1, text: '<=', change });
const outcome = (file: string, at: number, verdict: Verdict): Outcome => ({ mutant: mutantAt(file, text.indexOf('<', at)), place: placeOf(text, mutantAt(file, text.indexOf('<', at))), verdict });
const same: Equivalent = { file: 'src/a/x.ts', line: 'if (a < b) two();', before: '<', after: '<=', reason: 'they are never the same' };

const outcomes = [
  outcome('src/b/z.ts', 0, { state: 'survived', tests: 0 }), outcome('src/a/x.ts', 20, { state: 'survived', tests: 2 }), outcome('src/a/x.ts', 0, { state: 'equivalent', of: same }),
  outcome('src/a/y.ts', 0, { state: 'killed', by: 'a test' }), outcome('src/a/y.ts', 0, { state: 'killed', by: 'a test' }),
];

describe('the report of mutants', () => {
  it('names each survivor by file, line and change, and the score of each folder', () => {
    assert.deepEqual(report(['src/a', 'src/b'], outcomes).split('\n'), [
      'equivalent  src/a/x.ts:2  boundary moved: < → <=  (they are never the same)',
      'survived    src/a/x.ts:3  boundary moved: < → <=  (2 test files)',
      'survived    src/b/z.ts:2  boundary moved: < → <=  (no test reaches it)',
      '',
      'src/a: 66%, 2 killed, 1 survived, 1 equivalent',
      'src/b: 0%, 0 killed, 1 survived',
      'in all: 50%, 2 killed, 2 survived, 1 equivalent',
    ]);
  });

  it('is kept in a document, with what other folders had', () => {
    const run = { date: '2026-01-02', sample: '5', seed: 3 };
    const first = recorded('', scoresOf(['src/b'], outcomes), run);
    const both = recorded(first, scoresOf(['src/a'], outcomes), { ...run, seed: 4 });
    assert.deepEqual(both.split('\n').filter((line) => line.startsWith('| `')), [
      '| `src/a` | 66% | 2 | 1 | 1 | 5 | 4 | 2026-01-02 |',
      '| `src/b` | 0% | 0 | 1 | 0 | 5 | 3 | 2026-01-02 |',
    ]);
    assert.equal(recorded(both, scoresOf(['src/a'], outcomes), { ...run, seed: 4 }), both);
  });
});

describe('a mutant that does the same', () => {
  it('has words for what is gone', () => {
    assert.deepEqual(['', ';', 'a  +\n b'].map((after) => placeOf(text, { ...mutantAt('src/a/x.ts', 0), text: after }).after), ['(nothing)', '(nothing)', 'a + b']);
  });

  it('is found by its line wherever it moves, and by its change', () => {
    const moved = `\n\n${text}`;
    const place = placeOf(moved, mutantAt('src/a/x.ts', moved.indexOf('<')));
    assert.equal(place.line, 4);
    assert.equal(equivalentTo(mutantAt('src/a/x.ts', 0), place, [same]), same);
    for (const other of [{ ...place, after: '>=' }, { ...place, lineText: 'if (a < b)' }, { ...place, before: '<=' }]) assert.equal(equivalentTo(mutantAt('src/a/x.ts', 0), other, [same]), undefined);
    assert.equal(equivalentTo(mutantAt('src/a/y.ts', 0), place, [same]), undefined);
  });
});
