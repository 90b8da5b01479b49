import type { HostPort } from './instance';
import type { PlaceKind } from './path';

/** Where a check looks from. */
export interface VantageView {
  readonly id: string;
  /** The machine that probes, as a person knows it: "this laptop", "build-box (virtual server)". */
  readonly name: string;
  /** Set when the vantage itself could not be used: why. */
  readonly unusable?: string | undefined;
}

/**
 * `expected` is a result that is not wrong: private names that do not resolve from a laptop without a VPN.
 * `degraded` works in part: what lies behind it is asked all the same. `not-run` lies behind a check that failed.
 */
export type CheckState = 'waiting' | 'running' | 'passed' | 'degraded' | 'failed' | 'expected' | 'not-run';

/** What to do about a cause: a command wherever the product can do it, words otherwise. */
export interface Remedy {
  readonly title: string;
  /** Id of one of the product's commands. */
  readonly command?: string | undefined;
}

/** One member's part of what a check found. */
export interface MemberFinding {
  readonly member: HostPort;
  readonly passed: boolean;
  /** Stable code of the failure; `ok` when it passed. */
  readonly code: string;
  /** One line in words. */
  readonly detail: string;
  readonly milliseconds: number;
  /** Set by the check of the names: where its name leads. */
  readonly addresses?: readonly string[] | undefined;
  /** Set where it passed in part: what does not answer. */
  readonly partly?: string | undefined;
}

/** What a check found. `not-run` is for a check that has nothing to go on, such as sign-in without a key. */
export interface Finding {
  readonly state: Extract<CheckState, 'passed' | 'degraded' | 'failed' | 'expected' | 'not-run'>;
  readonly code: string;
  readonly summary: string;
  readonly evidence: readonly string[];
  readonly cause?: string | undefined;
  readonly remedy?: Remedy | undefined;
  readonly members?: readonly MemberFinding[] | undefined;
}

/** A check that was or will be made: a row of the report. */
export interface CheckRow {
  readonly id: string;
  readonly title: string;
}

/** What one check says from one vantage, from "waiting" on. */
export interface CheckResult {
  /** Id of the check. */
  readonly check: string;
  /** Id of the vantage. */
  readonly vantage: string;
  readonly title: string;
  readonly state: CheckState;
  /** Stable: `dns.nxdomain`, `tcp.timeout`, `tls.wrong-name`, `sasl.rejected`; `ok` when it passed. */
  readonly code: string;
  /** One line: "3 of 3 names, 10.249.1.4". */
  readonly summary: string;
  /** What was seen: addresses, bytes, certificates, the server's words. No secret. */
  readonly evidence: readonly string[];
  readonly cause?: string | undefined;
  readonly remedy?: Remedy | undefined;
  readonly milliseconds?: number | undefined;
}

export type HopState = 'unknown' | 'ok' | 'degraded' | 'broken' | 'not-reached';

/** A place on the path, with the way that leads to it. */
export interface Hop {
  readonly id: string;
  readonly kind: PlaceKind;
  /** What it is, in a word or two: "gateway", "broker". */
  readonly what: string;
  readonly name: string;
  readonly state: HopState;
  /** State in words: "ok", "port 9093 does not answer". */
  readonly detail: string;
  readonly milliseconds?: number | undefined;
}

/** The one sentence that answers "does it work, and if not, where". */
export interface Headline {
  readonly state: 'passed' | 'degraded' | 'failed' | 'running' | 'unknown';
  readonly text: string;
  readonly code?: string | undefined;
  readonly cause?: string | undefined;
  readonly remedy?: Remedy | undefined;
}

/** What the instance says it is, once it was asked: "Cluster", "abc". */
export interface Identity {
  readonly label: string;
  readonly value: string;
}

/** Everything that one run of the checks saw; the panel and the copied report are pure functions of it. */
export interface Report {
  readonly instance: { readonly crn: string; readonly name: string; readonly region: string; readonly description: string };
  readonly connectionId?: string | undefined;
  readonly checkedAt: string;
  readonly vantages: readonly VantageView[];
  /** Id of the vantage that the user means to use: headline and hops are about it. */
  readonly meant: string;
  /** Every check of any vantage, in the order in which they are asked. */
  readonly checks: readonly CheckRow[];
  readonly hops: readonly Hop[];
  readonly results: readonly CheckResult[];
  readonly headline: Headline;
  readonly identity?: Identity | undefined;
  /** As the instance itself names them, and as the cloud does until then. */
  readonly members: readonly HostPort[];
}
