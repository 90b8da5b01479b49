import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import { sshPort } from '../../model/serverLogin';

const dnsPort = 53;
/** Where a VPC's resolvers are: 161.26.0.7 and .8. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-service-endpoints-for-vpc */
const resolvers = '161.26.0.0/16';

/** The least that a new server's group allows: SSH from that range, if there is one, and the way out to the resolvers. */
export function serverRules(sshFrom: string | undefined, port = sshPort): readonly NewSecurityGroupRule[] {
  const dns = (['udp', 'tcp'] as const).map((protocol): NewSecurityGroupRule => ({
    direction: 'outbound', protocol, portMin: dnsPort, portMax: dnsPort, remote: { kind: 'cidr', cidr: resolvers },
  }));
  return sshFrom === undefined ? dns : [sshRule(sshFrom, port), ...dns];
}

/** Lets that range in over SSH. */
export function sshRule(sshFrom: string, port: number): NewSecurityGroupRule {
  return { direction: 'inbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'cidr', cidr: sshFrom } };
}
