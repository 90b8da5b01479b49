import type {
  AddressPrefix, DnsBinding, EndpointGateway, FloatingIp, Image, NetworkAcl, Profile, PublicGateway, Region, SecurityGroup,
  SecurityGroupRule, SecurityGroupTarget, SshKey, Subnet, TakenAddress, VirtualServer, Vpc, Zone,
} from '../model/landscape';
import type { Versioned } from '../model/resource';
import type { OnUnreadable } from '../model/unreadable';
import type { VpcRoute } from '../model/vpcRoute';
import type { RoutingTable, VpnClient, VpnRoute, VpnServer } from '../model/vpnServer';
import type {
  NewEndpointGateway, NewFloatingIp, NewSecurityGroup, NewSecurityGroupRule, NewSshKey, NewSubnet, NewTableRoute, NewVirtualServer,
  NewVpc, NewVpnRoute, NewVpnServer, VirtualServerFilter, VpcFilter, VpnServerSettings,
} from './vpcRequests';
import type { VpnConnections, VpnGateways, VpnPolicies } from './vpcVpnGatewayService';

/** The region's networks. Every list is complete: all pages, in the API's order; see `OnUnreadable`. */
export interface Networks {
  listVpcs(signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly Vpc[]>;
  getVpc(id: string, signal: AbortSignal): Promise<Vpc>;
  createVpc(request: NewVpc, signal: AbortSignal): Promise<Vpc>;
  deleteVpc(id: string, signal: AbortSignal): Promise<void>;
  listAddressPrefixes(vpcId: string, signal: AbortSignal): Promise<readonly AddressPrefix[]>;
  listSubnets(filter: VpcFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly Subnet[]>;
  getSubnet(id: string, signal: AbortSignal): Promise<Subnet>;
  createSubnet(request: NewSubnet, signal: AbortSignal): Promise<Subnet>;
  deleteSubnet(id: string, signal: AbortSignal): Promise<void>;
  listTakenAddresses(subnetId: string, signal: AbortSignal): Promise<readonly TakenAddress[]>;
  listNetworkAcls(filter: VpcFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly NetworkAcl[]>;
  listPublicGateways(filter: VpcFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly PublicGateway[]>;
}

export interface DnsSharing {
  /** A hub has one for each VPC that is bound to it, any other VPC at most the one to its hub. */
  listDnsBindings(vpcId: string, signal: AbortSignal): Promise<readonly DnsBinding[]>;
}

/** Security groups with their rules and targets. */
export interface SecurityGroups {
  listSecurityGroups(filter: VpcFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly SecurityGroup[]>;
  getSecurityGroup(id: string, signal: AbortSignal): Promise<SecurityGroup>;
  createSecurityGroup(request: NewSecurityGroup, signal: AbortSignal): Promise<SecurityGroup>;
  deleteSecurityGroup(id: string, signal: AbortSignal): Promise<void>;
  createSecurityGroupRule(securityGroupId: string, rule: NewSecurityGroupRule, signal: AbortSignal): Promise<SecurityGroupRule>;
  deleteSecurityGroupRule(securityGroupId: string, ruleId: string, signal: AbortSignal): Promise<void>;
  /** Safe to repeat: a target that is bound already stays bound. */
  addSecurityGroupTarget(securityGroupId: string, targetId: string, signal: AbortSignal): Promise<SecurityGroupTarget>;
  removeSecurityGroupTarget(securityGroupId: string, targetId: string, signal: AbortSignal): Promise<void>;
}

/** VPE gateways. Creating two at once in one VPC is refused with 409. */
export interface EndpointGateways {
  listEndpointGateways(filter: VpcFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly EndpointGateway[]>;
  getEndpointGateway(id: string, signal: AbortSignal): Promise<EndpointGateway>;
  createEndpointGateway(request: NewEndpointGateway, signal: AbortSignal): Promise<EndpointGateway>;
  deleteEndpointGateway(id: string, signal: AbortSignal): Promise<void>;
}

/** Virtual servers and what they are made from. */
export interface VirtualServers {
  listVirtualServers(filter: VirtualServerFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly VirtualServer[]>;
  getVirtualServer(id: string, signal: AbortSignal): Promise<VirtualServer>;
  createVirtualServer(request: NewVirtualServer, signal: AbortSignal): Promise<VirtualServer>;
  deleteVirtualServer(id: string, signal: AbortSignal): Promise<void>;
  listSshKeys(signal: AbortSignal): Promise<readonly SshKey[]>;
  createSshKey(request: NewSshKey, signal: AbortSignal): Promise<SshKey>;
  deleteSshKey(id: string, signal: AbortSignal): Promise<void>;
  /** Public images that are available, and the account's own. */
  listImages(signal: AbortSignal): Promise<readonly Image[]>;
  listProfiles(signal: AbortSignal): Promise<readonly Profile[]>;
}

export interface FloatingIps {
  listFloatingIps(signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly FloatingIp[]>;
  getFloatingIp(id: string, signal: AbortSignal): Promise<FloatingIp>;
  createFloatingIp(request: NewFloatingIp, signal: AbortSignal): Promise<FloatingIp>;
  /** Binds it to the server's primary interface, of either kind. Server and address are in one zone. */
  bindFloatingIp(id: string, server: VirtualServer, signal: AbortSignal): Promise<FloatingIp>;
  deleteFloatingIp(id: string, signal: AbortSignal): Promise<void>;
}

/** Client VPN servers. */
export interface VpnServers {
  listVpnServers(filter: VpcFilter, signal: AbortSignal, unreadable?: OnUnreadable): Promise<readonly VpnServer[]>;
  getVpnServer(id: string, signal: AbortSignal): Promise<VpnServer>;
  /** For who wants to change it. */
  getVersionedVpnServer(id: string, signal: AbortSignal): Promise<Versioned<VpnServer>>;
  createVpnServer(request: NewVpnServer, signal: AbortSignal): Promise<VpnServer>;
  /** Whatever is changed but the name disconnects every client. Fails with status 412 (`isOutdated`) where the server is not as it was read. */
  updateVpnServer(read: Versioned<VpnServer>, changes: Partial<VpnServerSettings>, signal: AbortSignal): Promise<VpnServer>;
  /** Its routes and addresses go with it. With a tag, only if it is as it was read. */
  deleteVpnServer(id: string, signal: AbortSignal, etag?: string): Promise<void>;
  /** The OpenVPN profile as the cloud gives it: without a certificate and key of the client's. */
  readClientConfiguration(id: string, signal: AbortSignal): Promise<string>;
}

/** What stands below a client VPN server. Routes can be made once it is stable, and clients learn of them when they connect again. */
export interface VpnServerParts {
  listVpnRoutes(serverId: string, signal: AbortSignal): Promise<readonly VpnRoute[]>;
  getVpnRoute(serverId: string, routeId: string, signal: AbortSignal): Promise<VpnRoute>;
  createVpnRoute(serverId: string, request: NewVpnRoute, signal: AbortSignal): Promise<VpnRoute>;
  deleteVpnRoute(serverId: string, routeId: string, signal: AbortSignal): Promise<void>;
  listVpnClients(serverId: string, signal: AbortSignal): Promise<readonly VpnClient[]>;
  disconnectVpnClient(serverId: string, clientId: string, signal: AbortSignal): Promise<void>;
}

export interface RoutingTables {
  listRoutingTables(vpcId: string, signal: AbortSignal): Promise<readonly RoutingTable[]>;
  getRoutingTable(vpcId: string, id: string, signal: AbortSignal): Promise<RoutingTable>;
  /** For who wants to change it. */
  getVersionedRoutingTable(vpcId: string, id: string, signal: AbortSignal): Promise<Versioned<RoutingTable>>;
  /** Replaces the kinds of resource that may write routes into it: `vpn_server`, `vpn_gateway`. 412 (`isOutdated`) where it is not as it was read. */
  acceptRoutesFrom(vpcId: string, read: Versioned<RoutingTable>, kinds: readonly string[], signal: AbortSignal): Promise<RoutingTable>;
}

/** The routes of routing tables, the cloud's own among them. One that leads into a connection keeps its VPN gateway from being deleted. */
export interface RoutingTableRoutes {
  listTableRoutes(vpcId: string, tableId: string, signal: AbortSignal): Promise<readonly VpcRoute[]>;
  getTableRoute(vpcId: string, tableId: string, id: string, signal: AbortSignal): Promise<VpcRoute>;
  createTableRoute(vpcId: string, tableId: string, request: NewTableRoute, signal: AbortSignal): Promise<VpcRoute>;
  /** Refused for what the cloud itself wrote. */
  deleteTableRoute(vpcId: string, tableId: string, id: string, signal: AbortSignal): Promise<void>;
}

/**
 * One region's VPC API. A missing resource is a Failure with status 404 (`isNotFound`); a delete returns when the
 * cloud has accepted it, not when the resource is gone. Nothing here is re-sent after a lost answer except reads.
 */
export interface VpcService
  extends Networks, DnsSharing, SecurityGroups, EndpointGateways, VirtualServers, FloatingIps, VpnServers, VpnServerParts, RoutingTables,
    RoutingTableRoutes, VpnGateways, VpnConnections, VpnPolicies {
  readonly region: string;
  listRegions(signal: AbortSignal): Promise<readonly Region[]>;
  listZones(signal: AbortSignal): Promise<readonly Zone[]>;
  /** The document behind a resource's `href`, for showing. Refuses an address that is not this service's. */
  readRaw(href: string, signal: AbortSignal): Promise<unknown>;
}
