import type { Finding } from './check';
import type { Network } from './network';
import type { ServerAccess } from './serverAccess';

/** The network as a vantage sees it, for as long as it is open. */
export interface OpenNetwork extends Network {
  /** How long it took to open, without what a person took to type; where it is undefined, nobody was asked. */
  readonly openedInMs?: number | undefined;
  close(): void;
}

/** A question that comes before the common ones and is asked from one vantage alone: is the tunnel up, is there a route? */
export interface VantageCheck {
  readonly id: string;
  readonly title: string;
  /** Reads only. Rejects with an `AbortError` alone. */
  run(signal: AbortSignal): Promise<Finding>;
}

/** A place that checks look from. */
export interface Vantage {
  readonly id: string;
  /** The machine that probes, as a person knows it: "this laptop", "build-box (virtual server)". */
  readonly name: string;
  /** Whether private names are expected to resolve from here; where not, a name that is unknown here is as it should be. */
  readonly resolvesPrivateNames: boolean;
  /** Opening it is a check of its own, where it can fail for reasons of its own: "SSH sign-in". `note` is added to the evidence. */
  readonly opening?: { readonly id: string; readonly title: string; readonly note: string } | undefined;
  /** Asked in this order, after the opening and before the common checks. */
  readonly before: readonly VantageCheck[];
  /** Set where one can log in there over SSH. */
  readonly access?: ServerAccess | undefined;
  /** Rejects with a Failure where it cannot be opened. */
  open(signal: AbortSignal): Promise<OpenNetwork>;
}

/** Where a connection, or an instance without one, can be looked at from. */
export interface Vantages {
  readonly all: readonly Vantage[];
  /** Id of the one that the user means to use. */
  readonly meant: string;
}
