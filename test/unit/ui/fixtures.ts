import type { Connection } from '../../../src/model/connection';
import type { Instance } from '../../../src/model/instance';
import type { EndpointGateway, RegionLandscape, Resource, SecurityGroup, Subnet, VirtualServer, Vpc } from '../../../src/model/landscape';
import type { RunView, StepView } from '../../../src/model/plan';
import type { ServiceEntry } from '../../../src/model/service';
import type { VpnServer } from '../../../src/model/vpnServer';
import type { Path } from '../../../src/model/path';
import type { Way } from '../../../src/setup/way';
import type { RouteWords } from '../../../src/setup/routes/route';

const account = 'a/e4f2c1d09b8a47c6a5d3f0e1b2c49786';

export function resource(name: string, kind: string, region = 'ca-mon'): Resource {
  return {
    id: `id-${name}`, name, crn: `crn:v1:bluemix:public:is:${region}:${account}::${kind}:id-${name}`,
    href: `https://${region}.iaas.cloud.ibm.com/v1/${kind}s/id-${name}`, createdAt: '2026-01-01T00:00:00Z',
  };
}

export function vpc(name: string, region = 'ca-mon'): Vpc {
  return {
    ...resource(name, 'vpc', region), region, status: 'available', resourceGroupId: 'rg',
    defaultSecurityGroup: { id: 'sg', name: 'default' }, defaultNetworkAcl: { id: 'acl', name: 'default' },
  };
}

export function subnet(name: string, of: Vpc, zone = `${of.region}-1`): Subnet {
  return {
    ...resource(name, 'subnet', of.region), vpc: of, zone, status: 'available', cidr: '10.249.0.0/24',
    availableAddresses: 250, networkAcl: { id: 'acl', name: 'allow-all' },
  };
}

export function server(name: string, of: Vpc): VirtualServer {
  return {
    ...resource(name, 'instance', of.region), vpc: of, zone: `${of.region}-1`, status: 'running', statusReasons: [],
    profile: 'bx2-2x8', image: { id: 'img', name: 'ibm-ubuntu-24-04-4-minimal-amd64-1' },
    primaryInterface: {
      id: 'vni', kind: 'virtual-network-interface', address: '10.249.0.7', subnet: { id: 's', name: 's' }, securityGroups: [{ id: 'sg', name: 'build-sg' }],
    },
  };
}

export function securityGroup(name: string, of: Vpc): SecurityGroup {
  return { ...resource(name, 'security-group', of.region), vpc: of, rules: [], targets: [] };
}

export function gateway(name: string, of: Vpc, targetCrn: string, addresses = ['10.249.0.5']): EndpointGateway {
  return {
    ...resource(name, 'endpoint-gateway', of.region), vpc: of, targetCrn, lifecycleState: 'stable', lifecycleReasons: [], healthState: 'ok',
    addresses: addresses.map((address, index) => ({ id: `ip-${index}`, name: `ip-${index}`, address })), securityGroups: [], serviceEndpoints: [],
  };
}

export function vpnServer(name: string, of: Vpc): VpnServer {
  const address = { id: 'ip', name: 'ip', address: '10.249.0.9', subnetId: 's' };
  return {
    ...resource(name, 'vpn-server', of.region), vpc: of, resourceGroupId: 'rg', subnets: [{ id: 's', name: 's' }], addresses: [address],
    securityGroups: [{ id: 'sg', name: 'vpn-sg' }], hostname: `0123456789ab.${of.region}.vpn-server.appdomain.cloud`, port: 443, protocol: 'udp',
    clientPool: '172.20.0.0/22', certificateCrn: 'crn:certificate', authentication: [{ method: 'certificate', authorityCrn: 'crn:authority' }],
    dnsServers: ['161.26.0.7'], idleTimeout: 600, splitTunnel: true, healthState: 'ok', healthReasons: [], lifecycleState: 'stable', lifecycleReasons: [],
  };
}

export function instance(name: string, more: Partial<Instance> = {}): Instance {
  const region = more.region ?? 'ca-mon';
  return {
    crn: `crn:v1:bluemix:public:messagehub:${region}:${account}:guid-${name}::`, guid: `guid-${name}`, name, region, resourceGroupId: 'rg',
    planId: 'plan', plan: 'enterprise-gen2', state: 'active', service: 'event-streams', edition: 'Gen 2', access: 'private',
    members: [{ host: `kafka-0.guid-${name}.private.uhp.ca-mon.eventstreams.dataservices.appdomain.cloud`, port: 9093 }],
    privateNames: [], oneTimeCredentials: true, createdAt: '2026-01-01T00:00:00Z', connectable: { possible: true }, credentialParameters: {}, ...more,
  };
}

export const lite = (name: string): Instance => instance(name, {
  plan: 'lite', edition: 'Lite', access: 'public',
  connectable: { possible: false, why: 'The lite plan is public only: it has no private endpoint.', next: 'Use another.' },
});

export function landscape(region: string, parts: Partial<RegionLandscape> = {}): RegionLandscape {
  return {
    region, vpcs: [], subnets: [], securityGroups: [], networkAcls: [], endpointGateways: [], virtualServers: [], floatingIps: [],
    publicGateways: [], vpnServers: [], loadedAt: '2026-01-01T00:00:00Z', ...parts,
  };
}

/** What a made-up service is found by. */
export const events: ServiceEntry = {
  id: 'event-streams', title: 'Event Streams', icon: 'broadcast', membersTitle: 'Bootstrap servers',
  catalog: { name: 'messagehub', id: 'catalog-id' }, load: () => Promise.reject(new Error('not asked for')),
};

export const wayAlong = (path: Path): Way => ({ words: words('build-box'), path, login: undefined, renewal: undefined, vpn: undefined, site: undefined });

export const words = (through: string): RouteWords => ({ how: 'through a virtual server', through, kind: 'virtual server' });

export function connection(to: Instance, id = `${to.name}-pc-1a2b`): Connection {
  return {
    id, accountId: 'e4f2', service: to.service, instance: to, route: 'vsi', role: 'Manager', createdAt: '2026-01-01T00:00:00Z', choices: {},
  };
}

export function step(id: string, state: StepView['state'], more: Partial<StepView> = {}): StepView {
  return { id, title: `Step ${id}`, why: 'Because it is needed.', state, detail: state, cost: { kind: 'none' }, ...more };
}

export function run(state: RunView['state'], steps: readonly StepView[], more: Partial<RunView> = {}): RunView {
  return {
    connectionId: 'orders-pc-1a2b', title: 'Connect orders through a virtual server', state, steps, goal: 'run',
    undoable: steps.filter(({ resource }) => resource?.origin === 'made').length,
    total: { monthly: 37.12, currency: 'USD', unpublished: [] }, ...more,
  };
}

/** Names as the cloud may send them: with markup, control characters and directions. */
export const hostile = '<img src=x onerror=alert(1)> [go](command:evil) **b** `c`\n\u202Eevil\u0007 $(trash)';
