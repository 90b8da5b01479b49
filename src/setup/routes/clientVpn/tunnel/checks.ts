import type { Connection } from '../../../../model/connection';
import type { VantageCheck } from '../../../../model/vantage';
import type { ClientVpnChoices } from '../choices';
import { certificatesCheck } from './certificatesCheck';
import { clientCheck } from './clientCheck';
import type { Look, TunnelTools } from './look';
import { namesCheck } from './namesCheck';
import { packetSizeCheck } from './packetSizeCheck';
import { routesCheck } from './routesCheck';
import { serverCheck } from './serverCheck';
import { upCheck } from './upCheck';

export interface TunnelChecks {
  /** Before the private names are asked for. */
  readonly before: readonly VantageCheck[];
  /** Once connections open, before TLS. */
  readonly beforeTls: readonly VantageCheck[];
}

/** What is asked of the VPN from this machine, in the order of the way; each goes on from what those before it saw. */
export function tunnelChecks(connection: Connection<ClientVpnChoices>, tools: TunnelTools): TunnelChecks {
  const look: Look = { connection, tools };
  return {
    before: [serverCheck(look), upCheck(look), certificatesCheck(look), routesCheck(look), clientCheck(look), namesCheck(look)],
    beforeTls: [packetSizeCheck(look)],
  };
}
