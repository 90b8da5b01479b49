import type { Protocol, SecurityGroup } from '../model/landscape';
import type { NextHop } from '../model/vpcRoute';
import type { VpnRouteAction } from '../model/vpnServer';

/** Narrows a list to one VPC; `{}` lists the region. */
export interface VpcFilter {
  readonly vpcId?: string | undefined;
}

export interface VirtualServerFilter extends VpcFilter {
  /**
   * The same scope's security groups, where the caller lists them anyway: a server's own document does not name its
   * groups, their targets do. Without it they are listed.
   */
  readonly securityGroups?: Promise<readonly SecurityGroup[]> | undefined;
}

/** Default address prefixes are made with it: the product never picks ranges. */
export interface NewVpc {
  readonly name: string;
  readonly resourceGroupId: string;
}

export interface NewSubnet {
  readonly name: string;
  readonly vpcId: string;
  readonly zone: string;
  /** A number of addresses (a power of two, at least 8), or a range inside one of the zone's address prefixes. */
  readonly size: { readonly addresses: number } | { readonly cidr: string };
  readonly resourceGroupId: string;
}

/** The other side of a new rule. */
export type NewRuleRemote =
  | { readonly kind: 'cidr'; readonly cidr: string }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'security-group'; readonly id: string };

export interface NewSecurityGroupRule {
  readonly name?: string | undefined;
  readonly direction: 'inbound' | 'outbound';
  readonly protocol: Protocol;
  /** Both or neither; neither is every port. */
  readonly portMin?: number | undefined;
  readonly portMax?: number | undefined;
  /** ICMP's type and code. */
  readonly type?: number | undefined;
  readonly code?: number | undefined;
  readonly remote: NewRuleRemote;
}

export interface NewSecurityGroup {
  readonly name: string;
  readonly vpcId: string;
  readonly resourceGroupId: string;
  readonly rules?: readonly NewSecurityGroupRule[] | undefined;
}

export interface NewEndpointGateway {
  readonly name: string;
  readonly vpcId: string;
  /** CRN of the service instance. */
  readonly targetCrn: string;
  /** One subnet a zone, as the API allows no more: each gets a reserved IP that goes with the gateway. */
  readonly addresses: readonly { readonly subnetId: string; readonly name: string }[];
  readonly securityGroupIds: readonly string[];
  readonly resourceGroupId: string;
  /** Whether its names are shared with the VPCs that share DNS with its own; `primary` is refused while one of them shares the same. */
  readonly dnsMode: 'primary' | 'disabled';
}

export interface NewVirtualServer {
  readonly name: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  readonly profile: string;
  readonly imageId: string;
  readonly keyIds: readonly string[];
  readonly resourceGroupId: string;
  /** cloud-init, at most 64 KB. */
  readonly userData?: string | undefined;
}

export interface NewFloatingIp {
  readonly name: string;
  readonly zone: string;
  readonly resourceGroupId: string;
}

export interface NewSshKey {
  readonly name: string;
  /** One OpenSSH line. */
  readonly publicKey: string;
  /** Must be said with ed25519: the API takes everything for RSA otherwise. */
  readonly type: 'ed25519' | 'rsa';
  readonly resourceGroupId: string;
}

/** What of a client VPN server can be changed later. */
export interface VpnServerSettings {
  readonly name: string;
  /** One, or two in different zones for high availability. */
  readonly subnetIds: readonly string[];
  /** A /9 to /22 outside the VPC's prefixes and the ranges that the cloud and the machine use. */
  readonly clientPool: string;
  readonly certificateCrn: string;
  /** All that are listed must pass. */
  readonly authentication: readonly NewVpnAuthentication[];
  /** At most two. */
  readonly dnsServers: readonly string[];
  /** Seconds, at most 28,800; 0 is never. */
  readonly idleTimeout: number;
  readonly splitTunnel: boolean;
  readonly protocol: 'udp' | 'tcp';
  readonly port: number;
}

export type NewVpnAuthentication =
  | { readonly method: 'certificate'; readonly authorityCrn: string; readonly revocationList?: string | undefined }
  | { readonly method: 'username' };

/** Its security groups are changed as every target's are: by the groups. */
export interface NewVpnServer extends VpnServerSettings {
  readonly securityGroupIds: readonly string[];
  readonly resourceGroupId: string;
}

export interface NewVpnRoute {
  readonly name: string;
  /** CIDR, of which a server has one route at most. */
  readonly destination: string;
  readonly action: VpnRouteAction;
}

/** Traffic of a zone that is delivered somewhere. */
export interface NewTableRoute {
  readonly name: string;
  /** CIDR. */
  readonly destination: string;
  readonly zone: string;
  readonly nextHop: NextHop;
}
