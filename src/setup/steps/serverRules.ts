import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import { sshPort } from '../../model/serverLogin';
import { dnsRules } from '../cloudServices';

/** The least that a new server's group allows: SSH from that range, if there is one, and the way out to the resolvers. */
export function serverRules(sshFrom: string | undefined, port = sshPort): readonly NewSecurityGroupRule[] {
  return sshFrom === undefined ? dnsRules : [sshRule(sshFrom, port), ...dnsRules];
}

/** Lets that range in over SSH. */
export function sshRule(sshFrom: string, port: number): NewSecurityGroupRule {
  return { direction: 'inbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'cidr', cidr: sshFrom } };
}
