import type { Cloud } from '../../../../cloud/cloud';
import type { Tunnel } from '../../../../machine/tunnel';
import type { ThisMachine } from '../../../../machine/thisMachine';
import type { Environment } from '../../../../model/account';
import type { Connection } from '../../../../model/connection';
import type { VpnServer } from '../../../../model/vpnServer';
import type { SecretVault } from '../../../dependencies';
import type { History } from '../../../journal/history';
import type { ClientVpnChoices } from '../choices';

/** What the checks of a tunnel look with. */
export interface TunnelTools {
  readonly history: History;
  readonly cloud: Pick<Cloud, 'vpc' | 'policies' | 'secretsManagers'>;
  readonly environment: Pick<Environment, 'network' | 'madeUp' | 'machine'>;
  readonly machine: ThisMachine;
  readonly secrets: SecretVault;
  /** Who is signed in, by IAM's id; undefined where nobody knows. */
  readonly iamId?: string | undefined;
  /** What OpenVPN wrote of its last tries on this machine; undefined where it was not started from here. Rejects where it cannot be read. */
  readonly vpnLog: () => Promise<string | undefined>;
  /** Limit of each answer that is waited for, in milliseconds; each check's own where it is left out. */
  readonly limitMs?: number | undefined;
}

/** One run of the checks: what those before have seen, for those that come after. */
export interface Look {
  readonly connection: Connection<ClientVpnChoices>;
  readonly tools: TunnelTools;
  /** The VPN server as the cloud has it; undefined until it was read, and where it cannot be. */
  server?: VpnServer | undefined;
  /** Undefined until it was found, and where the tunnel is that of the computer which holds this machine. */
  tunnel?: Tunnel | undefined;
}

/** CIDR of the addresses of clients: the server's own word goes before the plan's. */
export function poolOf({ server, connection }: Look): string {
  return server?.clientPool ?? connection.choices.clientPool;
}

/** The name servers that clients are sent. */
export function pushedNameServers({ server, connection }: Look): readonly string[] {
  return server?.dnsServers ?? connection.choices.dnsServers;
}

/** "UDP 443". */
export function portInWords({ server, connection: { choices } }: Look): string {
  return `${(server?.protocol ?? choices.protocol).toUpperCase()} ${server?.port ?? choices.port}`;
}
