import type { NetworkAcl, NetworkAclRule, SecurityGroup, SecurityGroupRule, Subnet } from '../../../src/model/landscape';
import type { Ground, Member } from '../../../src/reach/flow';

const everywhere = { kind: 'cidr', cidr: '0.0.0.0/0' } as const;

/** A server and an endpoint gateway in two subnets of one VPC; ACLs let everything through. */
export const client: Member = member('server', '10.0.1.4', 'near', ['server-group'], true);
export const gateway: Member = member('gateway', '10.0.2.4', 'far', ['gateway-group'], false);
export const laptop = { kind: 'address', address: '203.0.113.77' } as const;
export const kafka = { from: client, to: gateway, protocol: 'tcp', port: 9093 } as const;

export const ground: Ground = {
  subnets: [subnet('near', '10.0.1.0/24', 'near-acl'), subnet('far', '10.0.2.0/24', 'far-acl')],
  securityGroups: [
    group('server-group', [outbound('all-out', {}), inbound('ssh-in', {
      protocol: 'tcp', portMin: 22, portMax: 22, remote: { kind: 'cidr', cidr: '203.0.113.77/32' },
    })]),
    group('gateway-group', [inbound('kafka-in', {
      protocol: 'tcp', portMin: 9093, portMax: 9093, remote: { kind: 'security-group', id: 'server-group', name: 'server-group' },
    })]),
  ],
  networkAcls: [acl('near-acl', [allow('inbound'), allow('outbound')]), acl('far-acl', [allow('inbound'), allow('outbound')])],
  members: [client, gateway],
};

export function withRules(id: string, rules: readonly SecurityGroupRule[], from = ground): Ground {
  return { ...from, securityGroups: from.securityGroups.map((each) => each.id === id ? { ...each, rules } : each) };
}

export function withAcl(id: string, rules: readonly NetworkAclRule[], from = ground): Ground {
  return { ...from, networkAcls: from.networkAcls.map((each) => each.id === id ? { ...each, rules } : each) };
}

export function inbound(id: string, change: Partial<SecurityGroupRule>): SecurityGroupRule {
  return { id, direction: 'inbound', protocol: 'any', remote: everywhere, local: everywhere, ...change };
}

export function outbound(id: string, change: Partial<SecurityGroupRule>): SecurityGroupRule {
  return inbound(id, { direction: 'outbound', ...change });
}

export function allow(direction: NetworkAclRule['direction'], change: Partial<NetworkAclRule> = {}): NetworkAclRule {
  return {
    id: `allow-${direction}`, name: `allow-${direction}`, action: 'allow', direction, protocol: 'any',
    source: '0.0.0.0/0', destination: '0.0.0.0/0', ...change,
  };
}

export function deny(direction: NetworkAclRule['direction'], change: Partial<NetworkAclRule> = {}): NetworkAclRule {
  return allow(direction, { id: `deny-${direction}`, name: `deny-${direction}`, action: 'deny', ...change });
}

export function group(id: string, rules: readonly SecurityGroupRule[]): SecurityGroup {
  return { ...resource(id), vpc: { id: 'vpc', name: 'vpc' }, rules, targets: [] };
}

export function acl(id: string, rules: readonly NetworkAclRule[]): NetworkAcl {
  return { ...resource(id), vpc: { id: 'vpc', name: 'vpc' }, subnets: [], rules };
}

export function subnet(id: string, cidr: string, aclId: string): Subnet {
  return {
    ...resource(id), vpc: { id: 'vpc', name: 'vpc' }, zone: 'eu-de-1', status: 'available', cidr, availableAddresses: 1,
    networkAcl: { id: aclId, name: aclId },
  };
}

export function member(
  id: string, address: string, subnetId: string | undefined, securityGroupIds: string[], startsConnections: boolean,
): Member {
  return { kind: 'member', id, name: id, vpcId: 'vpc', address, subnetId, securityGroupIds, startsConnections };
}

function resource(id: string) {
  return { id, name: id, crn: `crn:${id}`, href: `https://example.invalid/${id}`, createdAt: '2026-01-01T00:00:00Z' };
}
