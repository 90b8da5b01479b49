import type { NetworkInterfaceInfo } from 'node:os';
import { PassThrough } from 'node:stream';
import { NetworkError } from '../../../../../../src/base/networkError';
import type { RoleAnswer } from '../../../../../../src/cloud/iamPolicies';
import type { ThisMachine } from '../../../../../../src/machine/thisMachine';
import type { Finding } from '../../../../../../src/model/check';
import { Failure } from '../../../../../../src/model/failure';
import type { Network } from '../../../../../../src/model/network';
import type { Certificate } from '../../../../../../src/model/secretsManager';
import type { SeenSoFar } from '../../../../../../src/model/vantage';
import type { VpnClient, VpnRoute, VpnServer } from '../../../../../../src/model/vpnServer';
import { noHistory, type History } from '../../../../../../src/setup/journal/history';
import type { ClientVpnChoices } from '../../../../../../src/setup/routes/clientVpn/choices';
import { tunnelChecks } from '../../../../../../src/setup/routes/clientVpn/tunnel/checks';
import type { TunnelTools } from '../../../../../../src/setup/routes/clientVpn/tunnel/look';
import { MemoryVault, never } from '../../../support';
import { vpnChoices } from '../choices';

/** Private names of the bench's instance, and where its gateway is. */
export const name = 'kafka-0.guid.private.example';
export const gatewayAddress = '10.249.1.4';

/** A state of machine, cloud and network; a test says what matters to it. Everything else is as it is when all is well. */
export interface State {
  readonly choices?: Partial<ClientVpnChoices>;
  readonly history?: History;
  readonly madeUp?: true;
  readonly machine?: Partial<ThisMachine>;
  /** In place of the server as the cloud has it, or why it does not tell. */
  readonly server?: Partial<VpnServer> | Failure;
  readonly routes?: readonly VpnRoute[] | Failure;
  readonly clients?: readonly VpnClient[] | Failure;
  readonly gateway?: Failure;
  readonly secret?: (id: string) => Promise<Certificate>;
  readonly role?: RoleAnswer;
  readonly iamId?: string;
  readonly network?: Partial<Network>;
  readonly log?: string;
  readonly vault?: MemoryVault;
  readonly seen?: Partial<SeenSoFar>;
}

/** An interface with one address; a tunnel has no hardware address. */
export function card(address: string, mac = '00:00:00:00:00:00', length = 22): readonly NetworkInterfaceInfo[] {
  return [{ address, netmask: '', family: 'IPv4', mac, internal: false, cidr: `${address}/${length}` }];
}

export const wifi = card('192.168.1.5', '02:42:ac:11:00:02', 24);

export function route(destination: string, more: Partial<VpnRoute> = {}): VpnRoute {
  return {
    id: destination, name: destination, destination, action: 'deliver', createdAt: '2026-01-01T00:00:00Z', healthState: 'ok', healthReasons: [],
    lifecycleState: 'stable', lifecycleReasons: [], ...more,
  };
}

export const client: VpnClient = {
  id: 'c', address: '172.20.0.2', remoteAddress: '203.0.113.7', remotePort: 40_000, status: 'connected', commonName: 'anna', connectedAt: '2026-01-01T00:00:00Z',
};

/** A failure of the cloud's with that status. */
export function refusal(status: number): Failure {
  return new Failure({ code: `vpc.http-${status}`, what: 'Could not', why: `status ${status}`, next: 'Try again.', trace: 'trace-1', status });
}

const made: History = {
  ...noHistory, phase: 'done',
  steps: { 'gateway': { resources: [{ kind: 'endpoint-gateway', id: 'gateway-1', name: 'orders-gateway', origin: 'made' }], lost: [] }, 'vpn-server': { resources: [{ kind: 'vpn-server', id: 'server-1', name: 'orders-vpn', origin: 'made' }], lost: [] } },
};

const server: VpnServer = {
  id: 'server-1', name: 'orders-vpn', crn: 'crn', href: '', createdAt: '', vpc: { id: 'v', name: 'v' }, resourceGroupId: 'r', subnets: [], addresses: [],
  securityGroups: [], hostname: 'abc.ca-mon.vpn-server.example', port: 443, protocol: 'udp', clientPool: '172.20.0.0/22',
  certificateCrn: 'crn:v1:bluemix:public:secrets-manager:ca-mon:a/a:11111111-1111-1111-1111-111111111111:secret:server',
  authentication: [], dnsServers: ['161.26.0.7', '161.26.0.8'], idleTimeout: 600, splitTunnel: true, healthState: 'ok', healthReasons: [],
  lifecycleState: 'stable', lifecycleReasons: [],
};

