import type { Secret } from '../model/secret';
import type { checked } from './checked';
import type { EspChoice, IkeChoice } from './proposals';

/** Who a gateway says that it is. `value` is an address, a name, or for `key_id` its bytes in base64, as the cloud's API has them. */
export interface IkeIdentity {
  readonly type: 'ipv4_address' | 'fqdn' | 'hostname' | 'key_id';
  readonly value: string;
}

/** The VPN gateway: one public address in policy mode, two in route mode, with what each says that it is. */
export interface CloudTunnel {
  readonly address: string;
  readonly identity: IkeIdentity;
}

/** What the office's own gateway is. */
export interface OfficeSide {
  /** Its public address; undefined where it has none of its own that stays, so that only the office can begin (`peer_only`). */
  readonly address?: string;
  /** True where another device translates its address: it cannot send from `address` then. */
  readonly isBehindNat: boolean;
  readonly identity: IkeIdentity;
  readonly ranges: readonly string[];
}

/** All that the other side of a site-to-site VPN needs to know, as the files for it are made of. */
export interface OfficeDescription {
  /** The connection's name in the cloud. */
  readonly name: string;
  readonly mode: 'policy' | 'route';
  readonly office: OfficeSide;
  readonly cloud: {
    readonly tunnels: readonly CloudTunnel[];
    /** The subnets of endpoint gateway and resolver locations. */
    readonly ranges: readonly string[];
  };
  readonly ike: IkeChoice;
  readonly esp: EspChoice;
  /** The instance's own domains, and the addresses of the resolver's locations that answer them. */
  readonly dns: { readonly domains: readonly string[]; readonly servers: readonly string[] };
  /** The pre-shared key; undefined to leave it out of the files. */
  readonly key?: Secret | undefined;
}

/** The same, looked at by `checkOffice`: nothing in it can end a line or a word of a file. */
export type Office = OfficeDescription & { readonly [checked]: true };
