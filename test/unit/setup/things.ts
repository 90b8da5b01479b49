import type {
  AddressPrefix, EndpointGateway, FloatingIp, NetworkInterface, SecurityGroup, SecurityGroupRule, SshKey, Subnet, VirtualServer, Vpc,
} from '../../../src/model/landscape';
import type { Instance } from '../../../src/model/instance';
import type { Policy } from '../../../src/model/policy';
import { secretsOf, vpnServersOf } from '../../../src/model/vpnPolicies';
import type { RoutingTable, VpnClient, VpnRoute, VpnServer } from '../../../src/model/vpnServer';
import type { NewSecurityGroupRule } from '../../../src/cloud/vpcRequests';

// Things as the cloud describes them; a test says what matters to it.

const vpc = { id: 'v', name: 'orders-vpc' };

function resource(id: string): { id: string; name: string; crn: string; href: string; createdAt: string } {
  return { id, name: `${id}-name`, crn: `crn:${id}`, href: `https://cloud/${id}`, createdAt: '2026-01-01T00:00:00Z' };
}

export function vpcOf(id: string, more: Partial<Vpc> = {}): Vpc {
  return {
    ...resource(id), region: 'ca-mon', status: 'available', resourceGroupId: 'r',
    defaultSecurityGroup: { id: 'dg', name: 'dg' }, defaultNetworkAcl: { id: 'da', name: 'da' }, ...more,
  };
}

export function subnetOf(id: string, more: Partial<Subnet> = {}): Subnet {
  return {
    ...resource(id), vpc, zone: 'ca-mon-1', status: 'available', cidr: '10.0.0.0/28', availableAddresses: 11, networkAcl: { id: 'da', name: 'da' }, ...more,
  };
}

export function prefixOf(cidr: string, zone = 'ca-mon-1'): AddressPrefix {
  return { id: cidr, name: cidr, cidr, zone, isDefault: true };
}

export function groupOf(id: string, more: Partial<SecurityGroup> = {}): SecurityGroup {
  return { ...resource(id), vpc, rules: [], targets: [], ...more };
}

/** A rule as the cloud gives it back. */
export function ruleOf(id: string, rule: NewSecurityGroupRule, more: Partial<SecurityGroupRule> = {}): SecurityGroupRule {
  const { remote } = rule;
  return {
    ...rule, id, name: `cloud-${id}`, remote: remote.kind === 'security-group' ? { ...remote, name: 'n' } : remote,
    local: { kind: 'cidr', cidr: '0.0.0.0/0' }, ...more,
  };
}

export function gatewayOf(id: string, more: Partial<EndpointGateway> = {}): EndpointGateway {
  return {
    ...resource(id), vpc, targetCrn: 'crn:v1', lifecycleState: 'stable', lifecycleReasons: [], healthState: 'ok', securityGroups: [],
    addresses: [{ id: 'ip', name: 'ip', address: '10.0.0.4' }], serviceEndpoints: [], ...more,
  };
}

export function serverOf(id: string, more: Partial<VirtualServer> = {}): VirtualServer {
  return { ...resource(id), vpc, zone: 'ca-mon-1', status: 'running', statusReasons: [], profile: 'nxf-1x1', ...more };
}

export function interfaceOf(id: string, more: Partial<NetworkInterface> = {}): NetworkInterface {
  return { id, kind: 'virtual-network-interface', address: '10.0.0.5', subnet: { id: 's', name: 's' }, securityGroups: [], ...more };
}

export function addressOf(id: string, more: Partial<FloatingIp> = {}): FloatingIp {
  return { ...resource(id), address: '198.51.100.4', zone: 'ca-mon-1', status: 'available', ...more };
}

export function sshKeyOf(id: string, more: Partial<SshKey> = {}): SshKey {
  return { ...resource(id), type: 'ed25519', fingerprint: 'SHA256:other', publicKey: 'ssh-ed25519 OTHER', ...more };
}

export function instanceOf(more: Partial<Instance> = {}): Instance {
  return {
    crn: 'crn:v1', guid: 'g', name: 'orders', region: 'ca-mon', resourceGroupId: 'r', planId: 'p', plan: 'enterprise-gen2', state: 'active',
    service: 'event-streams', edition: 'Gen 2', access: 'private', members: [{ host: 'broker-0', port: 9093 }], privateNames: [],
    oneTimeCredentials: false, createdAt: '2026-01-01T00:00:00Z', connectable: { possible: true }, credentialParameters: {}, ...more,
  };
}

/** What lets the VPN servers of the account `a` read the secrets of the instance `g`. */
export function authorizationOf(id: string, more: Partial<Policy> = {}): Policy {
  const scope = (known: Readonly<Record<string, string>>): Policy['subjects'] =>
    [{ attributes: Object.entries(known).map(([name, value]) => ({ name, value })), byTag: false }];
  return {
    id, type: 'authorization', description: 'orders-pc-authorization', subjects: scope(vpnServersOf('a')),
    resources: scope(secretsOf({ accountId: 'a', guid: 'g' })),
    roles: [{ id: 'crn:v1:bluemix:public:secrets-manager::::serviceRole:SecretsReader', title: 'SecretsReader' }], ...more,
  };
}

export function vpnServerOf(id: string, more: Partial<VpnServer> = {}): VpnServer {
  return {
    ...resource(id), vpc, resourceGroupId: 'r', subnets: [{ id: 's', name: 's' }], addresses: [{ id: 'ip', name: 'ip', address: '10.0.0.6' }],
    securityGroups: [], hostname: `${id}.ca-mon.vpn-server.appdomain.cloud`, port: 443, protocol: 'udp', clientPool: '172.20.0.0/22',
    certificateCrn: 'crn:server', authentication: [{ method: 'certificate', authorityCrn: 'crn:clients' }], dnsServers: ['161.26.0.7', '161.26.0.8'],
    idleTimeout: 600, splitTunnel: true, healthState: 'ok', healthReasons: [], lifecycleState: 'stable', lifecycleReasons: [], ...more,
  };
}

export function vpnRouteOf(id: string, more: Partial<VpnRoute> = {}): VpnRoute {
  return {
    id, name: `${id}-name`, destination: '10.0.0.0/28', action: 'deliver', createdAt: '2026-01-01T00:00:00Z', healthState: 'ok', healthReasons: [],
    lifecycleState: 'stable', lifecycleReasons: [], ...more,
  };
}

export function vpnClientOf(id: string, more: Partial<VpnClient> = {}): VpnClient {
  return {
    id, address: '172.20.0.2', remoteAddress: '203.0.113.7', remotePort: 40_000, status: 'connected', connectedAt: '2026-01-01T00:00:00Z', ...more,
  };
}

export function routingTableOf(id: string, more: Partial<RoutingTable> = {}): RoutingTable {
  return { ...resource(id), isDefault: false, lifecycleState: 'stable', acceptsRoutesFrom: [], subnets: [{ id: 's', name: 's' }], ...more };
}
