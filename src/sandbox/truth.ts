import type { EndpointGateway, NetworkAcl, Reference, RuleRemote, SecurityGroup, Subnet } from '../model/landscape';
import type { JsonWebKey } from 'node:crypto';
import { vpnService } from './clientVpnTruth';
import type { NetworkTruth, PlaceTruth, PublicGatewayTruth, ServerTruth, ServiceKey, ServiceTruth, VpnServerTruth } from './dataPlane';
import { resolverTruths } from './dnsServices/truth';
import { serviceIdentities } from './iam/serviceRole';
import { privateNames } from './resources/privateNames';
import { sandboxServices } from './services/list';
import { vpnGateways } from './siteVpnTruth';
import { serviceOf, type SandboxService } from './services/service';
import type { RemoteRow, Row } from './state/records';
import type { Region } from './state/region';
import type { State } from './state/state';
import { imageById } from './vpc/imageList';

/** All that is true of the network, for the data plane: every region at once, since ids are unique. */
export function networkTruth(
  state: State, tokenKeys: readonly JsonWebKey[] = [], services: readonly SandboxService[] = sandboxServices, now = Date.now(),
): NetworkTruth {
  const regions = [...state.regions.values()];
  return {
    subnets: regions.flatMap(subnets),
    securityGroups: regions.flatMap(securityGroups),
    networkAcls: regions.flatMap(networkAcls),
    endpointGateways: regions.flatMap(endpointGateways),
    servers: regions.flatMap(servers),
    services: instances(state, services),
    publicGateways: regions.flatMap(publicGateways),
    vpnServers: regions.flatMap((region) => vpnServers(state, region, now)),
    vpnGateways: regions.flatMap(vpnGateways),
    resolvers: resolverTruths(state),
    tokenKeys,
  };
}

/** The fields that packets do not care about. */
function plain(row: { readonly id: string; readonly name: string; readonly createdAt: string }) {
  return { id: row.id, name: row.name, crn: '', href: '', createdAt: row.createdAt };
}

function refer(table: ReadonlyMap<string, Reference>, id: string): Reference {
  return { id, name: table.get(id)?.name ?? '' };
}

function subnets(region: Region): Subnet[] {
  return [...region.subnets.values()].map((subnet) => ({
    ...plain(subnet), vpc: refer(region.vpcs, subnet.vpc), zone: subnet.zone, status: 'available', cidr: subnet.cidr,
    availableAddresses: 0, networkAcl: refer(region.acls, subnet.acl),
    publicGateway: subnet.publicGateway === undefined ? undefined : refer(region.publicGateways, subnet.publicGateway),
  }));
}

function securityGroups(region: Region): SecurityGroup[] {
  return [...region.securityGroups.values()].map((group) => ({
    ...plain(group), vpc: refer(region.vpcs, group.vpc),
    rules: group.rules.map((rule) => ({
      id: rule.id, name: rule.name, direction: rule.direction, protocol: rule.protocol, portMin: rule.port_min, portMax: rule.port_max,
      type: rule.type, code: rule.code, remote: side(region, rule.remote), local: side(region, rule.local),
    })),
    targets: [
      ...[...region.interfaces.values()].filter(({ securityGroups: groups }) => groups.includes(group.id))
        .map(({ id, name }) => ({ id, name, kind: 'virtual_network_interface' })),
      ...[...region.gateways.values()].filter(({ securityGroups: groups }) => groups.includes(group.id))
        .map(({ id, name }) => ({ id, name, kind: 'endpoint_gateway' })),
      ...[...region.vpnServers.values()].filter(({ securityGroups: groups }) => groups.includes(group.id))
        .map(({ id, name }) => ({ id, name, kind: 'vpn_server' })),
    ],
  }));
}

function side(region: Region, remote: RemoteRow): RuleRemote {
  if (remote.group !== undefined) return { kind: 'security-group', ...refer(region.securityGroups, remote.group) };
  if (remote.address !== undefined) return { kind: 'address', address: remote.address };
  return { kind: 'cidr', cidr: remote.cidr_block ?? '0.0.0.0/0' };
}

function networkAcls(region: Region): NetworkAcl[] {
  return [...region.acls.values()].map((acl) => ({
    ...plain(acl), vpc: refer(region.vpcs, acl.vpc),
    subnets: [...region.subnets.values()].filter((subnet) => subnet.acl === acl.id).map(({ id, name }) => ({ id, name })),
    rules: acl.rules.map((rule) => ({
      id: rule.id, name: rule.name, action: rule.action, direction: rule.direction, protocol: rule.protocol,
      source: rule.source, destination: rule.destination, sourcePortMin: rule.source_port_min, sourcePortMax: rule.source_port_max,
      destinationPortMin: rule.destination_port_min, destinationPortMax: rule.destination_port_max, type: rule.type, code: rule.code,
    })),
  }));
}

