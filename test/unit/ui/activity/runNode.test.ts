import assert from 'node:assert/strict';
import type { RunView, StepView } from '../../../../src/model/plan';
import { costWords, runNode, runWords } from '../../../../src/ui/activity/runNode';
import { hostile, run, step } from '../fixtures';

const made = { id: 'r', name: 'orders-pc-gateway', origin: 'made' } as const;

describe('a run in the Activity view', () => {
  it('is a plan with what exists, what is to be made, and its cost', () => {
    const plan = run('plan', [step('vpc', 'exists'), step('subnet', 'exists'), step('server', 'to-make')]);
    assert.equal(runWords(plan), 'plan · $37.12 a month · 2 exist, 1 to make');
  });

  it('says that what it was on is gone, whether anything of it is left or not', () => {
    const gone = step('server', 'undone', { goneWith: 'build-box' });
    assert.match(runWords(run('done', [gone, step('mirrors', 'made')])), /^done · build-box is gone/);
    assert.equal(runWords(run('undone', [gone])), 'undone · build-box is gone');
  });

  it('counts what is changed and what is only looked at apart from what is made', () => {
    const steps = [
      step('vpc', 'exists'), step('subnet', 'to-make'), step('group', 'to-make', { changesExisting: true, extendsExisting: 'without our rule' }), step('verified', 'to-make', { isCheck: true }),
    ];
    assert.match(runWords(run('plan', steps)), /^plan · .* · 1 exists, 1 to make, 1 to change, 1 to check$/);
  });

  it('says what a plan costs also where that is nothing', () => {
    const total = { monthly: 0, currency: 'USD', unpublished: [] };
    assert.equal(runWords(run('plan', [step('group', 'to-make')], { total })), 'plan · $0.00 a month · 1 to make');
    assert.equal(runWords(run('plan', [], { total: { ...total, unpublished: ['Endpoint gateway g'] } })), 'plan · 1 item without a published price');
  });

  it('calls what is there and is changed so, and not to be made', async () => {
    const steps = [step('group', 'to-make', { changesExisting: true, detail: 'exists, will be changed' })];
    const view = (await runNode(run('plan', steps), 0).children?.())?.[0]?.view;
    assert.match(view?.tooltip ?? '', /\*\*: to change/);
    assert.match(view?.spoken ?? '', /, step, to change · exists, will be changed$/);
  });

  it('can be planned again whenever nothing moves, and where it is blocked that is what is offered first', () => {
    const tags = (state: RunView['state'], steps = [step('server', 'to-make')]): readonly string[] => runNode(run(state, steps), 0).view.tags;
    for (const state of ['plan', 'done', 'undone', 'failed', 'cancelled', 'interrupted'] as const) assert.ok(tags(state).includes('plannable'), state);
    for (const state of ['running', 'undoing'] as const) assert.ok(!tags(state).includes('plannable'), state);
    assert.ok(tags('plan', [step('server', 'blocked')]).includes('stuck') && !tags('plan').includes('stuck'));
  });

  it('names what a plan is blocked by, and cannot be run then', () => {
    const plan = run('plan', [step('vpc', 'exists'), step('server', 'blocked', { detail: 'blocked: no capacity' })]);
    assert.match(runWords(plan), /1 exists, 1 blocked/);
    assert.ok(!runNode(plan, 0).view.tags.includes('runnable'));
    assert.ok(runNode(run('plan', [step('server', 'to-make')]), 0).view.tags.includes('runnable'));
  });

  it('folds once it is over, though the editor keeps what was unfolded by its id; until then it is one and the same row', () => {
    const view = (state: RunView['state']) => runNode(run(state, [step('vpc', 'exists')]), 0).view;
    const during = new Set((['plan', 'running', 'failed', 'cancelled', 'interrupted', 'undoing'] as const).map((state) => view(state).id));
    assert.equal(during.size, 1);
    for (const state of ['done', 'undone'] as const) {
      assert.equal(view(state).open, 'collapsed');
      assert.ok(!during.has(view(state).id), state);
    }
    assert.notEqual(view('done').id, view('undone').id);
    assert.equal(view('done').id, view('done').id);
  });

  it('says where it is while it runs, and its time goes on', () => {
    const running = run('running', [step('vpc', 'exists'), step('subnet', 'running', { elapsedMs: 4000 }), step('server', 'to-make')], { elapsedMs: 65_000 });
    assert.equal(runWords(running, 5000), 'running · step 2 of 3 · 1 min 10 s');
    assert.ok(runNode(running, 0).view.tags.includes('cancellable'));
  });

  it('says the step that is worked at, whatever waits before it, and between two steps the next', () => {
    const words = (...steps: readonly StepView[]): string => runWords(run('running', steps));
    assert.equal(words(step('a', 'waiting'), step('b', 'running'), step('c', 'to-make')), 'running · step 2 of 3');
    assert.equal(words(step('a', 'made'), step('b', 'exists'), step('c', 'to-make'), step('d', 'to-make')), 'running · step 3 of 4');
    assert.equal(words(step('a', 'made'), step('b', 'made')), 'running · step 2 of 2');
  });

  it('is seen, and neither cancelled nor gone on with, while another window works at it', () => {
    const far = run('running', [step('vpc', 'running')], { elapsedMs: 65_000, elsewhere: 'another window' });
    assert.equal(runWords(far), 'running in another window · step 1 of 1 · 1 min 5 s');
    assert.deepEqual(runNode(far, 0).view.tags, ['run', 'takeable']);
    assert.match(runWords({ ...far, state: 'undoing' }), /^being undone in another window/);
  });

  it('stands still once it has ended', () => {
    const done = run('done', [step('vpc', 'made', { resource: made })], { elapsedMs: 65_000 });
    assert.equal(runWords(done, 60_000), 'done · 1 step · 1 min 5 s');
  });

  it('names the step that failed, and offers to go on from there and to undo', () => {
    const failed = run('failed', [step('vpc', 'made', { resource: made }), step('ip', 'failed'), step('x', 'to-make')], { elapsedMs: 130_000 });
    assert.equal(runWords(failed), 'failed at step 2 of 3 · 2 min 10 s');
    const { tags } = runNode(failed, 0).view;
    assert.ok(tags.includes('resumable') && tags.includes('undoable') && !tags.includes('cancellable'));
  });

  it('says beside it, in the middle, what it costs now and what it would cost', () => {
    const standing = { monthly: 2.5, currency: 'USD', unpublished: [] };
    const { tooltip } = runNode(run('cancelled', [step('vpc', 'cancelled')], { standing }), 0).view;
    assert.match(tooltip, /2\.50 a month now · .*37\.12 a month when all of it is made$/);
    assert.match(runNode(run('failed', [step('vpc', 'failed')], { standing, goal: 'undo' }), 0).view.tooltip, /2\.50 a month now$/);
  });

  it('is offered again after the window was closed in the middle', () => {
    const cut = run('interrupted', [step('vpc', 'made', { resource: made }), step('ip', 'waiting')]);
    assert.equal(runWords(cut), 'interrupted · 1 of 2 steps done · can be continued');
    assert.ok(runNode(cut, 0).view.tags.includes('resumable'));
  });

  it('says that it was the undo that stopped, and what is left', () => {
    const steps = [step('vpc', 'made', { resource: made }), step('ip', 'failed'), step('x', 'undone')];
    const words = (state: RunView['state']): string => runWords(run(state, steps, { goal: 'undo', elapsedMs: 130_000 }));
    assert.equal(words('failed'), 'undo failed at step 2 of 3 · 2 min 10 s');
    assert.equal(words('cancelled'), 'undo cancelled at step 2 of 3 · 2 min 10 s');
    assert.equal(words('interrupted'), 'undo interrupted · 1 thing left · can be continued');
  });

  it('is no failure when it was cancelled', () => {
    const cancelled = run('cancelled', [step('vpc', 'cancelled')]);
    assert.match(runWords(cancelled), /^cancelled at step 1 of 1/);
    assert.equal(runNode(cancelled, 0).view.color, undefined);
  });

  it('says what is planned where it was planned anew since it ended, and can go on', () => {
    const again = run('cancelled', [
      step('vpc', 'made', { resource: made }), step('group', 'to-make', { changesExisting: true }), step('server', 'cancelled'),
      step('check', 'to-make', { isCheck: true }),
    ], { elapsedMs: 130_000, plannedSince: true });
    assert.equal(runWords(again), 'cancelled, planned anew · 1 to change, 1 to check');
    assert.equal(runWords({ ...again, state: 'interrupted' }), 'interrupted, planned anew · 1 to change, 1 to check');
    assert.equal(runWords({ ...again, state: 'failed' }), 'failed, planned anew · 1 to change, 1 to check');
    assert.ok(runNode(again, 0).view.tags.includes('resumable'));
  });

  it('can be undone only where something was made, and thrown away only where nothing was', () => {
    const adopted = run('done', [step('vpc', 'exists', { resource: { ...made, origin: 'adopted' } })]);
    assert.ok(!runNode(adopted, 0).view.tags.includes('undoable'));
    assert.ok(runNode(adopted, 0).view.tags.includes('discardable'));
    assert.ok(!runNode(run('undone', [step('vpc', 'undone')]), 0).view.tags.includes('undoable'));
  });

  it('can be undone where what was made is not the first thing of a step, or only may be there', () => {
    for (const state of ['cancelled', 'done', 'undone'] as const) {
      const { tags } = runNode(run(state, [step('server', 'exists', { resource: { ...made, origin: 'adopted' } })], { undoable: 1 }), 0).view;
      assert.deepEqual([tags.includes('undoable'), tags.includes('discardable')], [true, false], state);
    }
  });

  it('can be checked only when it is done', () => {
    assert.ok(runNode(run('done', []), 0).view.tags.includes('checkable'));
    assert.ok(!runNode(run('failed', []), 0).view.tags.includes('checkable'));
  });

  it('keeps the ids of its steps from plan to end', async () => {
    const before = await runNode(run('plan', [step('vpc', 'to-make')]), 0).children?.() ?? [];
    const after = await runNode(run('done', [step('vpc', 'made')]), 0).children?.() ?? [];
    assert.deepEqual(before.map(({ view }) => view.id), after.map(({ view }) => view.id));
  });

  it('says each state of a step in a word and an icon of its own', async () => {
    const states = ['exists', 'to-make', 'blocked', 'waiting', 'running', 'made', 'failed', 'cancelled', 'undoing', 'undone'] as const;
    const nodes = await runNode(run('running', states.map((state) => step(state, state, { detail: '' }))), 0).children?.() ?? [];
    assert.equal(new Set(nodes.map(({ view }) => view.spoken)).size, states.length);
    assert.ok(nodes.every(({ view }) => view.spoken.startsWith('Step ') && view.icon !== ''));
  });

  it('says a step\'s state once to who hears it', async () => {
    const spoken = async (state: StepView['state'], detail: string): Promise<string | undefined> =>
      (await runNode(run('done', [step('vpc', state, { detail })]), 0).children?.())?.[0]?.view.spoken;
    assert.match(await spoken('exists', 'exists · 10.0.0.0/24') ?? '', /, step, exists · 10\.0\.0\.0\/24$/);
    assert.match(await spoken('made', 'made') ?? '', /, step, made$/);
    assert.match(await spoken('running', 'waiting for its deletion') ?? '', /, step, running · waiting for its deletion$/);
  });

  it('shows a failure with its words, what next and the trace', async () => {
    const failure = { code: 'vpc.quota', what: 'Could not create', why: 'quota_exceeded: 40 floating IPs', next: 'Delete one.', trace: '5f2c' };
    const [node] = await runNode(run('failed', [step('ip', 'failed', { detail: failure.why, failure })]), 0).children?.() ?? [];
    assert.match(node?.view.tooltip ?? '', /quota&#95;exceeded/);
    assert.match(node?.view.tooltip ?? '', /Trace 5f2c/);
  });

  it('shows hostile words as text', async () => {
    const node = runNode(run('failed', [step('ip', 'failed', { title: hostile, detail: hostile })], { title: hostile }), 0);
    for (const { view } of [node, ...await node.children?.() ?? []]) {
      assert.doesNotMatch(`${view.label}${view.description ?? ''}`, /[\u0000-\u001f\u202e]/);
      assert.doesNotMatch(view.tooltip, /<img|\]\(command:/);
    }
  });
});

describe('the cost of a plan', () => {
  it('tells what has no published price', () => {
    assert.equal(costWords({ monthly: 0, currency: 'USD', unpublished: ['Endpoint gateway'] }), '1 item without a published price');
    assert.equal(costWords({ monthly: 5, currency: 'EUR', unpublished: ['a', 'b'] }), '€5.00 a month · 2 items without a published price');
    assert.equal(costWords({ monthly: 0, currency: 'USD', unpublished: [] }), '');
  });
});
