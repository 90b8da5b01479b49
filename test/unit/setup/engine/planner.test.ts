import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Failure } from '../../../../src/model/failure';
import { blockedFailure, planSteps } from '../../../../src/setup/engine/planner';
import type { PlannedStep } from '../../../../src/setup/engine/progress';
import type { StepContext } from '../../../../src/setup/context';
import type { Standing } from '../../../../src/setup/standing';
import { scripted } from '../scripted';
import { fakeStep } from './support';

const contextOf = (): StepContext => scripted({}).context;
const free = { kind: 'none' } as const;
const priced = { kind: 'priced', monthly: 2.5, currency: 'USD', basis: '730 h' } as const;
const there: Standing = { kind: 'exists', resource: { kind: 'vpc', id: 'v', name: 'orders-vpc' } };

function refusal(status: number, trace?: string): Failure {
  return new Failure({ code: 'vpc.not_authorized', status, trace, what: 'w', why: 'You may not.', next: 'Ask for the role.' });
}

describe('Planning', () => {
  it('looks at the steps in order, each in a context of its own, since each reads what the ones before it found', async () => {
    const did: string[] = [];
    const contexts = new Map(['one', 'two'].map((id) => [id, contextOf()]));
    const step = (id: string): ReturnType<typeof fakeStep> => fakeStep(id, { find: async (context) => {
      assert.equal(context, contexts.get(id));
      did.push(`begins ${id}`);
      await turn();
      did.push(`ends ${id}`);
      return there;
    } });
    const planned = await planSteps([step('one'), step('two')], (id) => contexts.get(id) ?? contextOf());
    assert.deepEqual(did, ['begins one', 'ends one', 'begins two', 'ends two']);
    assert.deepEqual([...planned], [['one', { standing: there, cost: free }], ['two', { standing: there, cost: free }]]);
  });

  it('asks for the price of what is missing, and of nothing else', async () => {
    const asked: string[] = [];
    const step = (id: string, standing: Standing): ReturnType<typeof fakeStep> => fakeStep(id, {
      find: () => Promise.resolve(standing),
      price: () => {
        asked.push(id);
        return Promise.resolve(priced);
      },
    });
    const planned = await planSteps([
      step('missing', { kind: 'missing', detail: '16 addresses' }), step('there', there), step('needless', { kind: 'not-needed', why: 'y' }),
      step('blocked', { kind: 'blocked', why: 'y', remedy: 'r' }),
    ], contextOf);
    assert.deepEqual(asked, ['missing']);
    assert.deepEqual([...planned.values()].map(({ cost }) => cost), [priced, free, free, free]);
  });

  it('has no price where the catalog does not answer', async () => {
    const down = new Failure({ code: 'http.timeout', what: 'w', why: 'y', next: 'n' });
    const planned = await planSteps([fakeStep('one', { price: () => Promise.reject(down) })], contextOf);
    assert.deepEqual(planned.get('one')?.cost, { kind: 'unpublished' });
  });

  it('does not wait for a price before it looks at the next step', async () => {
    let answer: (cost: typeof priced) => void = () => undefined;
    const late = new Promise<typeof priced>((resolve) => { answer = resolve; });
    const planned = await planSteps([
      fakeStep('one', { price: () => late }),
      fakeStep('two', { find: () => {
        answer(priced);
        return Promise.resolve(there);
      } }),
    ], contextOf);
    assert.equal(planned.get('one')?.cost, priced);
  });

  for (const [what, failure, why] of [
    ['as the cloud says it', refusal(403), '403 vpc.not_authorized: You may not.'],
    ['with the trace of the answer', refusal(401, 't-1'), '401 vpc.not_authorized: You may not. (trace t-1)'],
  ] as const) {
    it(`blocks a step that may not be looked at, ${what}, and goes on with the rest`, async () => {
      const planned = await planSteps([fakeStep('one', { find: () => Promise.reject(failure) }), fakeStep('two')], contextOf);
      assert.deepEqual(planned.get('one'), { standing: { kind: 'blocked', why, remedy: 'Ask for the role.' }, cost: free });
      assert.equal(planned.get('two')?.standing.kind, 'missing');
    });
  }

  it('ends at any other failure, and looks no further', async () => {
    const looked: string[] = [];
    const next = fakeStep('two', { find: () => {
      looked.push('two');
      return Promise.resolve(there);
    } });
    for (const error of [refusal(404), refusal(500), new Error('a defect')]) {
      await assert.rejects(planSteps([fakeStep('one', { find: () => Promise.reject(error) }), next], contextOf), error);
    }
    assert.deepEqual(looked, []);
  });

  it('that is cancelled while prices are asked for leaves no rejection that nobody hears', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown): void => { unheard.push(error); };
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', hear);
    try {
      const cancelled = new DOMException('Cancelled', 'AbortError');
      const planning = planSteps([
        fakeStep('one', { price: () => turn().then(() => Promise.reject(cancelled)) }),
        fakeStep('two', { find: () => turn().then(turn).then(turn).then(() => Promise.reject(cancelled)) }),
      ], contextOf);
      await assert.rejects(planning, cancelled);
      await turn();
      assert.deepEqual(unheard, []);
    } finally {
      process.off('unhandledRejection', hear);
      for (const other of others) {
        process.on('unhandledRejection', other);
      }
    }
  });
});

describe('A plan with a blocked step', () => {
  const steps = [fakeStep('one'), fakeStep('two'), fakeStep('three')];
  const planned = (standings: Readonly<Record<string, Standing>>): ReadonlyMap<string, PlannedStep> =>
    new Map(Object.entries(standings).map(([id, standing]) => [id, { standing, cost: free }]));

  it('cannot be run, and says of the first what to do', () => {
    const failure = blockedFailure(steps, planned({
      three: { kind: 'blocked', why: 'No room either.', remedy: 'Make more.' }, one: there, two: { kind: 'blocked', why: 'No room.', remedy: 'Make room.' },
    }));
    assert.deepEqual([failure?.code, failure?.what, failure?.why, failure?.next], [
      'setup.blocked', 'Could not run the plan: Step two is blocked', 'No room.', 'Make room.',
    ]);
  });

  it('is no other one', () => {
    assert.equal(blockedFailure(steps, planned({ one: there, two: { kind: 'missing' }, three: { kind: 'not-needed', why: 'y' } })), undefined);
    assert.equal(blockedFailure(steps, planned({ gone: { kind: 'blocked', why: 'y', remedy: 'r' } })), undefined);
  });
});
