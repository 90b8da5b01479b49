import type { NetworkAcl, NetworkAclRule, RuleRemote, SecurityGroup, Subnet } from '../../src/model/landscape';
import type { Ground, Member } from '../../src/reach/flow';

interface RawReference { id: string; name: string; crn?: string }
interface RawRemote { cidr_block?: string; address?: string; id?: string; name?: string; crn?: string }
interface RawSecurityGroup extends RawReference {
  vpc: RawReference;
  rules: {
    id: string; direction: 'inbound' | 'outbound'; protocol: string; port_min?: number; port_max?: number;
    type?: number; code?: number; remote: RawRemote; local?: RawRemote;
  }[];
  targets: RawReference[];
}
interface RawAclRule {
  id: string; name: string; before?: { id: string }; priority?: number; action: 'allow' | 'deny'; direction: 'inbound' | 'outbound';
  protocol: string; source: string; destination: string; type?: number; code?: number;
  source_port_min?: number; source_port_max?: number; destination_port_min?: number; destination_port_max?: number;
}
interface RawInterface { id: string; primary_ip: { address: string }; subnet: RawReference; security_groups?: RawReference[] }
interface RawResources {
  subnets: (RawReference & { vpc: RawReference; ipv4_cidr_block: string; network_acl: RawReference })[];
  network_acls: (RawReference & { vpc: RawReference; rules: RawAclRule[] })[];
  security_groups: RawSecurityGroup[];
  endpoint_gateways?: (RawReference & { vpc: RawReference; ips: { id: string; address: string }[]; security_groups?: RawReference[] })[];
  instances: (RawReference & { vpc: RawReference; network_interfaces: RawInterface[] })[];
  virtual_nis?: (RawInterface & { name: string; vpc: RawReference })[];
}

export interface RawFlow {
  from: string; to: string; protocol: string; answer?: boolean;
  src_ports?: [number, number][]; dst_ports?: [number, number][];
}

export interface RawCase { name: string; resources: RawResources; flows: RawFlow[] }

/** The API's documents as reach's ground. Membership stands at both sides, and some documents have only one of them. */
export function groundOf(raw: RawResources): Ground {
  const groupsOf = (id: string, own: readonly RawReference[] = []): string[] => raw.security_groups
    .filter((group) => own.some((each) => each.id === group.id) || group.targets.some((target) => target.id === id))
    .map((group) => group.id);
  const memberOf = (each: RawInterface, name: string, vpc: RawReference): Member => ({
    kind: 'member', id: each.id, name, vpcId: vpc.id, address: each.primary_ip.address,
    subnetId: each.subnet.id, securityGroupIds: groupsOf(each.id, each.security_groups), startsConnections: true,
  });
  const servers = raw.instances.flatMap((instance) => instance.network_interfaces.map((each) => memberOf(each, instance.name, instance.vpc)));
  // A virtual network interface also stands in the older list of the instance that it is attached to.
  const others = (raw.virtual_nis ?? []).filter((each) => !servers.some((server) => server.address === each.primary_ip.address && server.vpcId === each.vpc.id))
    .map((each) => memberOf(each, each.name, each.vpc));
  const gateways = (raw.endpoint_gateways ?? []).flatMap((gateway) => gateway.ips.map((ip): Member => ({
    kind: 'member', id: gateway.id, name: gateway.name, vpcId: gateway.vpc.id, address: ip.address,
    securityGroupIds: groupsOf(gateway.id, gateway.security_groups), startsConnections: false,
  })));
  return {
    subnets: raw.subnets.map(subnetOf),
    networkAcls: raw.network_acls.map(aclOf),
    securityGroups: raw.security_groups.map((group) => securityGroupOf(group, raw.security_groups)),
    members: [...servers, ...others, ...gateways],
  };
}

function resource(raw: RawReference) {
  return { id: raw.id, name: raw.name, crn: raw.crn ?? '', href: '', createdAt: '' };
}

function subnetOf(raw: RawResources['subnets'][number]): Subnet {
  return {
    ...resource(raw), vpc: raw.vpc, zone: '', status: 'available', cidr: raw.ipv4_cidr_block, availableAddresses: 0,
    networkAcl: raw.network_acl,
  };
}

function aclOf(raw: RawResources['network_acls'][number]): NetworkAcl {
  return { ...resource(raw), vpc: raw.vpc, subnets: [], rules: inOrder(raw.rules).map(aclRuleOf) };
}

function aclRuleOf(rule: RawAclRule): NetworkAclRule {
  return {
    ...rule,
    sourcePortMin: rule.source_port_min, sourcePortMax: rule.source_port_max,
    destinationPortMin: rule.destination_port_min, destinationPortMax: rule.destination_port_max,
  };
}

/** A priority, or else the `before` chain, is the order; a list in some other order must not matter. */
function inOrder(rules: readonly RawAclRule[]): RawAclRule[] {
  if (rules.every((rule) => rule.priority !== undefined)) {
    return rules.toSorted((one, other) => (one.priority ?? 0) - (other.priority ?? 0));
  }
  const known = new Set(rules.map((rule) => rule.id));
  return rules.filter((rule) => rule.before === undefined || !known.has(rule.before.id)).flatMap((last) => chainTo(last, rules));
}

function chainTo(last: RawAclRule, rules: readonly RawAclRule[]): RawAclRule[] {
  const previous = rules.find((rule) => rule.before?.id === last.id);
  return previous === undefined ? [last] : [...chainTo(previous, rules), last];
}

function securityGroupOf(raw: RawSecurityGroup, groups: readonly RawSecurityGroup[]): SecurityGroup {
  return {
    ...resource(raw),
    vpc: raw.vpc,
    targets: [],
    rules: raw.rules.map((rule) => ({
      id: rule.id, direction: rule.direction, protocol: rule.protocol, portMin: rule.port_min, portMax: rule.port_max,
      type: rule.type, code: rule.code, remote: remoteOf(rule.remote, groups), local: remoteOf(rule.local ?? { cidr_block: '0.0.0.0/0' }, groups),
    })),
  };
}

function remoteOf(raw: RawRemote, groups: readonly RawSecurityGroup[]): RuleRemote {
  if (raw.cidr_block !== undefined) {
    return { kind: 'cidr', cidr: raw.cidr_block };
  }
  if (raw.address !== undefined) {
    return { kind: 'address', address: raw.address };
  }
  const group = groups.find((each) => each.id === raw.id || (raw.crn !== undefined && each.crn === raw.crn));
  return { kind: 'security-group', id: group?.id ?? '', name: raw.name ?? '' };
}
