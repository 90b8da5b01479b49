import type { Secret } from '../model/secret';
import type { DeadPeerDetection, IkeIdentity, VpnPeer } from '../model/vpnGateway';

export interface NewVpnGateway {
  readonly name: string;
  /** At least a /28, with nothing else in it: https://cloud.ibm.com/docs/vpc?topic=vpc-planning-considerations-vpn. */
  readonly subnetId: string;
  readonly mode: 'policy' | 'route';
  readonly resourceGroupId: string;
}

/** Which side's ranges. */
export type VpnRangeSide = 'local' | 'peer';

/** What of a connection can be changed later. */
export interface VpnConnectionSettings {
  readonly name: string;
  /** A connection that is made without a word on it may be made switched off. */
  readonly enabled: boolean;
  /** 6 to 128 letters, digits and `-+&!@#$%^*(),.:_`, not beginning with `0x` or `0s`. */
  readonly presharedKey: Secret;
  /** An address never becomes a name later, nor a name an address. */
  readonly peer: VpnPeer;
  readonly establishMode: 'bidirectional' | 'peer_only';
  readonly deadPeerDetection: DeadPeerDetection;
  readonly ikePolicyId: string | undefined;
  readonly ipsecPolicyId: string | undefined;
}
export type VpnConnectionChanges = Partial<VpnConnectionSettings>;

export interface NewVpnConnection extends VpnConnectionSettings {
  /** The peer's own address or name where it is left out. */
  readonly peerIdentity?: IkeIdentity | undefined;
  /** The gateway's public addresses where they are left out. At most one in policy mode, none or two in route mode. */
  readonly localIdentities?: readonly IkeIdentity[] | undefined;
  /** What goes through: CIDRs of both sides in policy mode, routes (static ones) in route mode. */
  readonly traffic:
    | { readonly mode: 'policy'; readonly localRanges: readonly string[]; readonly peerRanges: readonly string[] }
    | { readonly mode: 'route'; readonly distributeTraffic: boolean };
}

export interface NewIkePolicy {
  readonly name: string;
  readonly version: 1 | 2;
  readonly authentication: 'sha256' | 'sha384' | 'sha512';
  readonly encryption: 'aes128' | 'aes192' | 'aes256';
  /** 14 to 24, or 31. */
  readonly dhGroup: number;
  /** Seconds, 1,800 to 86,400. */
  readonly keyLifetime: number;
  readonly resourceGroupId: string;
}

export interface NewIpsecPolicy {
  readonly name: string;
  /** `disabled` with an encryption that authenticates by itself, and with no other. */
  readonly authentication: 'disabled' | 'sha256' | 'sha384' | 'sha512';
  readonly encryption: 'aes128' | 'aes128gcm16' | 'aes192' | 'aes192gcm16' | 'aes256' | 'aes256gcm16';
  /** `disabled`, or `group_14` to `group_24` and `group_31`. */
  readonly pfs: string;
  /** Seconds, 300 to 86,400. */
  readonly keyLifetime: number;
  readonly resourceGroupId: string;
}
