import type { EventStreamsInstance } from '../model/instance';
import type { Network } from '../model/network';
import type { Secret } from '../model/secret';
import type { ServerSession } from './vantage/serverSession';

/** What one run of the checks looks at, and from where. */
export interface CheckRequest {
  readonly instance: EventStreamsInstance;
  readonly connectionId?: string | undefined;
  /** This machine, by the name its user knows. */
  readonly machine: { readonly name: string; readonly network: Network };
  /** The virtual server of the route; `open` is called once, and what it gave is closed when the run ends. */
  readonly server?: { readonly name: string; open(signal: AbortSignal): Promise<ServerSession> } | undefined;
  /** The endpoint gateway for the instance, where it is known. */
  readonly gateway?: { readonly name: string; readonly addresses: readonly string[] } | undefined;
  /** Without it the ladder ends before sign-in. */
  readonly apiKey?: Secret | undefined;
  /** PEM, trusted besides the system's. */
  readonly authorities: readonly string[];
  /** Limit of each single step in milliseconds; 10 s unless told. */
  readonly timeoutMs?: number | undefined;
}
