import type { NetworkInterfaceInfo } from 'node:os';
import { PassThrough } from 'node:stream';
import { NetworkError } from '../../../../../../src/base/networkError';
import type { NameQuestion } from '../../../../../../src/machine/askNameServer';
import type { ThisMachine } from '../../../../../../src/machine/thisMachine';
import type { Finding } from '../../../../../../src/model/check';
import type { CustomResolver } from '../../../../../../src/model/dnsServices';
import { Failure } from '../../../../../../src/model/failure';
import type { EndpointGateway, Subnet } from '../../../../../../src/model/landscape';
import type { Network } from '../../../../../../src/model/network';
import { Secret } from '../../../../../../src/model/secret';
import type { SeenSoFar } from '../../../../../../src/model/vantage';
import type { VpcRoute } from '../../../../../../src/model/vpcRoute';
import type { IkePolicy, IpsecPolicy, VpnConnection, VpnGateway, VpnGatewayMember } from '../../../../../../src/model/vpnGateway';
import type { RoutingTable } from '../../../../../../src/model/vpnServer';
import { noHistory, type History } from '../../../../../../src/setup/journal/history';
import type { SiteVpnChoices } from '../../../../../../src/setup/routes/siteVpn/choices';
import { siteTunnelChecks } from '../../../../../../src/setup/routes/siteVpn/tunnel/checks';
import type { SiteTunnelTools } from '../../../../../../src/setup/routes/siteVpn/tunnel/look';
import { MemoryVault, never } from '../../../support';

/** A private name of the bench's instance, where its endpoint gateway is, and where the cloud's resolver and the office's answer. */
export const name = 'kafka-0.guid.private.example';
export const endpointAddress = '10.240.0.4';
export const locations = ['10.240.1.4', '10.240.1.5'] as const;
export const forwarder = '192.168.50.2';
/** This machine's own. */
export const own = '192.168.50.7';

export function card(address: string): readonly NetworkInterfaceInfo[] {
  return [{ address, netmask: '', family: 'IPv4', mac: '02:42:ac:11:00:02', internal: false, cidr: `${address}/24` }];
}

/** A failure of the cloud's with that status. */
export function refusal(status: number): Failure {
  return new Failure({ code: `vpc.http-${status}`, what: 'Could not', why: `status ${status}`, next: 'Try again.', trace: 'trace-1', status });
}

export const unknown = (): Promise<never> => Promise.reject(new NetworkError('ENOTFOUND', 'not known'));
export const silent = (): Promise<never> => Promise.reject(new NetworkError('ETIMEDOUT', 'nothing came back'));
export const refused = (): Promise<never> => Promise.reject(new NetworkError('ECONNREFUSED', 'nobody listens'));
export const open = (): Promise<PassThrough> => Promise.resolve(new PassThrough());

export const choices: SiteVpnChoices = {
  vpc: { kind: 'new', name: 'orders-vpc' }, mode: 'policy', zones: ['ca-mon-1'],
  places: [{ zone: 'ca-mon-1', gateway: { kind: 'new', name: 'orders-gateway' }, subnet: { kind: 'new' }, connection: { kind: 'new', name: 'orders-office' } }],
  office: { peer: { kind: 'address', address: '198.51.100.9' }, isBehindNat: false, identity: { type: 'ipv4_address', value: '198.51.100.9' }, ranges: ['192.168.50.0/24'] },
  keyIsBrought: false, ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 },
  esp: { cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 3600 },
  resolver: { kind: 'new', name: 'orders-resolver', instance: { kind: 'new', name: 'orders-dns' }, zones: ['ca-mon-1', 'ca-mon-1'] },
  enablingConfirmed: true, resourceGroupId: 'r',
};

const stable = { lifecycleState: 'stable', lifecycleReasons: [], healthState: 'ok', healthReasons: [] };
const resource = { crn: 'crn', href: '', createdAt: '', resourceGroupId: 'r' };
const vpc = { id: 'vpc-1', name: 'orders-vpc' };

export function member(more: Partial<VpnGatewayMember> = {}): VpnGatewayMember {
  return { publicAddress: '203.0.113.40', privateAddress: undefined, role: 'active', ...stable, ...more };
}

export const gateway: VpnGateway = {
  ...resource, ...stable, id: 'gateway-1', name: 'orders-gateway', mode: 'policy', vpc, subnet: { id: 'subnet-g', name: 'g' },
  members: [member(), member({ publicAddress: '0.0.0.0', role: 'standby' })], connections: [],
};

