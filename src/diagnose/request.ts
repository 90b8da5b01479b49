import type { Instance } from '../model/instance';
import type { Path } from '../model/path';
import type { Secret } from '../model/secret';
import type { Service } from '../model/service';
import type { Vantages } from '../model/vantage';
import type { Gateway } from './gateway';
import type { ServiceChecks } from './services/serviceChecks';

/** What one run of the checks looks at, and from where. */
export interface CheckRequest {
  readonly instance: Instance;
  readonly service: Pick<Service, 'words'>;
  readonly checks: ServiceChecks;
  readonly connectionId?: string | undefined;
  /** Each is opened once, and what it gave is closed when the run ends. */
  readonly vantages: Vantages;
  /** From this machine to the members, as the vantage that is meant sees it. */
  readonly path: Path;
  /** The endpoint gateways that one may come through to the instance: the connection's own, or without a connection all of them. */
  readonly gateways?: readonly Gateway[] | undefined;
  /** Without it the checks end before sign-in. */
  readonly secret?: Secret | undefined;
  /** PEM, trusted besides the system's. */
  readonly authorities: readonly string[];
  /** Told what the instance holds that one may use, by its names, as soon as a check has seen it. */
  readonly onHeld?: ((names: readonly string[]) => void) | undefined;
  /** Limit of each single step in milliseconds; 10 s unless told. */
  readonly timeoutMs?: number | undefined;
}
