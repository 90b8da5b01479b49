import type { Connection } from '../../../../model/connection';
import type { VantageCheck } from '../../../../model/vantage';
import type { SiteVpnChoices } from '../choices';
import { connectionCheck } from './connectionCheck';
import { gatewayCheck } from './gatewayCheck';
import type { Look, SiteTunnelTools } from './look';
import { namesCheck } from './namesCheck';
import { officeCheck } from './officeCheck';
import { packetSizeCheck } from './packetSizeCheck';
import { passesCheck } from './passesCheck';
import { rangesCheck } from './rangesCheck';
import { resolverCheck } from './resolverCheck';
import { settingsCheck } from './settingsCheck';

export interface SiteTunnelChecks {
  /** Before the private names are asked for. */
  readonly before: readonly VantageCheck[];
  /** Once connections open, before TLS. */
  readonly beforeTls: readonly VantageCheck[];
}

/** Which of them tell of the office's place on the path, and which of the VPN gateway's; the last one's words are shown where all is well. */
export const checksOfOffice: readonly string[] = ['office'];
export const checksOfGateway: readonly string[] = ['vpn-gateway', 'vpn-settings', 'vpn-resolver', 'vpn-ranges', 'vpn-passes', 'vpn-names', 'vpn-connection'];

/**
 * What is asked of a site-to-site VPN, in order, each going on from what those before it saw: first what the cloud says, from wherever, then what only
 * a machine in the office can see.
 */
export function siteTunnelChecks(connection: Connection<SiteVpnChoices>, tools: SiteTunnelTools): SiteTunnelChecks {
  const look: Look = { connection, tools, places: [], changed: [] };
  return {
    before: [
      gatewayCheck(look), settingsCheck(look), connectionCheck(look), resolverCheck(look), rangesCheck(look),
      officeCheck(look), passesCheck(look), namesCheck(look),
    ],
    beforeTls: [packetSizeCheck(look)],
  };
}
