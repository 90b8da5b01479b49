import type { NewSecurityGroupRule } from '../../cloud/vpcRequests';
import { inRange } from '../../model/range';
import { cloudServices, dnsPort, dnsRules } from '../cloudServices';

/** A rule for one port and one range. */
export function portRule(direction: 'inbound' | 'outbound', protocol: 'udp' | 'tcp', port: number, cidr: string): NewSecurityGroupRule {
  return { direction, protocol, portMin: port, portMax: port, remote: { kind: 'cidr', cidr } };
}

/** Lets a VPN server out to the resolvers that its clients are given: all of IBM Cloud's, or each by its address. */
export function resolverRules(dnsServers: readonly string[]): readonly NewSecurityGroupRule[] {
  const others = dnsServers.filter((address) => !inRange(address, cloudServices));
  return [
    ...others.length < dnsServers.length ? dnsRules : [],
    ...others.flatMap((address) => (['udp', 'tcp'] as const).map((protocol) => portRule('outbound', protocol, dnsPort, `${address}/32`))),
  ];
}
