import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCrn } from '../../../src/model/crn';
import { Failure, failureText, isCancelled } from '../../../src/model/failure';
import { connectable, type EventStreamsInstance } from '../../../src/model/instance';

describe('a CRN', () => {
  it('gives its parts', () => {
    assert.deepEqual(parseCrn('crn:v1:bluemix:public:is:ca-mon:a/0a1b::vpc:r042-7'), {
      service: 'is', region: 'ca-mon', accountId: '0a1b', instance: '', resourceType: 'vpc', resource: 'r042-7',
    });
  });

  it('may be any text: then it is none', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(parseCrn(text), undefined)));
  });
});

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

describe('an instance', () => {
  const orders: EventStreamsInstance = {
    crn: 'crn', guid: 'g', name: 'orders', region: 'ca-mon', resourceGroupId: 'r', planId: 'p', plan: 'enterprise-gen2', state: 'active',
    generation: 2, access: 'private', bootstrap: [], privateNames: [], oneTimeCredentials: true, createdAt: '',
  };

  it('of Gen 2, or of Gen 1 with a private endpoint, can be connected privately', () => {
    assert.equal(connectable(orders).possible, true);
    for (const access of ['private', 'public-and-private'] as const) {
      assert.equal(connectable({ ...orders, generation: 1, plan: 'enterprise-3nodes-2tb', access }).possible, true);
    }
  });

  it('of another kind says why not, and what to do instead', () => {
    const refused = [
      { ...orders, state: 'provisioning' },
      { ...orders, generation: 1, plan: 'lite', access: 'public' } as const,
      { ...orders, generation: 1, plan: 'enterprise-3nodes-2tb', access: 'public' } as const,
      { ...orders, generation: undefined, plan: 'standard' } as const,
    ].map(connectable);
    const reasons = refused.map((answer) => answer.possible ? '' : `${answer.why} ${answer.next}`);
    assert.match(reasons[0] ?? '', /provisioning.*Wait/);
    assert.match(reasons[1] ?? '', /lite plan is public only.*Enterprise/);
    assert.match(reasons[2] ?? '', /endpoints are public only.*public-and-private/);
    assert.match(reasons[3] ?? '', /standard/);
  });
});
