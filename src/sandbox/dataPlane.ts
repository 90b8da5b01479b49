import type { Duplex } from 'node:stream';
import type { HostPort } from '../model/instance';
import type { EndpointGateway, NetworkAcl, SecurityGroup, Subnet } from '../model/landscape';

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

/** An API key that a service accepts, with what it may do. */
export interface ServiceKey {
  readonly apiKey: string;
  readonly role: 'Manager' | 'Writer' | 'Reader';
}

/** A Kafka service that endpoint gateways lead to. */
export interface ServiceTruth {
  readonly crn: string;
  readonly brokers: readonly HostPort[];
  /** Names that its endpoint gateways serve, wildcards included. */
  readonly privateNames: readonly string[];
  readonly keys: readonly ServiceKey[];
  /** Refuses PLAIN, takes tokens alone. */
  readonly tokenOnly: boolean;
}

/** All that is true of the network now, in the cloud's words. */
export interface NetworkTruth {
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly endpointGateways: readonly EndpointGateway[];
  readonly servers: readonly ServerTruth[];
  readonly services: readonly ServiceTruth[];
}

/**
 * The half of the sandbox that packets run through. It is told what is true now and makes it so; the control plane
 * neither knows nor waits differently for the embedded half or the lab.
 */
export interface DataPlane {
  /** Resolves when packets behave as `truth` says. Called after every change, one call at a time. */
  apply(truth: NetworkTruth): Promise<void>;
  /** PEM of the authority that signs the services' certificates. */
  readonly authority: string;
  /**
   * URL of this machine's way into the network: an HTTP proxy that takes CONNECT host:port, and answers
   * GET /resolve?name= with a JSON list of addresses. Undefined where this machine is on the network itself.
   */
  readonly door: string | undefined;
  stop(): Promise<void>;
}

/** Where the embedded network forwards to: our small Kafka, or a real one. */
export interface KafkaService {
  /** PEM of the authority that signs the brokers' certificates. */
  readonly authority: string;
  /** Resolves when the brokers of these services answer under their names and take exactly these keys. */
  apply(services: readonly ServiceTruth[]): Promise<void>;
  /** A byte stream to a service's one address; which broker answers is decided by the name in the TLS hello. */
  connect(crn: string): Promise<Duplex>;
  stop(): Promise<void>;
}
