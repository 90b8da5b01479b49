import type { EndpointGateway, NetworkAcl, NetworkAclRule, ReservedIp, SecurityGroup, SecurityGroupRule, Subnet } from '../../../../src/model/landscape';
import { emptyTruth, type NetworkTruth, type ResolverTruth, type ServerTruth, type ServiceTruth, type VpnServerTruth } from '../../../../src/sandbox/dataPlane';

export const laptopAddress = '203.0.113.77';
export const floatingAddress = '198.51.100.10';
export const serverAddress = '10.240.0.4';
export const neighbourAddress = '10.240.0.5';
export const gatewayAddress = '10.240.64.4';
export const serviceCrn = 'crn:v1:bluemix:public:messagehub:ca-mon:a/0123:guid-1::';
/** Below it are the brokers' names. */
export const serviceDomain = 'guid-1.private.uhp.ca-mon.eventstreams.dataservices.appdomain.cloud';
export const brokerName = `kafka-0.${serviceDomain}`;

const everywhere = { kind: 'cidr', cidr: '0.0.0.0/0' } as const;

/** A working path: laptop, floating IP, server, endpoint gateway in another subnet, service. */
export function workingTruth(authorizedKeys: readonly string[]): NetworkTruth {
  return {
    ...emptyTruth,
    subnets: [subnet('subnet-1', '10.240.0.0/24'), subnet('subnet-2', '10.240.64.0/24')],
    securityGroups: [
      group('server-group', [
        rule('ssh-in', { direction: 'inbound', protocol: 'tcp', portMin: 22, portMax: 22, remote: { kind: 'cidr', cidr: `${laptopAddress}/32` } }),
        rule('all-out', { direction: 'outbound', protocol: 'icmp_tcp_udp' }),
      ]),
      group('gateway-group', [
        rule('kafka-in', {
          direction: 'inbound', protocol: 'tcp', portMin: 9093, portMax: 9094,
          remote: { kind: 'security-group', id: 'server-group', name: 'server-group' },
        }),
      ]),
    ],
    networkAcls: [acl([aclRule('in', { direction: 'inbound' }), aclRule('out', { direction: 'outbound' })])],
    endpointGateways: [gateway()],
    servers: [server(authorizedKeys), neighbour(authorizedKeys)],
    services: [service()],
  };
}

/** A port, or a range of them, at the server's end. */
export function tcp(portMin: number, portMax = portMin): Pick<SecurityGroupRule, 'protocol' | 'portMin' | 'portMax'> {
  return { protocol: 'tcp', portMin, portMax };
}

/** The same for a network ACL, which has two ends. */
export function toPorts(destinationPortMin: number, destinationPortMax = destinationPortMin): Partial<NetworkAclRule> {
  return { protocol: 'tcp', destinationPortMin, destinationPortMax };
}

export function fromPorts(sourcePortMin: number, sourcePortMax = sourcePortMin): Partial<NetworkAclRule> {
  return { protocol: 'tcp', sourcePortMin, sourcePortMax };
}

export function aclRule(name: string, change: Partial<NetworkAclRule>): NetworkAclRule {
  return { id: name, name, action: 'allow', direction: 'inbound', protocol: 'any', source: '0.0.0.0/0', destination: '0.0.0.0/0', ...change };
}

export function rule(id: string, change: Partial<SecurityGroupRule>): SecurityGroupRule {
  return { id, direction: 'inbound', protocol: 'any', remote: everywhere, local: everywhere, ...change };
}

export function group(id: string, rules: readonly SecurityGroupRule[]): SecurityGroup {
  return { ...resource(id), vpc: { id: 'vpc-1', name: 'vpc-1' }, rules, targets: [] };
}

export function subnet(id: string, cidr: string): Subnet {
  return {
    ...resource(id), vpc: { id: 'vpc-1', name: 'vpc-1' }, zone: 'ca-mon-1', status: 'available', cidr,
    availableAddresses: 250, networkAcl: { id: 'acl-1', name: 'acl-1' },
  };
}

