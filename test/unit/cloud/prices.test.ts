import assert from 'node:assert/strict';
import { monthlyCost, type Pricing } from '../../../src/cloud/prices';

const now = Date.parse('2026-11-23T00:00:00Z');
type Metric = NonNullable<Pricing['metrics']>[number];
const usd = (...prices: readonly (readonly [number, number])[]) =>
  [{ country: 'USA', currency: 'USD', prices: prices.map(([quantity_tier, price]) => ({ quantity_tier, price })) }];
const priced = (metric: Partial<Metric>): Pricing[] =>
  [{ metrics: [{ charge_unit: 'INSTANCE_HOURS', charge_unit_quantity: 1, amounts: usd([1, 0.1]), ...metric }] }];
const monthly = (pricings: readonly Pricing[], need: Parameters<typeof monthlyCost>[1] = { count: 1 }) => {
  const cost = monthlyCost(pricings, need, now);
  return cost.kind === 'priced' ? cost.monthly : cost.kind;
};

describe('monthly prices', () => {
  it('counts 730 hours a month, and says how it counted', () => {
    assert.deepEqual(monthlyCost(priced({}), { count: 1 }, now), {
      kind: 'priced', monthly: 73, currency: 'USD', basis: '0.1 USD an hour, 730 hours',
    });
  });

  it('rounds to whole cents as people do', () => {
    assert.equal(monthly(priced({ amounts: usd([1, 0.0055]) })), 4.02);
  });

  it('counts gigabytes by the hour or by the month', () => {
    assert.equal(monthly(priced({ charge_unit: 'GIGABYTE_HOURS', amounts: usd([1, 0.001]) }), { count: 1, gigabytes: 100 }), 73);
    assert.equal(monthly(priced({ charge_unit: 'GIGABYTE_MONTHS', amounts: usd([1, 0.1]) }), { count: 1, gigabytes: 100 }), 10);
    assert.equal(monthly(priced({ charge_unit: 'GIGABYTE_HOURS' })), 'unpublished');
  });

  it('divides a price that is for many units', () => {
    assert.equal(monthly(priced({ charge_unit_quantity: 1000, amounts: usd([1, 1]) })), 0.73);
  });

  it('takes the tier that the month falls into, and the last one beyond all', () => {
    const tiers = usd([100, 1], [1000, 0.5], [5000, 0.1]);
    assert.equal(monthly(priced({ amounts: tiers })), 365);
    assert.equal(monthly(priced({ amounts: tiers }), { count: 10 }), 730);
  });

  it('keeps the published currency, and makes no price out of another country\'s', () => {
    assert.equal(monthly(priced({ amounts: [{ country: 'DEU', currency: 'EUR', prices: [{ quantity_tier: 1, price: 1 }] }] })), 'unpublished');
  });

  it('finds a profile by its whole name only', () => {
    const pricings = [
      ...priced({ metric_id: 'part-is.instance-hours-bx2-2x80', amounts: usd([1, 9]) }),
      ...priced({ resource_display_name: 'bx2-2x8 virtual server', amounts: usd([1, 0.1]) }),
    ];
    assert.equal(monthly(pricings, { metricNames: 'bx2-2x8', count: 1 }), 73);
    assert.equal(monthly(pricings, { metricNames: 'bx2-2x', count: 1 }), 'unpublished');
  });

  it('tells what is charged by the hour apart, where an entry sells several such things', () => {
    const pricings = [...priced({ charge_unit: 'CONNECTION_HOURS', amounts: usd([1, 0.01]) }), ...priced({ charge_unit: 'INSTANCE_HOURS', amounts: usd([1, 0.1]) })];
    assert.equal(monthly(pricings, { chargedBy: 'INSTANCE', count: 1 }), 73);
    assert.deepEqual(monthlyCost(pricings, { chargedBy: 'CONNECTION', count: 1, hours: 160 }, now), {
      kind: 'priced', monthly: 1.6, currency: 'USD', basis: '0.01 USD an hour, 160 hours',
    });
    assert.equal(monthly(priced({}), { chargedBy: 'CONNECTION', count: 1 }), 'unpublished');
  });

  it('does not price what depends on use', () => {
    assert.equal(monthly(priced({ charge_unit: 'GIGABYTE_TRANSMITTED_OUTBOUNDS' }), { count: 1, gigabytes: 5 }), 'unpublished');
    assert.equal(monthly(priced({ charge_unit: 'REQUESTS' })), 'unpublished');
  });

  it('takes prices that are in force', () => {
    const pricings = [
      ...priced({ effective_until: '2026-01-01T00:00:00Z', amounts: usd([1, 5]) }),
      ...priced({ effective_from: '2027-01-01T00:00:00Z', amounts: usd([1, 6]) }),
      ...priced({ effective_from: '2026-01-01T00:00:00Z', effective_until: '9999-12-31T00:00:00Z', amounts: usd([1, 0.2]) }),
    ];
    assert.equal(monthly(pricings), 146);
  });

  it('says that nothing is published where nothing is', () => {
    assert.equal(monthly([]), 'unpublished');
    assert.equal(monthly([{ metrics: null }]), 'unpublished');
    assert.equal(monthly(priced({ amounts: [] })), 'unpublished');
    assert.equal(monthly(priced({ amounts: usd() })), 'unpublished');
  });
});
