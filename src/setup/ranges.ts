import { canonicalRange } from '../model/range';

/**
 * A range of IPv4 addresses from what a person typed: `203.0.113.7` becomes `203.0.113.7/32`; undefined when it is none. The VPC
 * API refuses a range with bits set behind its length.
 */
export function rangeFrom(text: string): string | undefined {
  return canonicalRange(text.trim());
}

/**
 * True for a range so wide that it means strangers: shorter than /8, in IPv4 or IPv6, or no range at all. Such a range
 * is used only after a typed confirmation.
 */
export function openToInternet(range: string): boolean {
  const prefix = /\/(\d{1,3})$/.exec(range.trim())?.[1];
  if (prefix !== undefined) {
    return Number(prefix) < 8;
  }
  return rangeFrom(range) === undefined;
}
