import assert from 'node:assert/strict';
import { throwFailure } from '../../../../src/ui/commands/runFailure';
import { run, step } from '../fixtures';

const failure = { code: 'vpc.in-use', what: 'Could not delete', why: 'still in use', next: 'Wait.' };

describe('a run that failed', () => {
  it('is said as its failure, and where several things could not be removed, as a sentence of each', () => {
    assert.throws(() => throwFailure(run('failed', [step('a', 'failed', { failure })])), { what: 'Could not delete', why: 'still in use' });
    assert.throws(() => throwFailure(run('failed', [step('a', 'failed', { failure }), step('b', 'failed', { failure: { ...failure, why: 'It is busy.' } })])), {
      what: 'Could not remove 2 things', why: 'Step a: still in use. Step b: It is busy.',
    });
    throwFailure(run('done', []));
  });
});
