import assert from 'node:assert/strict';
import type { RunView, StepView } from '../../../../src/model/plan';
import { RunLines } from '../../../../src/ui/activity/runLines';

const step: StepView = { id: 'vpc', title: 'VPC payments', why: 'w', state: 'to-make', detail: 'to make', cost: { kind: 'none' } };
const run = (state: RunView['state'], ...steps: readonly StepView[]): RunView => ({
  connectionId: 'orders-pc', title: 'Connect orders', state, goal: 'run', undoable: 0, steps, total: { monthly: 0, currency: 'USD', unpublished: [] },
});

describe('What a log is told of runs', () => {
  it('is each step and run that came into another state, with its words, code and trace', () => {
    const lines = new RunLines();
    lines.changed([run('plan', step)]);
    assert.deepEqual(lines.changed([run('running', { ...step, state: 'running', detail: '' })]),
      ['orders-pc: VPC payments: running', 'orders-pc: running']);
    const failure = { code: 'vpc.not_authorized', what: 'w', why: 'y', next: 'n', trace: 't-1' };
    assert.deepEqual(lines.changed([run('failed', { ...step, state: 'failed', detail: 'No.', failure })]),
      ['orders-pc: VPC payments: failed · No. · vpc.not_authorized · trace t-1', 'orders-pc: failed']);
  });

  it('is nothing while only the words of a step change', () => {
    const lines = new RunLines();
    lines.changed([run('running', { ...step, state: 'running', detail: 'waiting for 1' })]);
    assert.deepEqual(lines.changed([run('running', { ...step, state: 'running', detail: 'waiting for 2' })]), []);
  });

  it('is nothing of a run that is seen for the first time, nor of one that is gone, nor of another step at its place', () => {
    const lines = new RunLines();
    assert.deepEqual(lines.changed([run('done', step)]), []);
    assert.deepEqual(lines.changed([run('done', { ...step, id: 'other', state: 'made' })]), []);
    assert.deepEqual(lines.changed([]), []);
    assert.deepEqual(lines.changed([run('undone')]), []);
  });
});
