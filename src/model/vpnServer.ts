import type { Reference, ReservedIp, Resource, StateReason } from './resource';

/** How a client proves who it is. A server that names two methods wants both. */
export type VpnAuthentication =
  /** CRN of the secret with the authority that signs the clients' certificates, and the list (PEM) of those that are revoked. */
  | { readonly method: 'certificate'; readonly authorityCrn: string; readonly revocationList?: string | undefined }
  /** An IBM Cloud user with a one-time passcode. */
  | { readonly method: 'username' }
  /** One that only a newer version of the product knows, in the cloud's word. */
  | { readonly method: 'other'; readonly word: string };

/** A client VPN server. It stands in one subnet, or in two of different zones. */
export interface VpnServer extends Resource {
  readonly vpc: Reference;
  readonly resourceGroupId: string;
  readonly subnets: readonly Reference[];
  /** They change with maintenance: what admits the server admits its subnets. */
  readonly addresses: readonly ReservedIp[];
  readonly securityGroups: readonly Reference[];
  /** What clients dial. */
  readonly hostname: string;
  readonly port: number;
  readonly protocol: string;
  /** CIDR of the addresses that clients are given. */
  readonly clientPool: string;
  /** CRN of the secret with the server's certificate. */
  readonly certificateCrn: string;
  readonly authentication: readonly VpnAuthentication[];
  /** Pushed to clients. */
  readonly dnsServers: readonly string[];
  /** Seconds after which a client that sends nothing is disconnected; 0 is never. */
  readonly idleTimeout: number;
  /** Only what the routes name goes through the tunnel; otherwise all traffic does. */
  readonly splitTunnel: boolean;
  /** `ok`, `degraded`, `faulted`, `inapplicable`. */
  readonly healthState: string;
  readonly healthReasons: readonly StateReason[];
  readonly lifecycleState: string;
  readonly lifecycleReasons: readonly StateReason[];
}

/** CRNs of the secrets that it reads: its own certificate's, and that of the authority which signs its clients'. */
export function secretsReadBy({ certificateCrn, authentication }: Pick<VpnServer, 'certificateCrn' | 'authentication'>): readonly string[] {
  return [certificateCrn, ...authentication.flatMap((each) => each.method === 'certificate' ? each.authorityCrn : [])];
}

/** `deliver` keeps the client's address, `translate` puts the server's in its place, `drop` lets nothing pass. */
export type VpnRouteAction = 'deliver' | 'translate' | 'drop';

/** What clients may send where. What no route names is dropped. */
export interface VpnRoute {
  readonly id: string;
  readonly name: string;
  /** CIDR. */
  readonly destination: string;
  /** A `VpnRouteAction`, or a word that only a newer version of the product knows. */
  readonly action: string;
  readonly createdAt: string;
  readonly healthState: string;
  readonly healthReasons: readonly StateReason[];
  readonly lifecycleState: string;
  readonly lifecycleReasons: readonly StateReason[];
}

/** A client as the server lists it: the list lags by minutes, and keeps a lost client for an hour. */
export interface VpnClient {
  readonly id: string;
  /** Of the client pool. */
  readonly address: string;
  /** From where it dials. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly status: string;
  /** Of its certificate; only where certificates are asked for. */
  readonly commonName?: string | undefined;
  /** Only where users sign in. */
  readonly username?: string | undefined;
  readonly connectedAt: string;
  readonly disconnectedAt?: string | undefined;
}

/** Decides where what leaves its subnets goes. */
export interface RoutingTable extends Resource {
  readonly isDefault: boolean;
  readonly lifecycleState: string;
  /** Kinds of resource that may write routes into it: `vpn_server`, `vpn_gateway`. */
  readonly acceptsRoutesFrom: readonly string[];
  readonly subnets: readonly Reference[];
}