export const key = 'Kj8-the-key-of-both';
export const vpnConnection: VpnConnection = {
  id: 'connection-1', name: 'orders-office', createdAt: '', mode: 'policy', enabled: true, status: 'up', reasons: [], presharedKey: new Secret(key),
  peer: { address: '198.51.100.9' }, peerIdentity: { type: 'ipv4_address', value: '198.51.100.9' }, localIdentities: [{ type: 'ipv4_address', value: '203.0.113.40' }],
  localRanges: ['10.240.0.0/24', '10.240.1.0/28'], peerRanges: ['192.168.50.0/24'], establishMode: 'bidirectional',
  deadPeerDetection: { action: 'restart', interval: 2, timeout: 10 }, ikePolicy: { id: 'ike-1', name: 'ike' }, ipsecPolicy: { id: 'ipsec-1', name: 'ipsec' }, tunnels: [],
};

const ike: IkePolicy = { id: 'ike-1', name: 'ike', version: 2, authentication: ['sha256'], encryption: ['aes256'], dhGroups: [14], keyLifetime: 28_800, connections: [] };
const ipsec: IpsecPolicy = { id: 'ipsec-1', name: 'ipsec', authentication: ['sha256'], encryption: ['aes256'], pfs: ['group_14'], keyLifetime: 3600, connections: [] };

const endpoint: EndpointGateway = {
  ...resource, id: 'endpoint-1', name: 'orders-endpoint', vpc, targetCrn: 'crn', lifecycleState: 'stable', lifecycleReasons: [], healthState: 'ok',
  addresses: [{ id: 'ip-1', name: 'ip', address: endpointAddress, subnetId: 'subnet-e' }], securityGroups: [], serviceEndpoints: [],
};

export const resolver: CustomResolver = {
  id: 'resolver-1', name: 'orders-resolver', description: '', enabled: true, health: 'HEALTHY', createdAt: '',
  locations: locations.map((address, at) => ({ id: `location-${at}`, subnetCrn: 'crn', enabled: true, healthy: true, address })),
};

export function subnet(id: string, zone: string): Subnet {
  return { ...resource, id, name: id, vpc, zone, status: 'available', cidr: '10.240.0.0/24', availableAddresses: 200, networkAcl: { id: 'a', name: 'a' } };
}

export function table(more: Partial<RoutingTable> = {}): RoutingTable {
  return { ...resource, id: 'table-1', name: 'orders-table', isDefault: true, lifecycleState: 'stable', acceptsRoutesFrom: ['vpn_gateway'], subnets: [], ...more };
}

export function routeTo(destination: string, connectionId: string): VpcRoute {
  return {
    id: 'route', name: 'back', createdAt: '', destination, zone: 'ca-mon-1', action: 'deliver', priority: 2,
    nextHop: { kind: 'vpn-connection', id: connectionId, name: 'orders-office' }, origin: 'user', creator: undefined, lifecycleState: 'stable',
  };
}

const dnsCrn = 'crn:v1:bluemix:public:dns-svcs:global:a/a:dns-guid::';
const made = (kind: string, id: string, called: string) => ({ resources: [{ kind, id, name: called, origin: 'made' as const }], lost: [] });
const history: History = {
  ...noHistory, phase: 'done', steps: {
    'vpn-gateway': made('vpn-gateway', 'gateway-1', 'orders-gateway'), 'gateway': made('endpoint-gateway', 'endpoint-1', 'orders-endpoint'),
    'dns-services': made('dns-services', dnsCrn, 'orders-dns'), 'resolver': made('custom-resolver', `${dnsCrn}/resolver-1`, 'orders-resolver'),
  },
};

/** A state of office, cloud and network; a test says what matters to it. Everything else is as it is when all is well. */
export interface State {
  readonly choices?: Partial<SiteVpnChoices>;
  readonly history?: History;
  readonly madeUp?: true;
  readonly machine?: Partial<ThisMachine>;
  readonly network?: Partial<Network>;
  /** In place of the gateway as the cloud has it, or why it does not tell. */
  readonly gateway?: Partial<VpnGateway> | Failure;
  readonly connection?: Partial<VpnConnection> | 'gone' | Failure;
  readonly ike?: Partial<IkePolicy>;
  readonly ipsec?: Partial<IpsecPolicy>;
  readonly endpoint?: Partial<EndpointGateway> | Failure;
  readonly resolver?: Partial<CustomResolver> | 'gone' | Failure;
  readonly subnets?: readonly Subnet[];
  readonly tables?: readonly RoutingTable[] | Failure;
  readonly routes?: readonly VpcRoute[];
  readonly vault?: MemoryVault;
  readonly seen?: Partial<SeenSoFar>;
}