export function acl(rules: readonly NetworkAclRule[], id = 'acl-1'): NetworkAcl {
  return { ...resource(id), vpc: { id: 'vpc-1', name: 'vpc-1' }, subnets: [], rules };
}

export function server(authorizedKeys: readonly string[], change: Partial<ServerTruth> = {}): ServerTruth {
  return {
    id: 'server-1', name: 'jump', vpcId: 'vpc-1', subnetId: 'subnet-1', zone: 'ca-mon-1', interfaceId: 'interface-1',
    address: serverAddress, securityGroupIds: ['server-group'], running: true, loginUser: 'ubuntu', authorizedKeys,
    floatingAddress, ...change,
  };
}

/** One more server beside the two of `workingTruth`, reached by no floating IP unless it is given one. */
export function anotherServer(authorizedKeys: readonly string[], number: number, change: Partial<ServerTruth> = {}): ServerTruth {
  return server(authorizedKeys, {
    id: `server-${number}`, name: `server-${number}`, interfaceId: `interface-${number}`, address: `10.240.0.${10 + number}`,
    floatingAddress: undefined, ...change,
  });
}

function neighbour(authorizedKeys: readonly string[]): ServerTruth {
  return anotherServer(authorizedKeys, 2, { name: 'neighbour', address: neighbourAddress });
}

export function gateway(change: Partial<EndpointGateway> = {}): EndpointGateway {
  return {
    ...resource('gateway-1'), vpc: { id: 'vpc-1', name: 'vpc-1' }, targetCrn: serviceCrn, lifecycleState: 'stable',
    lifecycleReasons: [], healthState: 'ok', securityGroups: [{ id: 'gateway-group', name: 'gateway-group' }],
    addresses: [reservedIp(gatewayAddress, 'subnet-2')], serviceEndpoints: [serviceDomain, `*.${serviceDomain}`], ...change,
  };
}

/** A VPN server that is there, and that nobody can dial yet: it has no certificate. */
export function vpnServer(change: Partial<VpnServerTruth> = {}): VpnServerTruth {
  return {
    id: 'vpn-1', name: 'team-vpn', vpcId: 'vpc-1', securityGroupIds: ['server-group'],
    places: [{ address: '10.240.0.9', subnetId: 'subnet-1', publicAddress: '198.51.100.60' }],
    hostname: '0123456789ab.ca-mon.vpn-server.appdomain.cloud', protocol: 'udp', port: 443, clientPool: '172.20.0.0/22', dnsServers: [],
    splitTunnel: true, idleTimeout: 600, routes: [], identity: undefined, clients: undefined, signsIn: false, waysBack: [], endedSessions: [], ...change,
  };
}

export const locationAddresses = ['10.240.0.20', '10.240.64.20'] as const;

/** A custom resolver with a location in each subnet, which nobody is told of yet. */
export function customResolver(change: Partial<ResolverTruth> = {}): ResolverTruth {
  const [one, two] = locationAddresses;
  return {
    id: 'resolver-1', name: 'own-names', vpcId: 'vpc-1', enabled: false, securityGroupIds: ['resolver-group'],
    places: [{ address: one, subnetId: 'subnet-1' }, { address: two, subnetId: 'subnet-2' }], ...change,
  };
}

export function reservedIp(address: string, subnetId: string): ReservedIp {
  const id = `ip-${address.replaceAll('.', '-')}`;
  return { id, name: id, address, subnetId };
}

export function service(change: Partial<ServiceTruth> = {}): ServiceTruth {
  return {
    crn: serviceCrn, service: 'event-streams', members: [{ host: brokerName, port: 9093 }], privateNames: [brokerName],
    keys: [{ apiKey: 'not-a-real-key', role: 'Manager' }], identities: [], tokenOnly: false, ...change,
  };
}

function resource(id: string) {
  return { id, name: id, crn: `crn:${id}`, href: `https://example.invalid/${id}`, createdAt: '2026-01-01T00:00:00Z' };
}