const unknown = (): Promise<never> => Promise.reject(new NetworkError('ENOTFOUND', 'not known'));
const silent = (): Promise<never> => Promise.reject(new NetworkError('ETIMEDOUT', 'nothing came back'));

/** As the tunnel is up and all is well: systemd-resolved asks it for the instance's domain. */
export const wellMachine: ThisMachine = {
  platform: 'linux',
  interfaces: () => ({ lo: [], wlan0: wifi, tun0: card('172.20.0.2') }),
  routes: () => Promise.resolve([
    { range: '0.0.0.0/0', through: 'wlan0' }, { range: '192.168.1.0/24', through: 'wlan0' }, { range: '10.249.1.0/24', through: 'tun0' },
    { range: '161.26.0.0/16', through: 'tun0' },
  ]),
  sourceTo: () => Promise.resolve('172.20.0.2'),
  ownNetworks: () => Promise.resolve({ networks: [{ range: '192.168.1.0/24', name: 'wlan0' }, { range: '172.20.0.0/22', name: 'tun0' }] }),
  nameServers: () => Promise.resolve([
    { link: 'wlan0', servers: ['192.168.1.1'], domains: [], isDefault: true },
    { link: 'tun0', servers: ['161.26.0.7', '161.26.0.8'], domains: ['~guid.private.example'], isDefault: false },
  ]),
  nameSetup: () => Promise.resolve({ resolver: 'systemd-resolved' }),
  askNameServer: () => Promise.resolve([gatewayAddress]),
  exchange: () => Promise.resolve(Buffer.concat([Buffer.of(8 << 3), Buffer.alloc(25)])),
  surroundings: () => Promise.resolve('own'),
  tunnelRights: () => Promise.resolve({ kind: 'own' }),
  vpnClients: () => Promise.resolve([{ kind: 'openvpn', path: 'openvpn' }]),
};

/** The same before anybody dialled. */
export const down: Partial<ThisMachine> = {
  interfaces: () => ({ lo: [], wlan0: wifi }),
  ownNetworks: () => Promise.resolve({ networks: [{ range: '192.168.1.0/24', name: 'wlan0' }] }),
};

/** What each check finds in that state, in order, until one fails: as a ladder asks them. */
export async function looked(state: State = {}): Promise<Readonly<Record<string, Finding>>> {
  const { before, beforeTls } = tunnelChecks(
    { id: 'orders-pc', accountId: 'a', service: 'event-streams', instance: { crn: 'crn', guid: 'g', name: 'orders', region: 'ca-mon' }, route: 'client-vpn',
      role: 'Writer', choices: vpnChoices(state.choices), createdAt: '' },
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

function toolsFor({ history = made, madeUp, machine, network, log, vault = new MemoryVault(), iamId, ...cloud }: State): TunnelTools {
  return {
    history, cloud: cloudFor(cloud), secrets: vault, iamId, machine: { ...wellMachine, ...machine },
    environment: { machine: 'this laptop', madeUp, network: { resolve: () => Promise.resolve([gatewayAddress]), connect: () => silent(), ...network } },
    vpnLog: () => Promise.resolve(log),
    // Nothing on loopback takes as long.
    limitMs: 1_000,
  };
}

function cloudFor({ choices, ...state }: Pick<State, 'choices' | 'server' | 'routes' | 'clients' | 'gateway' | 'secret' | 'role'>): TunnelTools['cloud'] {
  const { routes = [route('10.249.1.0/24'), route('161.26.0.0/16', { action: 'translate' })], clients = [client], role = { kind: 'not-seen' } } = state;
  const methods = choices?.authentication ?? ['certificate'];
  const authentication = methods.map((method) => method === 'certificate' ? { method, authorityCrn: server.certificateCrn } : { method });
  const told = <T>(value: T | Failure): Promise<T> => value instanceof Failure ? Promise.reject(value) : Promise.resolve(value);
  const parts = {
    vpc: () => ({
      getVpnServer: () => told(state.server instanceof Failure ? state.server : { ...server, authentication, ...state.server }),
      getEndpointGateway: () => told(state.gateway ?? { addresses: [{ address: gatewayAddress }] }),
      listVpnRoutes: () => told(routes), listVpnClients: () => told(clients),
    }),
    policies: { roleOf: () => Promise.resolve(role) },
    secretsManagers: { open: () => ({ getCertificate: state.secret ?? (() => Promise.reject(refusal(403))) }) },
  };
  return parts as unknown as TunnelTools['cloud'];
}

export { silent, unknown };

/** A connection that ends as soon as it is open. */
export function opened(): PassThrough {
  return new PassThrough();
}