/** A gateway whose addresses are there counts as stable here: the API says so only once packets flow. */
function endpointGateways(region: Region): EndpointGateway[] {
  return [...region.gateways.values()].map((gateway) => {
    const ips = gateway.ips.flatMap((id) => region.reservedIps.get(id) ?? []);
    const open = gateway.phase !== 'deleting' && gateway.failure === undefined && ips.every(({ phase }) => phase === 'ready');
    return {
      ...plain(gateway), vpc: refer(region.vpcs, gateway.vpc), targetCrn: gateway.target,
      lifecycleState: open ? 'stable' : gateway.phase === 'deleting' ? 'deleting' : 'pending', lifecycleReasons: [],
      healthState: open ? 'ok' : 'inapplicable',
      addresses: ips.filter(({ phase }) => phase === 'ready').map((ip) => ({ id: ip.id, name: ip.name, address: ip.address, subnetId: ip.subnet })),
      securityGroups: gateway.securityGroups.map((id) => refer(region.securityGroups, id)),
      dnsMode: gateway.dnsMode,
      serviceEndpoints: gateway.serviceEndpoints,
    };
  });
}

const upStatuses = new Set<Row<'servers'>['status']>(['starting', 'running', 'restarting']);

function servers(region: Region): ServerTruth[] {
  return [...region.servers.values()].flatMap((server) => {
    const network = region.interfaces.get(server.interface);
    const ip = network && region.reservedIps.get(network.ip);
    if (network === undefined || ip === undefined) return [];
    return [{
      id: server.id, name: server.name, vpcId: server.vpc, subnetId: network.subnet, zone: server.zone, interfaceId: network.id,
      address: ip.address, securityGroupIds: network.securityGroups, running: upStatuses.has(server.status),
      loginUser: imageById(region.name, server.image)?.loginUser ?? 'vpcuser',
      authorizedKeys: server.authorizedKeys,
      floatingAddress: [...region.floatingIps.values()].find(({ target }) => target === network.id)?.address,
    }];
  });
}

function publicGateways(region: Region): PublicGatewayTruth[] {
  return [...region.publicGateways.values()].filter(({ phase }) => phase === 'ready').map(({ id, name, vpc, floatingIp }) => ({
    id, name, vpcId: vpc, address: region.floatingIps.get(floatingIp)?.address ?? '',
  }));
}

/** Those whose addresses are there: as with gateways, the API calls one stable only once packets flow. */
function vpnServers(state: State, region: Region, now: number): VpnServerTruth[] {
  return [...region.vpnServers.values()].filter(({ phase, failure }) => phase !== 'deleting' && failure === undefined).map((server) => ({
    id: server.id, name: server.name, vpcId: server.vpc, securityGroupIds: server.securityGroups, places: placesOf(region, server),
    ...vpnService(state, region, server, now),
  }));
}

function placesOf(region: Region, { ips, subnets: of, publicAddresses }: Row<'vpnServers'>): PlaceTruth[] {
  return ips.flatMap((id) => {
    const ip = region.reservedIps.get(id);
    return ip?.phase !== 'ready' ? [] : [{ address: ip.address, subnetId: ip.subnet, publicAddress: publicAddresses[of.indexOf(ip.subnet)] }];
  });
}

/** The instances that somebody answers for. */
function instances(state: State, services: readonly SandboxService[]): ServiceTruth[] {
  const active = [...state.instances.values()].filter(({ state: status }) => status === 'active');
  return active.flatMap((instance) => {
    const service = serviceOf(services, instance);
    const members = service?.members(instance.extensions) ?? [];
    if (service === undefined || members.length === 0) return [];
    const { crn, extensions, tokenOnly } = instance;
    return [{
      crn, service: service.id, members, privateNames: privateNames(extensions), tokenOnly, keys: keys(state, crn), identities: serviceIdentities(state, crn),
    }];
  });
}

function keys({ account, serviceKeys }: State, crn: string): ServiceKey[] {
  return [
    ...[...serviceKeys.values()].filter(({ source }) => source === crn).map(({ id: guid, apiKey, role }) => ({ guid, apiKey, role })),
    // The account's own key is its owner's, who may do everything.
    { apiKey: account.apiKey, role: 'Manager' },
  ];
}
