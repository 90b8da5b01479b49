import type { StartTls } from '../../tls/secure';
import type { Explanation } from '../causes';
import type { Check } from '../checks/check';

/** What a service adds to the checks that every service has: names, TCP, TLS. */
export interface ServiceChecks {
  /** Fresh checks for one vantage, above TLS, in their order. What one of them opens or learns is there for the next. */
  ladder(): readonly Check[];
  /** What the service's own codes mean; a code that others have too may be explained anew. */
  readonly explanations: Readonly<Record<string, Explanation>>;
  /** Id of the check that tries every member under its own name: only then a member is "ok", and the slowest is told of. */
  readonly provesMembers: string;
  /** What is said in clear before TLS; absent where TLS comes first. */
  readonly startTls?: StartTls | undefined;
}

/** A service's checks on the list: they are loaded when an instance of it is checked. */
export interface ServiceChecksEntry {
  /** Id of the service. */
  readonly service: string;
  load(): Promise<ServiceChecks>;
}
