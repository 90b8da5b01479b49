import { append } from '../../../../src/setup/journal/append';
import { noHistory, recordOf, resourcesOf, type History, type StepRecord, latest } from '../../../../src/setup/journal/history';
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
            const replaced = other.endsWith(`:${entry.name}`) || (entry.type === 'adopted' && other.startsWith('adopted:'));
            if (itsStep === entry.step && itsKind === entry.kind && replaced) {
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
    assert.deepEqual(recordOf([intent].reduce(append, noHistory), 'vpc').lost, [{ kind: 'vpc', name: 'n', at }]);
    assert.deepEqual(recordOf([intent, made].reduce(append, noHistory), 'vpc').lost, []);
    const withdrawn: Entry = { ...intent, type: 'withdrawn' };
    assert.deepEqual(recordOf([intent, withdrawn].reduce(append, noHistory), 'vpc').lost, []);
  });

  it('forgets failure and cancellation when it is run again', () => {
    const list: Entry[] = [{ type: 'failed', at, step: 'vpc', failure }, { type: 'run', at, costs: {} }];
    assert.equal(recordOf(list.reduce(append, noHistory), 'vpc').failure, undefined);
  });
});

describe('What a journal says of a step', () => {
  const vpc = { kind: 'vpc', id: 'v', name: 'orders-vpc' };
  const made = (more: Partial<typeof vpc> & { crn?: string; address?: string } = {}): Entry => ({ type: 'made', at, step: 's', ...vpc, ...more });
  const adopted = (more: Partial<typeof vpc> = {}): Entry => ({ type: 'adopted', at, step: 's', ...vpc, ...more });
  const intent = (kindOfIt = 'vpc', itsName = 'orders-vpc'): Entry => ({ type: 'intent', at, step: 's', kind: kindOfIt, name: itsName });
  const ready: Entry = { type: 'ready', at, step: 's', detail: 'stable', elapsedMs: 3_000 };
  const removed = (more: { kind?: string; id?: string; keptFor?: string } = {}): Entry => ({ type: 'removed', at, step: 's', kind: 'vpc', id: 'v', ...more });
  const known = (origin: 'made' | 'adopted', more: object = {}): object => ({ crn: undefined, address: undefined, ...vpc, origin, ...more });

  function record(...list: readonly Entry[]): StepRecord {
    return recordOf(list.reduce(append, noHistory), 's');
  }

  it('is nothing of a step that it does not name, whatever the step is called', () => {
    for (const other of ['other', 'constructor', '__proto__', 'toString']) {
      assert.deepEqual(recordOf(append(noHistory, made()), other), { resources: [], lost: [] });
    }
  });

  it('keeps parts of one thing beside each other that were there before, and replaces what is used instead of another', () => {
    const ids = (...entries: readonly Entry[]): readonly string[] => record(...entries).resources.map((each) => each.id);
    const [one, two] = [adopted({ id: 'n/1', name: 'one' }), adopted({ id: 'n/2', name: 'two' })];
    assert.deepEqual(ids(one, two), ['n/1', 'n/2']);
    for (const other of ['m/2', '2', '/home/key', 'n/2/3']) {
      assert.deepEqual(ids(one, adopted({ id: other, name: 'two' })), [other]);
    }
    const [first, second] = ['crn:v1:bluemix:public:secrets-manager:ca-mon:a/a:g1::', 'crn:v1:bluemix:public:secrets-manager:ca-mon:a/a:g2::'];
    assert.deepEqual(ids(adopted({ id: first }), adopted({ id: second, name: 'two' })), [second], 'of one account, and no parts of it');
    assert.deepEqual(ids(adopted({ id: '/home/one' }), adopted({ id: '/home/two', name: 'two' })), ['/home/two']);
    assert.deepEqual(ids(one, adopted({ id: 'n/2', name: 'one' })), ['n/2'], 'made anew under its name');
  });

  it('is what was made or adopted, with all that is known of it', () => {
    assert.deepEqual(record(made({ crn: 'crn:v', address: '192.0.2.1' })).resources, [known('made', { crn: 'crn:v', address: '192.0.2.1' })]);
    assert.deepEqual(record(adopted()).resources, [known('adopted')]);
  });

  it('is the last word on a thing: of the same id, or of the same name in the place of one that is gone', () => {
    assert.deepEqual(record(adopted(), made()).resources, [known('made')]);
    assert.deepEqual(record(made(), made({ id: 'w' })).resources, [known('made', { id: 'w' })]);
    assert.deepEqual(record(made(), made({ name: 'renamed' })).resources, [known('made', { name: 'renamed' })]);
  });

  it('keeps things of other ids and names, and of other kinds, in the order in which they came', () => {
    assert.deepEqual(record(made(), made({ id: 'w', name: 'other' }), made({ kind: 'subnet' })).resources, [
      known('made'), known('made', { id: 'w', name: 'other' }), known('made', { kind: 'subnet' }),
    ]);
  });

  it('has one lost answer a request, which ends with the thing or with a clear no, and with nothing else', () => {
    assert.deepEqual(record(intent(), intent()).lost, [{ kind: 'vpc', name: 'orders-vpc', at }]);
    assert.deepEqual(record(intent(), adopted()).lost, []);
    const others = [intent('vpc', 'other'), intent('subnet', 'orders-vpc')];
    const left = [{ kind: 'vpc', name: 'other', at }, { kind: 'subnet', name: 'orders-vpc', at }];
    assert.deepEqual(record(...others, intent(), made()).lost, left);
    assert.deepEqual(record(...others, intent(), { type: 'withdrawn', at, step: 's', kind: 'vpc', name: 'orders-vpc' }).lost, left);
    assert.deepEqual(record(intent(), ready).lost, [{ kind: 'vpc', name: 'orders-vpc', at }]);
  });

  it('is ready until something of it is about to be removed', () => {
    assert.deepEqual(record(made(), ready).ready, { detail: 'stable', elapsedMs: 3_000 });
    const removing = record(made(), ready, { type: 'removing', at, step: 's', kind: 'vpc', id: 'v' });
    assert.deepEqual([removing.ready, removing.resources, removing.removed], [undefined, [known('made')], false]);
    assert.equal(record(made(), ready, removed()).ready, undefined);
    assert.deepEqual(record(made(), ready, made({ id: 'w', name: 'other' })).ready, { detail: 'stable', elapsedMs: 3_000 });
  });

  it('is in the middle of a change from what is asked for after it was ready until it is so again, the run is done, or an undo begins', () => {
    const changing = (...list: readonly Entry[]): unknown => record(made(), ...list).changing;
    assert.equal(changing(ready, intent('rule', 'inbound tcp 22')), true);
    assert.equal(changing(ready, intent('rule', 'inbound tcp 22'), made({ kind: 'rule', id: 'r' }), { type: 'run', at, costs: {} }), true);
    assert.equal(changing(intent('rule', 'inbound tcp 22')), undefined, 'it was never ready');
    for (const end of [ready, removed(), { type: 'done', at }, { type: 'undo', at }] as const) {
      assert.equal(changing(ready, intent('rule', 'inbound tcp 22'), end), undefined, end.type);
    }
  });

  it('is what was removed: only that of this kind and id, and for whom it was kept', () => {
    const { resources, removed: gone, removedKind, keptFor, leftAsItWas } = record(
      made(), made({ id: 'w', name: 'other' }), made({ kind: 'subnet' }), removed({ keptFor: 'other-pc' }),
    );
    assert.deepEqual(resources, [known('made', { id: 'w', name: 'other' }), known('made', { kind: 'subnet' })]);
    assert.deepEqual([gone, removedKind, keptFor, leftAsItWas], [true, 'vpc', 'other-pc', false]);
    assert.equal(record(made(), removed({ keptFor: 'other-pc' }), made(), removed()).keptFor, undefined);
  });

  it('is left as it was where what remains was there before', () => {
    assert.equal(record(adopted({ kind: 'server' }), made(), removed()).leftAsItWas, true);
    assert.equal(record(adopted({ kind: 'server' }), adopted({ kind: 'subnet' }), made(), removed()).leftAsItWas, true);
    assert.equal(record(made(), removed()).leftAsItWas, false);
  });

  it('is what is used now: another that was there before takes the place of the first, and not of what is ours', () => {
    const replaced = record(adopted({ id: '1', name: 'a' }), made({ id: '2', name: 'b' }), adopted({ id: '3', name: 'c' }));
    assert.deepEqual(replaced.resources.map(({ id }) => id), ['2', '3']);
    assert.equal(latest(replaced, vpc.kind)?.id, '3');
    assert.equal(latest(replaced, 'subnet'), undefined);
  });

  it('is not removed any more once something is asked for, made or adopted again', () => {
    for (const again of [intent(), made(), adopted()]) {
      assert.equal(record(made(), removed(), again).removed, false);
    }
    assert.equal(record(made(), removed(), ready).removed, true);
  });

  it('is cancelled, or failed with its words, until a run or an undo goes on', () => {
    const cancelled: Entry = { type: 'cancelled', at, step: 's' };
    const failed: Entry = { type: 'failed', at, step: 's', failure };
    assert.equal(record(made(), cancelled).cancelled, true);
    assert.deepEqual(record(made(), failed).failure, failure);
    for (const on of [{ type: 'run', at, costs: {} }, { type: 'undo', at }] as const) {
      const { cancelled: still, failure: yet, resources, ready: stays } = record(made(), ready, cancelled, failed, on);
      assert.deepEqual([still, yet, resources, stays], [undefined, undefined, [known('made')], { detail: 'stable', elapsedMs: 3_000 }]);
    }
  });

  it('after an undo to the end is only what could not be given back: nothing that was adopted, and nothing is ready', () => {
    const { resources, ready: left } = record(made(), adopted({ kind: 'server' }), ready, { type: 'undone', at });
    assert.deepEqual([resources, left], [[known('made')], undefined]);
  });
});

