/** Who one side of a tunnel says that it is; a `key_id` is base64. */
export interface SiteIdentity {
  readonly type: 'fqdn' | 'hostname' | 'ipv4_address' | 'key_id';
  readonly value: string;
}

/** What a policy asks for, in the API's words; lifetimes in seconds. */
export interface IkeProposal {
  readonly version: number;
  readonly authentication: string;
  readonly encryption: string;
  readonly dhGroup: number;
  readonly keyLifetime: number;
}
export interface IpsecProposal {
  readonly authentication: string;
  readonly encryption: string;
  readonly pfs: string;
  readonly keyLifetime: number;
}

/** A connection of a VPN gateway, by the API's state alone: all that a daemon needs to keep it. */
export interface SiteConnection {
  readonly id: string;
  readonly name: string;
  /** Switched off, it neither dials nor answers. */
  readonly enabled: boolean;
  readonly presharedKey: string;
  /** An IPv4 address or a name. */
  readonly peer: string;
  readonly peerIdentity: SiteIdentity;
  /** One for each public address of the gateway. */
  readonly localIdentities: readonly SiteIdentity[];
  /** CIDRs; both are empty in route mode, where everything may go through and routes decide. */
  readonly localRanges: readonly string[];
  readonly peerRanges: readonly string[];
  /** False where only the peer dials and re-keys. */
  readonly dials: boolean;
  /** Seconds. */
  readonly detection: { readonly action: 'clear' | 'hold' | 'none' | 'restart'; readonly interval: number; readonly timeout: number };
  /** Undefined: IKEv2, and whatever of the cloud's list the peer proposes. */
  readonly ike: IkeProposal | undefined;
  readonly ipsec: IpsecProposal | undefined;
  /** What of which subnets goes into it: answers find back from there alone. */
  readonly waysBack: readonly { readonly destination: string; readonly subnetIds: readonly string[] }[];
}

/** How a tunnel of a connection is: one a public address of its gateway. */
export interface SiteTunnel {
  readonly connectionId: string;
  readonly publicAddress: string;
  readonly status: 'up' | 'down';
  /** Codes of the API: `ike_policy_mismatch`. */
  readonly reasons: readonly string[];
}
