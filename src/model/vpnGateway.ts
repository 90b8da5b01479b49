import type { Reference, ReservedIp, Resource, StateReason } from './resource';
import type { Secret } from './secret';

/** Shown as a public address as long as there is none, and for good by the second member of a gateway in policy mode. */
export const noAddress = '0.0.0.0';

/** One of the two halves of a VPN gateway. */
export interface VpnGatewayMember {
  /** `0.0.0.0` until it has one; in policy mode both halves share one address, and one of them shows `0.0.0.0` for good. */
  readonly publicAddress: string;
  /** Undefined until the cloud has reserved it. */
  readonly privateAddress: ReservedIp | undefined;
  /** `active`, `standby`. */
  readonly role: string;
  readonly healthState: string;
  readonly healthReasons: readonly StateReason[];
  readonly lifecycleState: string;
  readonly lifecycleReasons: readonly StateReason[];
}

/** A site-to-site VPN gateway: https://cloud.ibm.com/docs/vpc?topic=vpc-using-vpn. */
export interface VpnGateway extends Resource {
  /** `policy` or `route`. */
  readonly mode: string;
  readonly vpc: Reference;
  readonly resourceGroupId: string;
  readonly subnet: Reference;
  readonly members: readonly VpnGatewayMember[];
  readonly connections: readonly Reference[];
  /** `ok`, `degraded`, `faulted`, `inapplicable`. */
  readonly healthState: string;
  readonly healthReasons: readonly StateReason[];
  readonly lifecycleState: string;
  readonly lifecycleReasons: readonly StateReason[];
}

/** What peers dial: one address in policy mode, two in route mode, none before the cloud has given them out. */
export function publicAddressesOf({ members }: Pick<VpnGateway, 'members'>): readonly string[] {
  return [...new Set(members.map(({ publicAddress }) => publicAddress))].filter((address) => address !== noAddress);
}

/** Who one side says that it is. `key_id` is base64; a type that only a newer version of the product knows may have no value. */
export interface IkeIdentity {
  /** `ipv4_address`, `fqdn`, `hostname`, `key_id`. */
  readonly type: string;
  readonly value: string;
}

/** What is done about a peer that does not answer; seconds. The timeout is never shorter than the interval. */
export interface DeadPeerDetection {
  /** `restart`, `clear`, `hold`, `none`. */
  readonly action: string;
  readonly interval: number;
  readonly timeout: number;
}

/** What a gateway dials: an address or a name. */
export type VpnPeer = { readonly address: string } | { readonly fqdn: string };

/** In route mode each of a gateway's public addresses has a tunnel of its own. */
export interface VpnTunnel {
  readonly publicAddress: string;
  /** `up`, `down`. */
  readonly status: string;
  readonly reasons: readonly StateReason[];
}

/** A connection of a VPN gateway to one peer. It has no link to its document: that holds the key in clear. */
export interface VpnConnection {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  /** Of its gateway: `policy` or `route`. */
  readonly mode: string;
  /** False for one that is switched off. */
  readonly enabled: boolean;
  /** `up`, `down`. */
  readonly status: string;
  readonly reasons: readonly StateReason[];
  readonly presharedKey: Secret;
  readonly peer: VpnPeer;
  readonly peerIdentity: IkeIdentity;
  readonly localIdentities: readonly IkeIdentity[];
  /** CIDRs; empty in route mode. */
  readonly localRanges: readonly string[];
  readonly peerRanges: readonly string[];
  /** `bidirectional`, or `peer_only` where only the peer starts and re-keys. */
  readonly establishMode: string;
  readonly deadPeerDetection: DeadPeerDetection;
  /** Undefined where the two sides negotiate by themselves. */
  readonly ikePolicy: Reference | undefined;
  readonly ipsecPolicy: Reference | undefined;
  /** Route mode's tunnels; empty in policy mode. */
  readonly tunnels: readonly VpnTunnel[];
}

/** What may be shown of a connection, and kept: all but its key. */
export interface SeenVpnConnection extends Pick<VpnConnection,
  'id' | 'name' | 'createdAt' | 'mode' | 'enabled' | 'status' | 'reasons' | 'peer' | 'establishMode' | 'localRanges' | 'peerRanges' | 'tunnels'> {
  readonly gateway: Reference;
  readonly vpc: Reference;
}

/** Field by field, so that nothing comes along that is not meant to. */
export function seenVpnConnection({ id, name, crn, vpc }: VpnGateway, connection: VpnConnection): SeenVpnConnection {
  return {
    id: connection.id, name: connection.name, createdAt: connection.createdAt, mode: connection.mode, enabled: connection.enabled,
    status: connection.status, reasons: connection.reasons, peer: connection.peer, establishMode: connection.establishMode,
    localRanges: connection.localRanges, peerRanges: connection.peerRanges, tunnels: connection.tunnels, gateway: { id, name, crn }, vpc,
  };
}

/** Proposals for the first phase. More than one of a kind is in the cloud's own order, of which it takes the first that fits. */
export interface IkePolicy {
  readonly id: string;
  readonly name: string;
  /** 1 or 2. */
  readonly version: number;
  /** Empty where the cloud says that there are several and names none, as with all lists here. */
  readonly authentication: readonly string[];
  readonly encryption: readonly string[];
  readonly dhGroups: readonly number[];
  /** Seconds. */
  readonly keyLifetime: number;
  readonly connections: readonly Reference[];
}

/** Proposals for the second phase. */
export interface IpsecPolicy {
  readonly id: string;
  readonly name: string;
  /** `disabled` with an encryption that authenticates by itself. */
  readonly authentication: readonly string[];
  readonly encryption: readonly string[];
  /** `disabled`, or groups: `group_14`. */
  readonly pfs: readonly string[];
  /** Seconds. */
  readonly keyLifetime: number;
  readonly connections: readonly Reference[];
}
