import type { PlacedResolver } from './dnsServices';
import type { Failure } from './failure';
import type { Reference, ReservedIp, Resource } from './resource';
import type { Unreadable } from './unreadable';
import type { SeenVpnConnection, VpnGateway } from './vpnGateway';
import type { VpnServer } from './vpnServer';

export type { Reference, ReservedIp, Resource } from './resource';

export interface Region {
  readonly name: string;
  /** Base URL of the region's VPC API, version path included. */
  readonly endpoint: string;
  readonly available: boolean;
}

export interface Zone {
  readonly name: string;
  readonly region: string;
  readonly available: boolean;
}

/** Whom the servers of a VPC ask for names. */
export interface DnsResolver {
  /**
   * `system` is the VPC's own, which knows the names of its endpoint gateways; `custom` is a custom resolver that stands in the VPC; `manual` are
   * servers that somebody named; `delegated` are those of another VPC.
   */
  readonly kind: 'system' | 'custom' | 'manual' | 'delegated' | 'unknown';
  readonly servers: readonly string[];
  /** The VPC that it is delegated to. */
  readonly vpc?: Reference | undefined;
}

export interface VpcDns {
  /** Other VPCs may share the names of their endpoint gateways with it. */
  readonly isHub: boolean;
  /** To a hub, how many VPCs are bound to it; otherwise 1 if it is bound to a hub. */
  readonly bindings: number;
  readonly resolver: DnsResolver;
}

/** That two VPCs share the names of their endpoint gateways, seen from one of them. */
export interface DnsBinding {
  readonly id: string;
  readonly name: string;
  /** The other one. */
  readonly vpc: Reference;
  /** The other one belongs to another account, so that nothing of it can be read. */
  readonly isForeign: boolean;
  readonly lifecycleState: string;
  /** The other one's endpoint gateways that are shared. */
  readonly endpointGateways: readonly Reference[];
}

export interface Vpc extends Resource {
  readonly region: string;
  readonly status: string;
  /** Undefined where the cloud does not say it. */
  readonly dns?: VpcDns | undefined;
  /** What is wrong with it; there may be more reasons than one. */
  readonly healthReasons?: readonly { readonly code: string; readonly message: string }[] | undefined;
  readonly resourceGroupId: string;
  readonly defaultSecurityGroup: Reference;
  readonly defaultNetworkAcl: Reference;
}

export interface AddressPrefix {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly zone: string;
  readonly isDefault: boolean;
}

export interface Subnet extends Resource {
  readonly vpc: Reference;
  readonly zone: string;
  readonly status: string;
  readonly cidr: string;
  readonly availableAddresses: number;
  readonly networkAcl: Reference;
  readonly publicGateway?: Reference | undefined;
}

/** The other side of a rule: a range, one address, or the members of a security group. */
export type RuleRemote =
  | { readonly kind: 'cidr'; readonly cidr: string }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'security-group'; readonly id: string; readonly name: string };

/**
 * `any` is every IP protocol; `icmp_tcp_udp` is what was called `all` before API version 2025-12-09.
 * Any other word is a protocol by its IANA name, and has no ports.
 */
export type Protocol = string;

export interface SecurityGroupRule {
  readonly id: string;
  readonly name?: string | undefined;
  readonly direction: 'inbound' | 'outbound';
  readonly protocol: Protocol;
  readonly portMin?: number | undefined;
  readonly portMax?: number | undefined;
  readonly type?: number | undefined;
  readonly code?: number | undefined;
  readonly remote: RuleRemote;
  /** The member's own side; `0.0.0.0/0` when the rule names none. */
  readonly local: RuleRemote;
}

/** What a security group guards: a network interface, an endpoint gateway, a VPN server ... */
export interface SecurityGroupTarget extends Reference {
  readonly kind: string;
}

export interface SecurityGroup extends Resource {
  readonly vpc: Reference;
  readonly rules: readonly SecurityGroupRule[];
  readonly targets: readonly SecurityGroupTarget[];
}

export interface NetworkAclRule {
  readonly id: string;
  readonly name: string;
  readonly action: 'allow' | 'deny';
  readonly direction: 'inbound' | 'outbound';
  readonly protocol: Protocol;
  readonly source: string;
  readonly destination: string;
  readonly sourcePortMin?: number | undefined;
  readonly sourcePortMax?: number | undefined;
  readonly destinationPortMin?: number | undefined;
  readonly destinationPortMax?: number | undefined;
  readonly type?: number | undefined;
  readonly code?: number | undefined;
}

