import { canonicalRange } from '../model/range';
import { Failure } from '../model/failure';
import type { VsiChoices } from '../model/connection';

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

/** Why a run with these choices is refused: SSH open to strangers, without the confirmation that the user meant it. */
export function openToInternetRefused({ sshFrom, openToInternetConfirmed }: VsiChoices): Failure | undefined {
  if (sshFrom === undefined || openToInternetConfirmed === true || !openToInternet(sshFrom)) {
    return undefined;
  }
  return new Failure({
    code: 'setup.open-to-internet', what: 'Could not run the plan', why: `SSH would be open to ${sshFrom}: to strangers.`,
    next: 'Give your own address as the one that may SSH in, or confirm the range in so many words.',
  });
}
