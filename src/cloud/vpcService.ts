import type {
  AddressPrefix, DnsBinding, EndpointGateway, FloatingIp, Image, NetworkAcl, Profile, PublicGateway, Region, SecurityGroup,
  SecurityGroupRule, SecurityGroupTarget, SshKey, Subnet, TakenAddress, VirtualServer, Vpc, Zone,
} from '../model/landscape';
import type { OnUnreadable } from '../model/unreadable';
import type {
  NewEndpointGateway, NewFloatingIp, NewSecurityGroup, NewSecurityGroupRule, NewSshKey, NewSubnet, NewVirtualServer,
  NewVpc, VirtualServerFilter, VpcFilter,
} from './vpcRequests';

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

/**
 * One region's VPC API. A missing resource is a Failure with status 404 (`isNotFound`); a delete returns when the
 * cloud has accepted it, not when the resource is gone. Nothing here is re-sent after a lost answer except reads.
 */
export interface VpcService extends Networks, DnsSharing, SecurityGroups, EndpointGateways, VirtualServers, FloatingIps {
  readonly region: string;
  listRegions(signal: AbortSignal): Promise<readonly Region[]>;
  listZones(signal: AbortSignal): Promise<readonly Zone[]>;
  /** The document behind a resource's `href`, for showing. Refuses an address that is not this service's. */
  readRaw(href: string, signal: AbortSignal): Promise<unknown>;
}
