import assert from 'node:assert/strict';
import type { Cost } from '../../../../src/model/plan';
import { changedSince } from '../../../../src/setup/engine/planChanged';
import type { PlannedStep } from '../../../../src/setup/engine/progress';
import type { Standing } from '../../../../src/setup/standing';
import { fakeStep } from './support';

describe('A plan that was looked at, held against what is so now', () => {
  const price = (monthly: number, currency = 'USD'): Cost => ({ kind: 'priced', monthly, currency, basis: '' });
  const steps = [fakeStep('a'), fakeStep('b')];
  const plan = (standing: Standing, cost: Cost = { kind: 'none' }): ReadonlyMap<string, PlannedStep> =>
    new Map([['a', { standing: { kind: 'missing' }, cost: price(3) }], ['b', { standing, cost }]]);

  it('is refused for what would be made and was not shown, whatever the first steps say', () => {
    const there = { kind: 'exists', resource: { kind: 'k', id: '1', name: 'n' } } as const;
    assert.equal(changedSince(steps, plan(there), plan({ kind: 'missing' }))?.code, 'setup.not-as-planned');
    assert.equal(changedSince(steps, plan({ kind: 'missing' }), plan(there)), undefined);
    assert.equal(changedSince(steps, new Map(), plan({ kind: 'missing' })), undefined, 'what nobody was shown is not held against anything');
  });

  it('is refused for a higher price, and for no other', () => {
    const missing: Standing = { kind: 'missing' };
    const refused = changedSince(steps, plan(missing, price(3)), plan(missing, price(4.5)));
    assert.match(refused?.why ?? '', /^It costs \$4\.50 a month now; the plan that you looked at says \$3\.00\.$/);
    for (const [shown, now] of [[price(3), price(3)], [price(4), price(3)], [price(3), { kind: 'unpublished' }], [price(3, 'EUR'), price(4)]] as const) {
      assert.equal(changedSince(steps, plan(missing, shown), plan(missing, now)), undefined);
    }
  });
});
