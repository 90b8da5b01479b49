import type { NewSecurityGroupRule } from '../../../cloud/vpcRequests';
import { dnsPort } from '../../cloudServices';
import { portRule } from '../../steps/vpnServerRules';

/** The endpoint gateway's group: the service's ports from the office's ranges. Nothing translates their addresses on the way. */
export function officeGatewayRules(ranges: readonly string[], ports: readonly number[]): readonly NewSecurityGroupRule[] {
  return ranges.flatMap((range) => ports.map((port) => portRule('inbound', 'tcp', port, range)));
}

/** What guards the resolver's locations: names asked for from the office's ranges. */
export function officeResolverRules(ranges: readonly string[]): readonly NewSecurityGroupRule[] {
  return ranges.flatMap((range) => (['udp', 'tcp'] as const).map((protocol) => portRule('inbound', protocol, dnsPort, range)));
}
