import type { JsonWebKey } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { HostPort } from '../model/instance';
import type { EndpointGateway, NetworkAcl, SecurityGroup, Subnet } from '../model/landscape';
import type { VpnDesk, VpnService } from './clientVpn';
import type { SiteConnection } from './siteVpn';

/** A virtual server as the network sees it. */
export interface ServerTruth {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  /** Of its interface: what a security group lists as its target. */
  readonly interfaceId: string;
  readonly address: string;
  readonly securityGroupIds: readonly string[];
  readonly running: boolean;
  readonly loginUser: string;
  /** OpenSSH public keys that the API was given. */
  readonly authorizedKeys: readonly string[];
  readonly floatingAddress?: string | undefined;
}

export type ServiceRole = 'Manager' | 'Writer' | 'Reader';

/** An API key that an instance of a service accepts, with what it may do. */
export interface ServiceKey {
  /** Of the resource key, for a service that names its users after it; the account owner's own API key has none. */
  readonly guid?: string | undefined;
  readonly apiKey: string;
  readonly role: ServiceRole;
}

/** Somebody of IAM whose tokens an instance accepts, with what they may do. */
export interface ServiceIdentity {
  readonly iamId: string;
  readonly role: ServiceRole;
}

/** An instance of a service, which endpoint gateways lead to. */
export interface ServiceTruth {
  readonly crn: string;
  /** The service's id: what kind of instance it is. */
  readonly service: string;
  /** The names and ports that answer for it. */
  readonly members: readonly HostPort[];
  /** Names that its endpoint gateways serve, wildcards included. */
  readonly privateNames: readonly string[];
  readonly keys: readonly ServiceKey[];
  /** Whose tokens are accepted; the tokens are IAM's, signed with one of `NetworkTruth.tokenKeys`. */
  readonly identities: readonly ServiceIdentity[];
  /** Takes tokens alone, no API keys. */
  readonly tokenOnly: boolean;
}

/** Lets the servers of its subnets out to the internet, all under its own public address; nobody comes in by it. */
export interface PublicGatewayTruth {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly address: string;
}

/** An address that something of the cloud's has in a subnet, and its public one where it has one. */
export interface PlaceTruth {
  readonly address: string;
  readonly subnetId: string;
  readonly publicAddress?: string | undefined;
}

/** A client VPN server: clients dial its public address, and what they send goes on from its place in the VPC. */
export interface VpnServerTruth extends VpnService {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly places: readonly PlaceTruth[];
  readonly securityGroupIds: readonly string[];
}

/** A site-to-site VPN gateway; it has no security group. */
export interface VpnGatewayTruth {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly mode: 'policy' | 'route';
  /** One a member; in policy mode the first alone has a public address. */
  readonly places: readonly PlaceTruth[];
  readonly connections: readonly SiteConnection[];
}

/** A custom resolver of DNS Services: answers the VPC's private names to whoever reaches one of its places. */
export interface ResolverTruth {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly places: readonly PlaceTruth[];
  /** The VPC's servers ask it instead of the cloud's own resolvers. */
  readonly enabled: boolean;
  /** Undefined where no security group stands before its places. */
  readonly securityGroupIds?: readonly string[] | undefined;
}

/** All that is true of the network now, in the cloud's words. */
export interface NetworkTruth {
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly endpointGateways: readonly EndpointGateway[];
  readonly servers: readonly ServerTruth[];
  readonly services: readonly ServiceTruth[];
  readonly publicGateways: readonly PublicGatewayTruth[];
  readonly vpnServers: readonly VpnServerTruth[];
  readonly vpnGateways: readonly VpnGatewayTruth[];
  readonly resolvers: readonly ResolverTruth[];
  /** Public halves of the keys that IAM signs tokens with, as a JSON Web Key Set publishes them. */
  readonly tokenKeys: readonly JsonWebKey[];
}

/** Nothing is there. */
export const emptyTruth: NetworkTruth = {
  subnets: [], securityGroups: [], networkAcls: [], endpointGateways: [], servers: [], services: [], publicGateways: [],
  vpnServers: [], vpnGateways: [], resolvers: [], tokenKeys: [],
};

/**
 * The half of the sandbox that packets run through. It is told what is true now and makes it so; the control plane
 * neither knows nor waits differently for the embedded half or the lab.
 */
export interface DataPlane {
  /**
   * Resolves when packets behave as `truth` says. Called after every change, one call at a time. What stays allowed is not
   * disturbed, and a connection that is open stays open when its rule goes, as connection tracking has it. Rejects, by name,
   * what this data plane cannot make.
   */
  apply(truth: NetworkTruth): Promise<void>;
  /** PEM of the authority that signs the services' certificates. */
  readonly authority: string;
  /**
   * URL of this machine's way into the network: an HTTP proxy that takes CONNECT host:port, and answers
   * GET /resolve?name= with a JSON list of addresses. Undefined where this machine is on the network itself, and its own DNS and
   * TCP lead there.
   */
  readonly door: string | undefined;
  /** Tells the desk of clients and tunnels, and asks it, until this data plane is stopped; undefined where VPN servers are states and texts alone. */
  readonly serveVpn?: (desk: VpnDesk) => void;
  stop(): Promise<void>;
}

/** What answers for instances of services, where the embedded network forwards to: small servers of this process, or real ones. */
export interface ServicePeer {
  /** Resolves when the members of these instances answer under their names and take exactly these keys and identities. */
  apply(services: readonly ServiceTruth[], tokenKeys: readonly JsonWebKey[]): Promise<void>;
  /** A byte stream to a port of an instance. Its members have one address: which one answers on a port is decided by the name in the TLS hello. */
  connect(crn: string, port: number): Promise<Duplex>;
  stop(): Promise<void>;
}
