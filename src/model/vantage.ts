import type { Finding } from './check';
import type { HostPort } from './instance';
import type { Network } from './network';
import type { ServerAccess } from './serverAccess';

/** What a command printed, each text bounded, and how it ended. */
export interface CommandResult {
  /** -1 where it was killed, or the connection broke off before it ended. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** In milliseconds; that of every single step unless told. */
  readonly limitMs?: number | undefined;
  /** What it reads from its standard input, to its end. */
  readonly input?: string | undefined;
}

/** Runs a command in the login shell. */
export type Exec = (command: string, signal: AbortSignal, options?: CommandOptions) => Promise<CommandResult>;

/** The network as a vantage sees it, for as long as it is open. */
export interface OpenNetwork extends Network {
  /** Left out where there is no login. */
  readonly exec?: Exec | undefined;
  /** How long it took to open, without what a person took to type; where it is undefined, nobody was asked. */
  readonly openedInMs?: number | undefined;
  close(): void;
}

/** An address of a member that took a connection. */
export interface Reached {
  readonly member: HostPort;
  readonly address: string;
}

/** What the common checks know by the time that a vantage's own question is asked. */
export interface SeenSoFar {
  readonly members: readonly HostPort[];
  /** The members' names. */
  readonly names: readonly string[];
  /** Names that an endpoint gateway serves for the instance, wildcards included. */
  readonly privateNames: readonly string[];
  /** None before connections were opened. */
  readonly reached: readonly Reached[];
}

/** A question that comes before the common ones and is asked from one vantage alone: is the tunnel up, is there a route? */
export interface VantageCheck {
  readonly id: string;
  readonly title: string;
  /** Reads only. Rejects with an `AbortError` alone. */
  run(signal: AbortSignal, seen: SeenSoFar): Promise<Finding>;
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
  /** Asked in this order, once connections open and before TLS: what may let TLS seem silent. */
  readonly beforeTls?: readonly VantageCheck[] | undefined;
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
