import type { CheckId, CheckState, Remedy, VantageView } from '../../model/check';
import type { EventStreamsInstance, HostPort } from '../../model/instance';
import type { Network } from '../../model/network';
import type { Secret } from '../../model/secret';
import type { ClusterMetadata } from '../../kafka/messages';
import type { BrokerProbe } from '../probe';

/** One broker's part of what a check found. */
export interface BrokerFinding {
  readonly broker: HostPort;
  readonly passed: boolean;
  /** Stable code of the failure; `ok` when it passed. */
  readonly code: string;
  /** One line in words. */
  readonly detail: string;
  readonly milliseconds: number;
}

/** What a check found. `not-run` is for a check that has nothing to go on, such as sign-in without a key. */
export interface Finding {
  readonly state: Extract<CheckState, 'passed' | 'failed' | 'expected' | 'not-run'>;
  readonly code: string;
  readonly summary: string;
  readonly evidence: readonly string[];
  readonly cause?: string | undefined;
  readonly remedy?: Remedy | undefined;
  readonly brokers?: readonly BrokerFinding[] | undefined;
}

/** What a check looks with, and what the checks before it have opened and learnt. One for each vantage. */
export interface CheckContext {
  readonly vantage: VantageView;
  readonly instance: EventStreamsInstance;
  readonly gateway: { readonly name: string; readonly addresses: readonly string[] } | undefined;
  readonly apiKey: Secret | undefined;
  readonly authorities: readonly string[];
  /** Limit of each single step. */
  readonly milliseconds: number;
  /** True where the way that the user means to use leads through another vantage. */
  readonly aside: boolean;
  /** Signs in to the server; it answers with the server's own view of the network. */
  readonly openServer: ((signal: AbortSignal) => Promise<Network>) | undefined;
  network: Network | undefined;
  /** One for each bootstrap broker; filled by `names`, opened by `tcp`, secured by `tls`, signed in by `sasl`. */
  probes: readonly BrokerProbe[];
  metadata: ClusterMetadata | undefined;
}

/** One question about the path. It reads and never changes anything; a cancelled one rejects with `AbortError`. */
export interface Check {
  readonly id: CheckId;
  readonly title: string;
  /** Runs when all of these that its vantage has have passed, is not run otherwise. */
  readonly dependsOn: readonly CheckId[];
  run(context: CheckContext, signal: AbortSignal): Promise<Finding>;
}
