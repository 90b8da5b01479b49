/** Seconds: when a key is renewed at the latest, and when it ends if that did not happen. */
export interface Lifetime {
  readonly renewed: number;
  readonly ends: number;
}

/**
 * A little shorter than the cloud's, so that the office renews first: a gateway that only the office can reach would not be able to, and two that do it
 * at once make keys twice. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-onprem-strongswan
 */
export function shorterThan(seconds: number): Lifetime {
  return { renewed: Math.floor(seconds * 0.85), ends: Math.floor(seconds * 0.9) };
}