describe('What a journal says of the whole', () => {
  const later = '2026-01-01T01:00:00.000Z';
  const cost = { kind: 'unpublished' } as const;

  function told(...list: readonly Entry[]): Pick<History, 'phase' | 'startedAt' | 'lastAt' | 'costs'> {
    const { phase, startedAt, lastAt, costs } = list.reduce(append, noHistory);
    return { phase, startedAt, lastAt, costs };
  }

  it('is nothing before the first line', () => {
    assert.deepEqual(noHistory, { phase: 'new', goal: 'run', steps: {}, costs: {}, spentMs: 0 });
  });

  const run: Entry = { type: 'run', at, costs: { vpc: cost } };
  it('adds the times of the legs that a run was broken off in, and begins anew with another goal or after an end', () => {
    const at = (minute: number): string => `2026-03-01T10:0${minute}:00.000Z`;
    const spent = (...list: readonly Entry[]): number => list.reduce(append, noHistory).spentMs / 60_000;
    const run = (minute: number): Entry => ({ type: 'run', at: at(minute), costs: {} });
    const undo = (minute: number): Entry => ({ type: 'undo', at: at(minute) });
    const cut: Entry = { type: 'ready', at: at(2), step: 's', detail: 'd', elapsedMs: 0 };
    assert.equal(spent(run(0)), 0);
    assert.equal(spent(run(0), cut, run(5)), 2, 'a leg that was cut off ends with its last word');
    assert.equal(spent(run(0), cut, run(5), { type: 'cancelled', at: at(6) }, run(8)), 3);
    assert.equal(spent(run(0), cut, undo(5)), 0);
    assert.equal(spent(run(0), cut, { type: 'done', at: at(3) }, run(5)), 0);
    assert.equal(spent(undo(0), { type: 'cancelled', at: at(4) }, undo(5)), 4);
    assert.equal(spent(run(5), { type: 'cancelled', at: at(1) }, run(6)), 0, 'the clock was set back');
  });

  const begun = { startedAt: at, lastAt: later, costs: { vpc: cost } };
  for (const [entry, expected] of [
    [{ type: 'done', at: later }, { ...begun, phase: 'done' }],
    [{ type: 'cancelled', at: later }, { ...begun, phase: 'cancelled' }],
    [{ type: 'cancelled', at: later, step: 's' }, { ...begun, phase: 'cancelled' }],
    [{ type: 'failed', at: later, step: 's', failure }, { ...begun, phase: 'failed' }],
    [{ type: 'undo', at: later }, { ...begun, phase: 'undoing', startedAt: later }],
    [{ type: 'undone', at: later }, { ...begun, phase: 'undone' }],
    [{ type: 'run', at: later, costs: {} }, { ...begun, phase: 'running', startedAt: later, costs: {} }],
    [{ type: 'ready', at: later, step: 's', detail: 'd', elapsedMs: 0 }, { ...begun, phase: 'running' }],
    [{ type: 'made', at: later, step: 's', kind: 'k', id: 'i', name: 'n' }, { ...begun, phase: 'running' }],
  ] as const) {
    it(`after "${entry.type}"${'step' in entry ? ' of a step' : ''} in a run is ${expected.phase}`, () => assert.deepEqual(told(run, entry), expected));
  }

  it('is cancelled without a step where none was begun', () => {
    assert.deepEqual([run, { type: 'cancelled', at } as const].reduce(append, noHistory).steps, {});
  });

  it('has every resource of every step', () => {
    const list = [
      { type: 'made', at, step: 'a', kind: 'k', id: '1', name: 'n' }, { type: 'adopted', at, step: 'b', kind: 'k', id: '2', name: 'n' },
    ] as const;
    assert.deepEqual(resourcesOf(list.reduce(append, noHistory)).map((each) => `${each.id} ${each.origin}`), ['1 made', '2 adopted']);
    assert.deepEqual(resourcesOf(noHistory), []);
  });

  it('never changes what was said before', () => {
    const before = append(noHistory, run);
    const copy = structuredClone(before);
    append(before, { type: 'made', at, step: 's', kind: 'k', id: 'i', name: 'n' });
    assert.deepEqual(before, copy);
    assert.deepEqual(noHistory.steps, {});
  });
});