/** What each check finds in that state, in order, until one fails: as a ladder asks them. */
export async function looked(state: State = {}): Promise<Readonly<Record<string, Finding>>> {
  const { before, beforeTls } = siteTunnelChecks(
    { id: 'orders-pc', accountId: 'a', service: 'event-streams', instance: { crn: 'crn', guid: 'g', name: 'orders', region: 'ca-mon' }, route: 'site-vpn',
      role: 'Writer', choices: { ...choices, ...state.choices }, createdAt: '' },
    toolsFor(state),
  );
  const found: Record<string, Finding> = {};
  for (const check of [...before, ...beforeTls]) {
    const finding = await check.run(never, { members: [{ host: name, port: 9093 }], names: [name], privateNames: ['*.guid.private.example'], reached: [], ...state.seen });
    found[check.id] = finding;
    if (finding.state !== 'passed' && finding.state !== 'degraded') break;
  }
  return found;
}

/** On a computer of the office, whose own name server forwards the instance's domain. */
export const wellMachine: ThisMachine = {
  platform: 'linux',
  interfaces: () => ({ eth0: card(own) }),
  routes: () => Promise.resolve([]),
  sourceTo: () => Promise.resolve(own),
  ownNetworks: () => Promise.resolve({ networks: [{ range: '192.168.50.0/24', name: 'eth0' }] }),
  nameServers: () => Promise.resolve([{ link: undefined, servers: [forwarder], domains: [], isDefault: true }]),
  nameSetup: () => Promise.resolve({ resolver: 'resolv.conf' }) as never,
  askNameServer: () => Promise.resolve([endpointAddress]),
  exchange: silent,
  surroundings: () => Promise.resolve('own'),
  tunnelRights: () => Promise.resolve({ kind: 'own' }),
  vpnClients: () => Promise.resolve([]),
};

/** Name servers that answer by who is asked; all others know the name. */
export function asked(answers: Readonly<Record<string, () => Promise<readonly string[]>>>): Partial<ThisMachine> {
  return { askNameServer: ({ server, over }: NameQuestion) => (answers[`${server}/${over}`] ?? answers[server] ?? (() => Promise.resolve([endpointAddress])))() };
}

function toolsFor(state: State): SiteTunnelTools {
  return {
    history: state.history ?? history, cloud: cloudFor(state), secrets: state.vault ?? new MemoryVault(), machine: { ...wellMachine, ...state.machine },
    environment: { machine: 'this laptop', madeUp: state.madeUp, network: { resolve: () => Promise.resolve([endpointAddress]), connect: open, ...state.network } },
    // Nothing on loopback takes as long.
    limitMs: 1_000,
  };
}

function cloudFor(state: State): SiteTunnelTools['cloud'] {
  const told = <T>(value: T | Failure): Promise<T> => value instanceof Failure ? Promise.reject(value) : Promise.resolve(value);
  const changed = <T extends object>(well: T, change: Partial<T> | Failure | undefined): Promise<T> => told(change instanceof Failure ? change : { ...well, ...change });
  const orGone = async <T extends object>(well: T, change: Partial<T> | 'gone' | Failure | undefined) => change === 'gone' ? [] : [await changed(well, change)];
  const parts = {
    vpc: () => ({
      getVpnGateway: () => changed(gateway, state.gateway), listVpnConnections: () => orGone(vpnConnection, state.connection),
      getIkePolicy: () => changed(ike, state.ike), getIpsecPolicy: () => changed(ipsec, state.ipsec), getEndpointGateway: () => changed(endpoint, state.endpoint),
      listSubnets: () => Promise.resolve(state.subnets ?? [subnet('subnet-g', 'ca-mon-1'), subnet('subnet-e', 'ca-mon-1')]),
      listRoutingTables: () => told(state.tables ?? [table()]), listTableRoutes: () => Promise.resolve(state.routes ?? []),
    }),
    dnsServices: { open: () => ({ listResolvers: () => orGone(resolver, state.resolver) }) },
  };
  return parts as unknown as SiteTunnelTools['cloud'];
}
