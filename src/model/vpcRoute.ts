import type { Reference } from './resource';

/** Where a route leads: an address, or a connection of a VPN gateway in route mode. */
export type NextHop = { readonly kind: 'address'; readonly address: string } | { readonly kind: 'vpn-connection'; readonly id: string; readonly name: string };

/** A route of a VPC's routing table, for the traffic of one zone: https://cloud.ibm.com/docs/vpc?topic=vpc-about-custom-routes. */
export interface VpcRoute {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  /** CIDR. */
  readonly destination: string;
  readonly zone: string;
  /** `deliver`, `delegate`, `delegate_vpc`, `drop`. */
  readonly action: string;
  /** 0 to 4, of which 0 comes first. */
  readonly priority: number;
  /** `0.0.0.0` where nothing is delivered. */
  readonly nextHop: NextHop;
  /** `user`, or `service` for what the cloud itself wrote, which it alone changes. */
  readonly origin: string;
  /** The VPN gateway or VPN server that it was written for; undefined for one of somebody's own. */
  readonly creator: Reference | undefined;
  readonly lifecycleState: string;
}
