import assert from 'node:assert/strict';
import type { Cost, StepView } from '../../../../src/model/plan';
import type { NewEntry } from '../../../../src/setup/journal/entry';
import { costOf, type PlannedStep } from '../../../../src/setup/engine/progress';
import type { Standing } from '../../../../src/setup/standing';
import { Journals, fakeStep, thing } from './support';

const cost: Cost = { kind: 'priced', monthly: 2.5, currency: 'EUR', basis: 'b' };
const none: Cost = { kind: 'none' };
const run: NewEntry = { type: 'run', costs: {} };
const ready = (step: string, detail = 'stable', elapsedMs = 3_000): NewEntry => ({ type: 'ready', step, detail, elapsedMs });
const failure = { code: 'vpc.bad', what: 'w', why: 'No.', next: 'n' };
const plan = (standing: Standing, at = 's', price: Cost = none): ReadonlyMap<string, PlannedStep> => new Map([[at, { standing, cost: price }]]);

describe('What a connection\'s progress shows', () => {
  const journals = new Journals();
  after(() => journals.remove());

  async function stepOf(entries: readonly NewEntry[], more: { isCheck?: true; planned?: Standing; working?: boolean } = {}): Promise<StepView> {
    const progress = await journals.progress([fakeStep('s', more.isCheck === undefined ? {} : { isCheck: true })], entries);
    progress.working = more.working ?? false;
    progress.planned = more.planned === undefined ? undefined : plan(more.planned);
    const [step] = progress.view().steps;
    assert.ok(step !== undefined);
    return step;
  }

  describe('of a step, by its journal', () => {
    const cases: readonly (readonly [string, readonly NewEntry[], Parameters<typeof stepOf>[1], string, string])[] = [
      ['nothing', [], {}, 'waiting', 'not started'],
      ['nothing after an undo', [{ type: 'undo' }, { type: 'undone' }], {}, 'waiting', 'left as it was'],
      ['a failure', [run, { type: 'failed', step: 's', failure }], {}, 'failed', 'vpc.bad: No.'],
      ['a cancellation', [run, thing('made', 's', 'vpc', 'v'), { type: 'cancelled', step: 's' }], {}, 'cancelled', 'cancelled · not finished: v'],
      ['a cancellation before it began', [run, { type: 'cancelled', step: 's' }], {}, 'cancelled', 'cancelled'],
      ['something made', [run, thing('made', 's', 'vpc', 'v'), ready('s')], {}, 'made', 'made · stable after 3 s'],
      ['something adopted', [run, thing('adopted', 's', 'vpc', 'v'), ready('s')], {}, 'exists', 'exists · stable'],
      ['nothing needed', [run, ready('s', 'not needed · x')], {}, 'exists', 'not needed · x'],
      ['ours put on theirs', [run, thing('adopted', 's', 'virtual-server', 'v'), thing('made', 's', 'group-target', 'g/v'), ready('s', 'running')], {},
        'made', 'exists, with our security group added · running after 3 s'],
      ['ours beside ours', [run, thing('made', 's', 'virtual-server', 'v'), thing('made', 's', 'group-target', 'g/v'), ready('s', 'running')], {},
        'made', 'made · running after 3 s'],
      ['a check that passed', [run, ready('s', 'all passed')], { isCheck: true }, 'made', 'all passed after 3 s'],
      ['a thing that a run left unfinished', [run, thing('made', 's', 'vpc', 'v')], {}, 'cancelled', 'interrupted · not finished: v'],
      ['a lost answer of a run that ended', [run, { type: 'intent', step: 's', kind: 'vpc', name: 'n' }, { type: 'cancelled' }], {},
        'cancelled', 'cancelled · not finished: n'],
      ['a change that a reload cut off', [run, thing('made', 's', 'vpc', 'v'), ready('s'), { type: 'done' }, run, { type: 'intent', step: 's', kind: 'rule', name: 'n' }], {},
        'cancelled', 'its change was cut off and is to go on · not finished: n'],
      ['a change that was cut off between what comes and what goes', [
        run, thing('made', 's', 'vpc', 'v'), ready('s'), { type: 'done' }, run, { type: 'intent', step: 's', kind: 'rule', name: 'n' }, thing('made', 's', 'rule', 'r', 'n'),
      ], {}, 'cancelled', 'its change was cut off and is to go on'],
      ['a change that was cancelled', [
        run, thing('made', 's', 'vpc', 'v'), ready('s'), { type: 'done' }, run, { type: 'intent', step: 's', kind: 'rule', name: 'n' }, { type: 'cancelled', step: 's' },
      ], {}, 'cancelled', 'its change was cancelled and is to go on · not finished: n'],
      ['a change that this window is at', [
        run, thing('made', 's', 'vpc', 'v'), ready('s'), { type: 'done' }, run, { type: 'intent', step: 's', kind: 'rule', name: 'n' },
      ], { working: true }, 'made', 'made · stable after 3 s'],
      ['a thing that this window is at', [run, thing('made', 's', 'vpc', 'v')], { working: true }, 'waiting', 'not started'],
      ['a thing that was removed', [thing('made', 's', 'vpc', 'v'), { type: 'undo' }, { type: 'removed', step: 's', kind: 'vpc', id: 'v' }], {},
        'undone', 'deleted'],
      ['a thing that was handed over', [thing('made', 's', 'vpc', 'v'), { type: 'removed', step: 's', kind: 'vpc', id: 'v', keptFor: 'other' }], {},
        'undone', 'kept for other'],
      ['a thing that someone else uses', [
        thing('made', 's', 'vpc', 'v'), thing('made', 's', 'vpc', 'w'), { type: 'removed', step: 's', kind: 'vpc', id: 'w' },
        { type: 'kept', step: 's', kind: 'vpc', id: 'v', usedBy: 'the server\u202e s' },
      ], {}, 'made', 'kept: used by the server[U+202E] s'],
      ['a kept thing of which a run knows again', [
        thing('made', 's', 'vpc', 'v'), { type: 'ready', step: 's', detail: 'fine', elapsedMs: 0 },
        { type: 'kept', step: 's', kind: 'vpc', id: 'v', usedBy: 'the server s' }, { type: 'undone' }, run,
      ], {}, 'cancelled', 'interrupted · not finished: v'],
      ['what was taken off theirs', [
        thing('adopted', 's', 'virtual-server', 'v'), thing('made', 's', 'group-target', 'g/v'), { type: 'removed', step: 's', kind: 'group-target', id: 'g/v' },
      ], {}, 'undone', 'left as it was, our security group taken off it'],
      ['ours that went beside theirs', [
        thing('adopted', 's', 'virtual-server', 'v'), thing('made', 's', 'vpc', 'w'), { type: 'removed', step: 's', kind: 'vpc', id: 'w' },
      ], {}, 'undone', 'left as it was'],
    ];
    for (const [what, entries, more, state, detail] of cases) {
      it(`${what}: ${state}`, async () => {
        const step = await stepOf(entries, more);
        assert.deepEqual([step.state, step.detail], [state, detail]);
      });
    }

    it('says what an undo leaves theirs without, and has the first thing as its own', async () => {
      const step = await stepOf([run, thing('adopted', 's', 'virtual-server', 'v'), thing('made', 's', 'group-target', 'g/v'), ready('s')]);
      assert.equal(step.extendsExisting, 'without the security group that the run puts on it');
      assert.equal(step.resource?.id, 'v');
      assert.equal(step.elapsedMs, 3_000);
    });
  });

  describe('of a step, by the last plan', () => {
    const missing: Standing = { kind: 'missing', detail: 'd' };
    const cases: readonly (readonly [string, Standing, readonly NewEntry[], boolean, string, string])[] = [
      ['what exists', { kind: 'exists', resource: { kind: 'k', id: 'i', name: 'n' }, detail: 'd' }, [], false, 'exists', 'exists · d'],
      ['what is missing', missing, [], false, 'to-make', 'to make · d'],
      ['a check', missing, [], true, 'to-make', 'to do · d'],
      ['what is extended', { kind: 'missing', detail: 'd', extends: 'without it' }, [], false, 'to-make', 'exists, will be changed · d'],
      ['what is not needed', { kind: 'not-needed', why: 'w' }, [], false, 'exists', 'not needed · w'],
      ['what is blocked', { kind: 'blocked', why: 'w', remedy: 'r' }, [], false, 'blocked', 'blocked: w · r'],
      ['what is missing, though it was made once', missing, [run, thing('made', 's', 'vpc', 'v'), ready('s'), { type: 'done' }], false, 'to-make', 'to make · d'],
      ['what exists, and was made', { kind: 'exists', resource: { kind: 'k', id: 'i', name: 'n' } }, [run, thing('made', 's', 'vpc', 'v'), ready('s')], false,
        'made', 'made · stable after 3 s'],
      ['what is blocked, though it was made once', { kind: 'blocked', why: 'w', remedy: 'r' }, [run, thing('made', 's', 'vpc', 'v'), ready('s')], false,
        'blocked', 'blocked: w · r'],
      ['a check that passed in a run that is done', missing, [run, ready('s', 'all passed'), { type: 'done' }], true, 'made', 'all passed after 3 s'],
      ['a check that passed in a run that is not', missing, [run, ready('s', 'all passed')], true, 'to-make', 'to do · d'],
    ];
    for (const [what, planned, entries, isCheck, state, detail] of cases) {
      it(`${what}: ${state}`, async () => {
        const step = await stepOf(entries, { planned, ...(isCheck ? { isCheck } : {}) });
        assert.deepEqual([step.state, step.detail], [state, detail]);
      });
    }

    it('says what an undo will leave theirs without', async () => {
      const step = await stepOf([], { planned: { kind: 'missing', extends: 'without it' } });
      assert.equal(step.extendsExisting, 'without it');
      assert.equal((await stepOf([], { planned: missing })).extendsExisting, undefined);
    });

    it('knows less than the journal of what was worked at since', async () => {
      const progress = await journals.progress([fakeStep('s')], [run]);
      progress.planned = plan(missing);
      progress.begin('s', 'running');
      progress.end();
      assert.equal(progress.planned.size, 0);
      assert.equal(progress.view().steps[0]?.state, 'waiting');
    });
  });

  it('of the step that is being worked at, what is being done and for how long', async () => {
    let changes = 0;
    const progress = await journals.progress([fakeStep('s'), fakeStep('t')], [run], () => { changes += 1; });
    progress.note('nobody listens');
    assert.equal(changes, 0);
    progress.begin('t', 'undoing');
    assert.deepEqual([progress.view().steps[1]?.state, progress.view().steps[1]?.detail], ['undoing', 'deleting']);
    journals.clock.time += 4_000;
    progress.note('waiting');
    progress.note('waiting');
    assert.equal(changes, 2, 'the same words are no news');
    const { state, detail, elapsedMs } = progress.view().steps[1] ?? {};
    assert.deepEqual({ state, detail, elapsedMs }, { state: 'undoing', detail: 'waiting', elapsedMs: 4_000 });
    assert.equal(progress.elapsed(), 4_000);
    progress.end();
    assert.equal(progress.elapsed(), 0);
    assert.equal(progress.view().steps[0]?.state, 'waiting');
  });

  describe('of the whole', () => {
    const cases: readonly (readonly [string, readonly NewEntry[], { working?: true; planned?: Standing; isCheck?: true }, string])[] = [
      ['nothing yet', [], {}, 'plan'],
      ['a run of this window', [run], { working: true }, 'running'],
      ['an undo of this window', [{ type: 'undo' }], { working: true }, 'undoing'],
      ['a run that nobody works at', [run], {}, 'interrupted'],
      ['an undo that nobody works at', [{ type: 'undo' }], {}, 'interrupted'],
      ['the end of a run', [run, { type: 'done' }], {}, 'done'],
      ['the end of a run, planned again, with something missing', [run, { type: 'done' }], { planned: { kind: 'missing' } }, 'plan'],
      ['the end of a run, planned again, with something blocked', [run, { type: 'done' }], { planned: { kind: 'blocked', why: '', remedy: '' } }, 'plan'],
      ['the end of a run, planned again, with nothing missing', [run, { type: 'done' }], { planned: { kind: 'not-needed', why: '' } }, 'done'],
      ['the end of a run, planned again, with a check to do', [run, { type: 'done' }], { planned: { kind: 'missing' }, isCheck: true }, 'done'],
      ['the end of an undo, planned again', [{ type: 'undo' }, { type: 'undone' }], { planned: { kind: 'missing' } }, 'plan'],
      ['a failure, planned again', [run, { type: 'failed', step: 's', failure }], { planned: { kind: 'missing' } }, 'failed'],
      ['a cancellation', [run, { type: 'cancelled' }], {}, 'cancelled'],
    ];
    for (const [what, entries, { working, planned, isCheck }, state] of cases) {
      it(`${what}: ${state}`, async () => {
        const progress = await journals.progress([fakeStep('s', isCheck === undefined ? {} : { isCheck })], entries);
        progress.working = working ?? false;
        progress.planned = planned === undefined ? undefined : plan(planned);
        assert.equal(progress.view().state, state);
      });
    }

    it('is a plan again where one of its steps has something to make', async () => {
      const progress = await journals.progress([fakeStep('a'), fakeStep('b')], [run, { type: 'done' }]);
      progress.planned = new Map([...plan({ kind: 'missing' }, 'a'), ...plan({ kind: 'not-needed', why: '' }, 'b')]);
      assert.equal(progress.view().state, 'plan');
    });

    it('was planned anew where a plan was made after it ended, until a step is begun; an undo goes on whatever was planned', async () => {
      const replanned = async (ended: NewEntry, begun: NewEntry = run): Promise<readonly unknown[]> => {
        const progress = await journals.progress([fakeStep('s')], [begun, ended]);
        const before = progress.view().plannedSince;
        progress.planned = plan({ kind: 'missing' });
        const after = progress.view().plannedSince;
        progress.begin('s', 'running');
        progress.end();
        return [before, after, progress.view().plannedSince];
      };
      assert.deepEqual(await replanned({ type: 'cancelled', step: 's' }), [undefined, true, undefined]);
      assert.deepEqual(await replanned({ type: 'failed', step: 's', failure }), [undefined, true, undefined]);
      assert.deepEqual(await replanned({ type: 'cancelled', step: 's' }, { type: 'undo' }), [undefined, undefined, undefined]);
      assert.deepEqual(await replanned({ type: 'done' }), [undefined, undefined, undefined], 'that is a plan');
    });

    it('says which of its steps are checks', async () => {
      const progress = await journals.progress([fakeStep('a'), fakeStep('b', { isCheck: true })]);
      assert.deepEqual(progress.view().steps.map((step) => 'isCheck' in step), [false, true]);
    });

    it('has a title in the route\'s words, and the time from its start to its last line, or to now', async () => {
      const progress = await journals.progress([fakeStep('s')]);
      assert.equal(progress.view().title, 'Connect orders through a tunnel');
      assert.deepEqual([progress.view().startedAt, progress.view().elapsedMs], [undefined, undefined]);
      const startedAt = new Date(journals.clock.time).toISOString();
      await progress.journal.write(run);
      assert.deepEqual([progress.view().startedAt, progress.view().elapsedMs], [startedAt, 0]);
      journals.clock.time += 5_000;
      await progress.journal.write(ready('s'));
      journals.clock.time += 60_000;
      assert.equal(progress.view().elapsedMs, 5_000);
      progress.working = true;
      assert.equal(progress.view().elapsedMs, 65_000);
    });

    it('adds up what is made, in the currency of the first price, and names what has none', async () => {
      const steps = ['a', 'b', 'c', 'd'].map((id) => fakeStep(id));
      const progress = await journals.progress(steps);
      progress.planned = new Map<string, PlannedStep>([
        ['a', { standing: { kind: 'missing' }, cost }],
        ['b', { standing: { kind: 'missing' }, cost: { ...cost, monthly: 4 } }],
        ['c', { standing: { kind: 'missing' }, cost: { kind: 'unpublished' } }],
        ['d', { standing: { kind: 'exists', resource: { kind: 'k', id: 'i', name: 'n' } }, cost }],
      ]);
      assert.deepEqual(progress.view().total, { monthly: 6.5, currency: 'EUR', unpublished: ['Step c'] });
      progress.planned = undefined;
      assert.deepEqual(progress.view().total, { monthly: 0, currency: 'USD', unpublished: [] });
    });

    it('tells in the middle what is there already, or may be, from what is not made yet', async () => {
      const costs = { a: cost, b: { ...cost, monthly: 4 }, c: { ...cost, monthly: 8 }, d: { ...cost, monthly: 16 } };
      const progress = await journals.progress(['a', 'b', 'c', 'd'].map((id) => fakeStep(id)), [
        { type: 'run', costs }, thing('made', 'a', 'vpc', 'v'), ready('a'), thing('adopted', 'b', 'vpc', 'w'), ready('b'), thing('made', 'c', 'vpc', 'x'),
      ]);
      const { state, standing } = progress.view();
      assert.deepEqual([state, standing], ['interrupted', { monthly: 10.5, currency: 'EUR', unpublished: [] }]);
      await progress.journal.write({ type: 'done' });
      assert.equal(progress.view().standing, undefined);
    });

    it('counts what was made at what it cost then, and nothing of what was there or is gone', async () => {
      const costs = { a: cost, b: { ...cost, monthly: 4 }, c: { kind: 'unpublished' as const } };
      const progress = await journals.progress(['a', 'b', 'c'].map((id) => fakeStep(id)), [
        { type: 'run', costs }, thing('made', 'a', 'vpc', 'v'), ready('a'), thing('adopted', 'b', 'vpc', 'w'), ready('b'), thing('made', 'c', 'vpc', 'x'), ready('c'),
      ]);
      assert.deepEqual(progress.view().total, { monthly: 2.5, currency: 'EUR', unpublished: ['Step c'] });
      await progress.journal.write({ type: 'removed', step: 'a', kind: 'vpc', id: 'v' });
      await progress.journal.write({ type: 'removed', step: 'c', kind: 'vpc', id: 'x' });
      assert.deepEqual(progress.view().total, { monthly: 0, currency: 'USD', unpublished: [] });
    });
  });

  it('costs what the plan says of what is to be made, and what it cost then of what was made', () => {
    const before = { s: { kind: 'unpublished' as const } };
    assert.deepEqual(costOf('s', plan({ kind: 'missing' }, 's', cost), before), cost);
    assert.deepEqual(costOf('s', plan({ kind: 'not-needed', why: '' }, 's', cost), before), { kind: 'unpublished' });
    assert.deepEqual(costOf('s', undefined, {}), none);
  });
});
