import { array, nullish, number, object, optional, record, string, unknown, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { Cost } from '../model/plan';

const amountDocument = object({
  country: optional(string()),
  currency: optional(string()),
  prices: nullish(array(object({ quantity_tier: optional(number()), price: optional(number()) }))),
});

const metricDocument = object({
  metric_id: optional(string()),
  part_ref: optional(string()),
  charge_unit: optional(string()),
  charge_unit_name: optional(string()),
  charge_unit_quantity: optional(number()),
  resource_display_name: optional(string()),
  charge_unit_display_name: optional(string()),
  effective_from: optional(string()),
  effective_until: optional(string()),
  amounts: nullish(array(amountDocument)),
  additional_properties: nullish(record(string(), unknown())),
});

/** Prices of one plan in one place, as Global Catalog's `getPricing` gives them. */
export const pricingDocument = object({
  deployment_region: optional(string()),
  deployment_location: optional(string()),
  metrics: nullish(array(metricDocument)),
});

export type Pricing = InferOutput<typeof pricingDocument>;
type Metric = InferOutput<typeof metricDocument>;

/** How much of what a month needs. */
export interface Need {
  /** What the metric must name, such as a profile; undefined where the entry has one thing to sell. */
  readonly metricNames?: string | undefined;
  /** What is counted, where the entry sells several things: a word of the unit, as `CONNECTION` of `CONNECTION_HOURS`. */
  readonly chargedBy?: string | undefined;
  readonly count: number;
  /** Of the month that each is used; all of them where it is left out. */
  readonly hours?: number | undefined;
  readonly gigabytes?: number | undefined;
}

// IBM Cloud's own month.
const hoursOfMonth = 730;
const country = 'USA';

/** A month's cost by published prices; `unpublished` where none of them is for this, in this unit, in force at `now`. */
export function monthlyCost(pricings: readonly Pricing[], need: Need, now: number): Cost {
  for (const metric of pricings.flatMap(({ metrics }) => metrics ?? [])) {
    if (isInForce(metric, now) && isFor(metric, need.metricNames)) {
      const cost = costOf(metric, need);
      if (cost !== undefined) {
        return cost;
      }
    }
  }
  return { kind: 'unpublished' };
}

function costOf(metric: Metric, need: Need): Cost | undefined {
  const unit = metric.charge_unit ?? metric.charge_unit_name ?? '';
  const quantity = quantityOf(unit, need);
  const amount = metric.amounts?.find((one) => one.country === country);
  if (quantity === undefined || amount?.currency === undefined) {
    return undefined;
  }
  const price = priceFor(amount.prices ?? [], quantity.units);
  if (price === undefined) {
    return undefined;
  }
  const perUnit = price / (metric.charge_unit_quantity ?? 1);
  // Binary fractions must not take a cent: 0.0055 × 730 is 4.015.
  const monthly = Math.round(Number((perUnit * quantity.units * 100).toPrecision(12))) / 100;
  return { kind: 'priced', monthly, currency: amount.currency, basis: `${perUnit} ${amount.currency} ${quantity.basis}` };
}

/** Units a month of what is charged; undefined for what depends on use, such as traffic. */
function quantityOf(unit: string, { chargedBy, count, hours = hoursOfMonth, gigabytes }: Need): { readonly units: number; readonly basis: string } | undefined {
  const words = unit.toUpperCase().split(/[^A-Z]+/);
  const has = (word: string) => words.includes(word) || words.includes(`${word}S`);
  if (chargedBy !== undefined && !has(chargedBy)) {
    return undefined;
  }
  if (has('TRANSMITTED') || has('OUTBOUND') || has('INBOUND') || has('VCPU') || has('CORE')) {
    return undefined;
  }
  if (has('GIGABYTE')) {
    return gigabytes === undefined ? undefined : has('HOUR')
      ? { units: gigabytes * hoursOfMonth, basis: t('a GB and hour, {0} GB for {1} hours', gigabytes, hoursOfMonth) }
      : { units: gigabytes, basis: t('a GB and month, {0} GB', gigabytes) };
  }
  // A resolver's locations are charged by the hour, which their unit does not say: https://github.com/infracost/infracost
  if (has('HOUR') || has('RESOLVERLOCATION')) {
    return { units: count * hours, basis: t('an hour, {0} hours', hours) };
  }
  return has('INSTANCE') || has('MONTH') || has('ITEM') || has('SECRET') ? { units: count, basis: t('a month') } : undefined;
}

/** The price of the tier that the quantity falls into. */
function priceFor(
  prices: readonly { readonly quantity_tier?: number | undefined; readonly price?: number | undefined }[], quantity: number,
): number | undefined {
  const tiers = [...prices].sort((left, right) => (left.quantity_tier ?? 0) - (right.quantity_tier ?? 0));
  return (tiers.find(({ quantity_tier: upTo }) => (upTo ?? 0) >= quantity) ?? tiers.at(-1))?.price;
}

/** True where one of the metric's names has `name` as a whole word: `bx2-2x8`, and not `bx2-2x80`. */
function isFor(metric: Metric, name: string | undefined): boolean {
  if (name === undefined) {
    return true;
  }
  const texts = [
    metric.metric_id, metric.part_ref, metric.charge_unit_name, metric.charge_unit_display_name,
    metric.resource_display_name, ...Object.values(metric.additional_properties ?? {}),
  ];
  return texts.some((text) => typeof text === 'string' && hasWord(text.toLowerCase(), name.toLowerCase()));
}

function hasWord(text: string, word: string): boolean {
  const inWord = /[a-z0-9]/;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!inWord.test(text[at - 1] ?? ' ') && !inWord.test(text[at + word.length] ?? ' ')) {
      return true;
    }
  }
  return false;
}

function isInForce({ effective_from: from, effective_until: until }: Metric, now: number): boolean {
  return !(Date.parse(from ?? '') > now) && !(Date.parse(until ?? '') <= now);
}
