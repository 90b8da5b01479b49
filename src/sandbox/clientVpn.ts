import type { SiteTunnel } from './siteVpn';

/** What a client VPN server is to those who dial it, by the API's state alone. */
export interface VpnService {
  /** The name that clients dial: public DNS has it, with every public address. */
  readonly hostname: string;
  readonly protocol: 'udp' | 'tcp';
  readonly port: number;
  /** CIDR out of which clients get their addresses. */
  readonly clientPool: string;
  /** Pushed to clients. */
  readonly dnsServers: readonly string[];
  /** Clients are told the routes; else to send everything. */
  readonly splitTunnel: boolean;
  /** Seconds after which a quiet client is disconnected; 0 is never. */
  readonly idleTimeout: number;
  readonly routes: readonly VpnRoute[];
  /** What it shows, as Secrets Manager holds it; undefined as long as it may not have it, or it is none any more: then it cannot serve. */
  readonly identity: VpnIdentity | undefined;
  /** By whom clients' certificates are signed; undefined where none is asked for. */
  readonly clients: VpnClientAuthority | undefined;
  /** Clients sign in with a user and a passcode of IAM. */
  readonly signsIn: boolean;
  /** Ids of subnets whose routing table takes its routes: answers to clients' own addresses find back from there alone. */
  readonly waysBack: readonly string[];
  /** Ids of sessions that the API has ended. */
  readonly endedSessions: readonly string[];
}

/** `translate` puts the server's own address in the place of the client's. */
export interface VpnRoute {
  readonly destination: string;
  readonly action: 'deliver' | 'translate' | 'drop';
}

/** PEM: the certificate, what stands above it as far as it was uploaded, and its key. */
export interface VpnIdentity {
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly privateKey: string;
}

/** PEM. */
export interface VpnClientAuthority {
  readonly authorities: readonly string[];
  readonly revocationList: string | undefined;
}

/** A client that a VPN server has, as long as its session goes on. */
export interface VpnSession {
  /** Never used twice. */
  readonly id: string;
  readonly serverId: string;
  /** Its address out of the pool. */
  readonly clientIp: string;
  readonly remoteIp: string;
  readonly remotePort: number;
  /** Of its certificate, where one was asked for. */
  readonly commonName?: string | undefined;
  /** With whom it signed in, where that was asked for. */
  readonly username?: string | undefined;
}

/** What VPN servers ask of the control plane, and tell it. */
export interface VpnDesk {
  /** Whether that passcode lets this user in; it is used up by being asked about. */
  signIn(user: string, passcode: string): boolean;
  /** All clients that there are now. */
  sessions(all: readonly VpnSession[]): void;
  /** All tunnels of VPN gateways, as they are now. */
  tunnels(all: readonly SiteTunnel[]): void;
}

/** A sign-in that a VPN server waits for, and what is answered to it. */
export interface SignInQuestion {
  readonly id: number;
  readonly user: string;
  readonly passcode: string;
}
export interface SignInAnswer {
  readonly id: number;
  readonly admitted: boolean;
}

/** What a data plane in another process says when it is asked what is new. */
export interface VpnNews {
  readonly sessions: readonly VpnSession[];
  readonly questions: readonly SignInQuestion[];
  readonly tunnels?: readonly SiteTunnel[];
}
