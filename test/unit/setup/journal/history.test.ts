import { append, noHistory, recordOf } from '../../../../src/setup/journal/history';
import { parseEntry } from '../../../../src/setup/journal/entry';
import type { Entry } from '../../../../src/setup/journal/entry';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { replay } from '../../../../src/setup/journal/journal';

const at = '2026-01-01T00:00:00.000Z';
const failure = { code: 'vpc.x', what: 'w', why: 'y', next: 'n', trace: 't' };
const id = fc.constantFrom('1', '2');
const step = fc.constantFrom('vpc', 'server', '__proto__', 'constructor');
const kind = fc.constantFrom('a', 'b');
const name = fc.constantFrom('n', 'm');
const entries: fc.Arbitrary<Entry> = fc.oneof(
  fc.constantFrom<Entry>({ type: 'run', at, costs: {} }, { type: 'done', at }, { type: 'undo', at }, { type: 'undone', at }),
  fc.record({ type: fc.constant('cancelled' as const), at: fc.constant(at), step }),
  fc.record({ type: fc.constant('failed' as const), at: fc.constant(at), step, failure: fc.constant(failure) }),
  fc.record({ type: fc.constantFrom('intent' as const, 'withdrawn' as const), at: fc.constant(at), step, kind, name }),
  fc.record({ type: fc.constantFrom('made' as const, 'adopted' as const), at: fc.constant(at), step, kind, id, name }),
  fc.record({ type: fc.constantFrom('removing' as const, 'removed' as const), at: fc.constant(at), step, kind, id }),
  fc.record({ type: fc.constant('ready' as const), at: fc.constant(at), step, detail: fc.string(), elapsedMs: fc.nat() }),
);

function textOf(list: readonly Entry[]): string {
  return list.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

describe('A journal', () => {
  it('tells the same history read from its text as it had while it was written', () => {
    fc.assert(fc.property(fc.array(entries), (list) => assert.deepEqual(replay(textOf(list)), list.reduce(append, noHistory))));
  });

  it('loses no whole line to one that a crash has torn', () => {
    fc.assert(fc.property(fc.array(entries, { minLength: 1 }), fc.nat(), (list, cut) => {
      const text = textOf(list);
      const last = `${JSON.stringify(list.at(-1))}\n`;
      const torn = text.slice(0, text.length - 2 - (cut % (last.length - 2)));
      assert.deepEqual(replay(torn), list.slice(0, -1).reduce(append, noHistory));
    }));
  });

  it('knows each made thing until it is removed, and no other', () => {
    fc.assert(fc.property(fc.array(entries), (list) => {
      const made = new Map<string, string>();
      for (const entry of list) {
        if (entry.type === 'made' || entry.type === 'adopted') {
          for (const [key, other] of made) {
            const [itsStep, itsKind] = key.split('/');
            if (itsStep === entry.step && itsKind === entry.kind && other.endsWith(`:${entry.name}`)) {
              made.delete(key);
            }
          }
          made.set(`${entry.step}/${entry.kind}/${entry.id}`, `${entry.type}:${entry.name}`);
        } else if (entry.type === 'removed') {
          made.delete(`${entry.step}/${entry.kind}/${entry.id}`);
        } else if (entry.type === 'undone') {
          [...made].filter(([, value]) => value.startsWith('adopted:')).forEach(([key]) => made.delete(key));
        }
      }
      const history = list.reduce(append, noHistory);
      const told = Object.entries(history.steps).flatMap(([stepId, record]) => record.resources.map((resource) =>
        `${stepId}/${resource.kind}/${resource.id}=${resource.origin}:${resource.name}`));
      assert.deepEqual(told.sort(), [...made].map(([key, value]) => `${key}=${value}`).sort());
    }));
  });

  it('remembers an intent until it is known what became of it', () => {
    const intent: Entry = { type: 'intent', at, step: 'vpc', kind: 'vpc', name: 'n' };
    const made: Entry = { type: 'made', at, step: 'vpc', kind: 'vpc', id: '1', name: 'n' };
    assert.deepEqual(recordOf([intent].reduce(append, noHistory), 'vpc').lost, [{ kind: 'vpc', name: 'n' }]);
    assert.deepEqual(recordOf([intent, made].reduce(append, noHistory), 'vpc').lost, []);
    const withdrawn: Entry = { ...intent, type: 'withdrawn' };
    assert.deepEqual(recordOf([intent, withdrawn].reduce(append, noHistory), 'vpc').lost, []);
  });

  it('forgets failure and cancellation when it is run again', () => {
    const list: Entry[] = [{ type: 'failed', at, step: 'vpc', failure }, { type: 'run', at, costs: {} }];
    assert.equal(recordOf(list.reduce(append, noHistory), 'vpc').failure, undefined);
  });
});

describe('A line of a journal', () => {
  for (const line of ['', '{', 'null', '[]', '{"type":"made"}', '{"type":"else","at":"x"}']) {
    it(`that is ${line === '' ? 'empty' : line} says nothing`, () => assert.equal(parseEntry(line), undefined));
  }

  it('never holds more than its fields', () => {
    const line = JSON.stringify({ type: 'made', at, step: 's', kind: 'k', id: '1', name: 'n', apiKey: 'canary' });
    assert.equal(JSON.stringify(parseEntry(line)).includes('canary'), false);
  });
});
