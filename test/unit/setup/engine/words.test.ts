import assert from 'node:assert/strict';
import { inWords } from '../../../../src/setup/engine/words';
import type { RecordedResource } from '../../../../src/setup/journal/history';

const ready = (detail: string, elapsedMs: number): { detail: string; elapsedMs: number } => ({ detail, elapsedMs });
const resource = (name: string): RecordedResource => ({ kind: 'vpc', id: name, name, origin: 'made' });

describe('The state of a step in words', () => {
  const cases: readonly (readonly [string, string])[] = [
    [inWords.working('running', ''), 'working'],
    [inWords.working('undoing', ''), 'deleting'],
    [inWords.working('running', 'waiting\u202e'), 'waiting[U+202E]'],
    [inWords.exists(undefined), 'exists'],
    [inWords.exists(''), 'exists'],
    [inWords.exists('10.0.0.0/24'), 'exists · 10.0.0.0/24'],
    [inWords.missing('16 addresses', false), 'to make · 16 addresses'],
    [inWords.missing(undefined, true), 'to do'],
    [inWords.toExtend('a group'), 'exists, will be changed · a group'],
    [inWords.notNeeded('it is there'), 'not needed · it is there'],
    [inWords.blocked('No room\n.', 'Make room.'), 'blocked: No room[U+000A]. · Make room.'],
    [inWords.extended('with a hat', ready('stable', 41_000)), 'exists, with a hat · stable after 41 s'],
    [inWords.finished(true, ready('stable', 999)), 'made · stable'],
    [inWords.finished(true, ready('stable', 1_000)), 'made · stable after 1 s'],
    [inWords.finished(true, ready('stable', 130_400)), 'made · stable after 2 min 10 s'],
    [inWords.finished(true, ready('', 5_000)), 'made'],
    [inWords.finished(false, ready('there', 5_000)), 'exists · there'],
    [inWords.checked(ready('all passed', 2_000)), 'all passed after 2 s'],
    [inWords.failed({ code: 'vpc.bad', what: '', why: 'No\u0007.', next: '' }), 'vpc.bad: No[U+0007].'],
    [inWords.failed({ code: 'vpc.bad', what: '', why: 'No.', next: '', trace: 't\u202e1' }), 'vpc.bad: No. · trace t[U+202E]1'],
    [inWords.cancelled([], []), 'cancelled'],
    [inWords.cancelled([resource('a')], [{ kind: 'vpc', name: 'b' }]), 'cancelled · not finished: a, b'],
    [inWords.cancelled([], [{ kind: 'vpc', name: 'b' }], 'interrupted'), 'interrupted · not finished: b'],
  ];
  for (const [said, expected] of cases) {
    it(`is "${expected}"`, () => assert.equal(said, expected));
  }
});
