import type { NewSecurityGroupRule } from '../../../cloud/vpcRequests';
import type { VsiChoices } from './choices';

const sshPort = 22;
const dnsPort = 53;
/** Where a VPC's resolvers are: 161.26.0.7 and .8. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-service-endpoints-for-vpc */
const resolvers = '161.26.0.0/16';

/** What the server's group allows, except the way to the gateway, whose group does not exist yet. */
export function serverRules(sshFrom: string | undefined): readonly NewSecurityGroupRule[] {
  const dns = (['udp', 'tcp'] as const).map((protocol): NewSecurityGroupRule => ({
    direction: 'outbound', protocol, portMin: dnsPort, portMax: dnsPort, remote: { kind: 'cidr', cidr: resolvers },
  }));
  return sshFrom === undefined ? dns : [sshRule(sshFrom), ...dns];
}

/** Those of ours for who was let in before and is no more. */
export function formerRules({ sshFrom, sshFromBefore = [] }: Pick<VsiChoices, 'sshFrom' | 'sshFromBefore'>): readonly NewSecurityGroupRule[] {
  return sshFromBefore.filter((range) => range !== sshFrom).map(sshRule);
}

export function serverToGatewayRules(gatewayGroupId: string, ports: readonly number[]): readonly NewSecurityGroupRule[] {
  return ports.map((port) => ({
    direction: 'outbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'security-group', id: gatewayGroupId },
  }));
}

function sshRule(sshFrom: string): NewSecurityGroupRule {
  return { direction: 'inbound', protocol: 'tcp', portMin: sshPort, portMax: sshPort, remote: { kind: 'cidr', cidr: sshFrom } };
}
