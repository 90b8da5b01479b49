import assert from 'node:assert/strict';
import { Failure, failureText, isCancelled } from '../../../src/model/failure';

describe('a failure', () => {
  it('says what failed, why, and what to do, as plain data too', () => {
    const failure = new Failure({ code: 'vpc.over_quota', what: 'Could not create the VPC "a"', why: 'quota', next: 'Delete one.', trace: 't-1' });
    assert.equal(failure.message, 'Could not create the VPC "a": quota');
    assert.deepEqual(failureText(failure, 'unused'), { code: 'vpc.over_quota', what: 'Could not create the VPC "a"', why: 'quota', next: 'Delete one.', trace: 't-1' });
  });

  it('keeps the words of an error that nobody foresaw', () => {
    assert.deepEqual(failureText(new TypeError('x is undefined'), 'Could not draw'), {
      code: 'unexpected', what: 'Could not draw', why: 'x is undefined', next: 'Open the log for details, then try again.',
    });
  });

  it('is not a cancellation', () => {
    const aborted = AbortSignal.abort();
    assert.equal(isCancelled(aborted.reason), true);
    assert.equal(isCancelled(new Error('x')), false);
  });
});
