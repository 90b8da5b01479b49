import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import type { RuleRemote, SecurityGroupRule } from '../../model/landscape';

/** Port of Kafka over TLS, and of SSH. Source: IBM-CLOUD A.8. */
export const kafkaPort = 9093;
const sshPort = 22;
const dnsPort = 53;
/** Where the VPC's resolvers are: 161.26.0.7 and .8. Source: IBM-CLOUD B.4. */
const resolvers = '161.26.0.0/16';

/** What the server's group allows, except the way to the gateway, whose group does not exist yet. */
export function serverRules(sshFrom: string | undefined): readonly NewSecurityGroupRule[] {
  const dns = (['udp', 'tcp'] as const).map((protocol): NewSecurityGroupRule => ({
    direction: 'outbound', protocol, portMin: dnsPort, portMax: dnsPort, remote: { kind: 'cidr', cidr: resolvers },
  }));
  return sshFrom === undefined ? dns : [sshRule(sshFrom), ...dns];
}

/** The one that everybody forgets: without it the gateway looks dead to the server. Source: IBM-CLOUD B.6, K.2. */
export function gatewayRules(serverGroupId: string): readonly NewSecurityGroupRule[] {
  return [{
    direction: 'inbound', protocol: 'tcp', portMin: kafkaPort, portMax: kafkaPort,
    remote: { kind: 'security-group', id: serverGroupId },
  }];
}

export function serverToGatewayRule(gatewayGroupId: string): NewSecurityGroupRule {
  return {
    direction: 'outbound', protocol: 'tcp', portMin: kafkaPort, portMax: kafkaPort,
    remote: { kind: 'security-group', id: gatewayGroupId },
  };
}

/** Those of the wanted rules that a group does not have. */
export function missingRules(
  there: readonly SecurityGroupRule[], wanted: readonly NewSecurityGroupRule[],
): readonly NewSecurityGroupRule[] {
  return wanted.filter((rule) => findRule(there, rule) === undefined);
}

export function findRule(there: readonly SecurityGroupRule[], wanted: NewSecurityGroupRule): SecurityGroupRule | undefined {
  return there.find((rule) => rule.direction === wanted.direction && rule.protocol === wanted.protocol
    && rule.portMin === wanted.portMin && rule.portMax === wanted.portMax && textOf(rule.remote) === textOf(wanted.remote));
}

/** A rule's name in the journal: what it says, since the cloud's own name of it says nothing. */
export function nameOfRule({ direction, protocol, portMin, remote }: NewSecurityGroupRule): string {
  return `${direction} ${protocol} ${portMin ?? 'any'} ${direction === 'inbound' ? 'from' : 'to'} ${textOf(remote)}`;
}

function sshRule(sshFrom: string): NewSecurityGroupRule {
  return { direction: 'inbound', protocol: 'tcp', portMin: sshPort, portMax: sshPort, remote: { kind: 'cidr', cidr: sshFrom } };
}

/** The API gives a range of one address back as an address. */
function textOf(remote: RuleRemote | NewSecurityGroupRule['remote']): string {
  switch (remote.kind) {
    case 'cidr':
      return remote.cidr.replace(/\/32$/, '');
    case 'address':
      return remote.address;
    case 'security-group':
      return remote.id;
  }
}
