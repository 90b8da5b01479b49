import { canonicalRange, closedToInternet, parseRange } from '../model/range';

/**
 * A range of IPv4 addresses from what a person typed: `203.0.113.7` becomes `203.0.113.7/32`; undefined when it is none. The VPC
 * API refuses a range with bits set behind its length.
 */
export function rangeFrom(text: string): string | undefined {
  return canonicalRange(text.trim());
}

/** A range of /16 has 65,536 addresses: more than one company's, mostly. */
const wide = 2 ** 16;
const wideIpv6 = 32;

/** True for a range so wide that it means strangers, or that is none at all. Such a range is used only after a typed confirmation. */
export function openToInternet(range: string): boolean {
  const text = range.trim();
  const ipv4 = parseRange(text);
  if (ipv4 !== undefined) {
    return ipv4.last - ipv4.first + 1 >= wide && !closedToInternet(text);
  }
  const prefix = /:.*\/(\d{1,3})$/.exec(text)?.[1];
  return prefix === undefined || Number(prefix) < wideIpv6;
}
