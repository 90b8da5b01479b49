import type { VpnBench } from './bench';

/** Something that goes wrong with a VPN that works, what the product says of it, and what it advises. */
export interface VpnFault {
  readonly what: string;
  /** The first check that does not pass, and its code. */
  readonly verdict: string;
  /** In a few words, for the table. */
  readonly remedy: string;
  readonly make: (bench: VpnBench) => Promise<unknown>;
  /** Applies the remedy: everything passes after it. */
  readonly mend: (bench: VpnBench) => Promise<unknown>;
  /** What is taken back for the next one, where the remedy was a way around. */
  readonly after?: (bench: VpnBench) => Promise<unknown>;
}
