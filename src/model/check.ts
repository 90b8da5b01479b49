import type { HostPort } from './instance';

/** Where a check looks from. */
export interface VantageView {
  readonly id: 'local' | 'server';
  /** The machine that probes, as a person knows it: "this laptop", "build-box (virtual server)". */
  readonly name: string;
  /** Set when the vantage itself could not be used: why. */
  readonly unusable?: string | undefined;
}

/** The ladder, in order. Each rung depends on the one before it. */
export const checkIds = [
  'server', 'names', 'tcp', 'tls', 'sasl', 'api-versions', 'metadata', 'brokers', 'authority',
] as const;
export type CheckId = (typeof checkIds)[number];

/**
 * `expected` is a result that is not wrong: private names that do not resolve from a laptop without a VPN.
 * `not-run` lies behind a check that failed.
 */
export type CheckState = 'waiting' | 'running' | 'passed' | 'failed' | 'expected' | 'not-run';

/** What to do about a cause: a command wherever the product can do it, words otherwise. */
export interface Remedy {
  readonly title: string;
  /** Id of one of the product's commands. */
  readonly command?: string | undefined;
}

export interface CheckResult {
  readonly check: CheckId;
  readonly vantage: VantageView['id'];
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

export type HopState = 'unknown' | 'ok' | 'broken' | 'not-reached';

/** A place on the path, with the way that leads to it. */
export interface Hop {
  readonly id: string;
  readonly kind: 'machine' | 'server' | 'gateway' | 'broker';
  readonly name: string;
  /** State in words: "ok", "port 9093 does not answer". */
  readonly state: HopState;
  readonly detail: string;
  readonly milliseconds?: number | undefined;
}

/** The one sentence that answers "does it work, and if not, where". */
export interface Headline {
  readonly state: 'passed' | 'failed' | 'running' | 'unknown';
  readonly text: string;
  readonly code?: string | undefined;
  readonly cause?: string | undefined;
  readonly remedy?: Remedy | undefined;
}

/** Everything that one run of the checks saw; the panel and the copied report are pure functions of it. */
export interface Report {
  readonly instance: { readonly crn: string; readonly name: string; readonly region: string; readonly description: string };
  readonly connectionId?: string | undefined;
  readonly checkedAt: string;
  readonly vantages: readonly VantageView[];
  readonly hops: readonly Hop[];
  readonly results: readonly CheckResult[];
  readonly headline: Headline;
  readonly clusterId?: string | undefined;
  readonly brokers: readonly HostPort[];
}