export interface NetworkAcl extends Resource {
  readonly vpc: Reference;
  readonly subnets: readonly Reference[];
  /** In the order in which the cloud evaluates them. */
  readonly rules: readonly NetworkAclRule[];
}

/** An address of a subnet that someone has taken, the cloud itself left out. */
export interface TakenAddress {
  readonly name: string;
  readonly address: string;
  /** What it belongs to; undefined where it is only kept free. */
  readonly target?: SecurityGroupTarget | undefined;
}

export interface EndpointGateway extends Resource {
  readonly vpc: Reference;
  /** CRN of the service instance that it leads to. */
  readonly targetCrn: string;
  readonly lifecycleState: string;
  readonly lifecycleReasons: readonly { readonly code: string; readonly message: string }[];
  readonly healthState: string;
  readonly addresses: readonly ReservedIp[];
  readonly securityGroups: readonly Reference[];
  /** `primary` shares its names with the VPCs that share DNS with its own, `disabled` does not. Undefined where the cloud does not say it. */
  readonly dnsMode?: string | undefined;
  /** Names that resolve to `addresses` inside the VPC; may hold wildcards. */
  readonly serviceEndpoints: readonly string[];
}

/** A virtual server's place in the network. */
export interface NetworkInterface {
  /** Of the virtual network interface, or of the older instance network interface. */
  readonly id: string;
  readonly kind: 'virtual-network-interface' | 'instance-network-interface';
  readonly address: string;
  readonly subnet: Reference;
  readonly securityGroups: readonly Reference[];
}

export interface VirtualServer extends Resource {
  readonly vpc: Reference;
  readonly zone: string;
  readonly status: string;
  readonly statusReasons: readonly { readonly code: string; readonly message: string }[];
  readonly profile: string;
  readonly image?: Reference | undefined;
  readonly primaryInterface?: NetworkInterface | undefined;
}

export interface FloatingIp extends Resource {
  readonly address: string;
  readonly zone: string;
  readonly status: string;
  /** The interface that it is bound to. */
  readonly targetId?: string | undefined;
}

export interface PublicGateway extends Resource {
  readonly vpc: Reference;
  readonly zone: string;
  readonly status: string;
}

export interface SshKey extends Resource {
  readonly type: string;
  /** `SHA256:...` without padding, as OpenSSH prints it. */
  readonly fingerprint: string;
  readonly publicKey: string;
}

export interface Image extends Reference {
  readonly status: string;
  readonly operatingSystem: {
    readonly name: string;
    readonly family: string;
    readonly vendor: string;
    readonly version: string;
    readonly architecture: string;
  };
}

export interface Profile {
  readonly name: string;
  readonly family: string;
  readonly vcpu: number;
  /** GiB. */
  readonly memory: number;
  readonly architecture: string;
}

/** One region's part of the picture. */
export interface RegionLandscape {
  readonly region: string;
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly endpointGateways: readonly EndpointGateway[];
  readonly virtualServers: readonly VirtualServer[];
  readonly floatingIps: readonly FloatingIp[];
  readonly publicGateways: readonly PublicGateway[];
  readonly vpnServers: readonly VpnServer[];
  readonly vpnGateways: readonly VpnGateway[];
  /** Of the gateways. */
  readonly vpnConnections: readonly SeenVpnConnection[];
  readonly loadedAt: string;
  /** Lists that this account may not see: each is empty here, and that says nothing of the cloud. */
  readonly denied?: readonly DeniedList[] | undefined;
  /** What its list has and could not be read, so that it is not here. */
  readonly unreadable?: readonly UnreadableItem[] | undefined;
}

/** The custom resolvers of all DNS Services instances, which are in no region. */
export interface ResolverList {
  readonly items: readonly PlacedResolver[];
  /** Instances that this account may not look into. */
  readonly denied: readonly DeniedList[];
  readonly unreadable: readonly UnreadableItem[];
  /** ISO 8601. */
  readonly loadedAt: string;
}

export interface UnreadableItem extends Unreadable {
  /** "network ACL". */
  readonly what: string;
}

export interface DeniedList {
  /** "network ACLs", or the name of what may not be looked into. */
  readonly what: string;
  readonly failure: Failure;
}
