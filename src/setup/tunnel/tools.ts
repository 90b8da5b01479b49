import type { ThisMachine } from '../../machine/thisMachine';
import type { Environment } from '../../model/account';

/** What any tunnel's checks look with. */
export interface TunnelTools {
  readonly environment: Pick<Environment, 'network'>;
  readonly machine: Pick<ThisMachine, 'askNameServer'>;
  /** Limit of each answer that is waited for, in milliseconds; each check's own where it is left out. */
  readonly limitMs?: number | undefined;
}
