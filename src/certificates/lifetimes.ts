export const day = 24 * 60 * 60 * 1000;

/** Days. Those of Easy-RSA, which the VPN server's own documentation makes certificates with. Source: https://easy-rsa.readthedocs.io/en/latest/advanced/ */
export const lifetimes = {
  authority: 3650,
  server: 825,
  client: 825,
  /**
   * A list is uploaded, never fetched: it is no fresher for ending sooner, and once it is over nobody connects. So it holds as long as
   * the certificates, and not 180 days.
   */
  revocationList: 825,
} as const;

/** Days before the end from which on a certificate or a list is worth a word. */
export const soon = 30;

/** What a period begins before now: the clock of this machine may be ahead of the server's, by a wrong time zone too. */
const skew = day;

export interface Period {
  readonly from: Date;
  readonly until: Date;
}

/** From a little before now for so many days, in whole seconds as certificates have them; never beyond the end of who signs. */
export function periodOf(days: number, now: Date, end?: Date): Period {
  const until = wholeSeconds(now.getTime() + days * day);
  return { from: wholeSeconds(now.getTime() - skew), until: end !== undefined && end < until ? end : until };
}

function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}
