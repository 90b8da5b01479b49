import type { NewSecurityGroupRule } from '../../../cloud/vpcRequests';
import { portRule, resolverRules } from '../../steps/vpnServerRules';
import type { ClientVpnChoices } from './choices';
import { routesBesides } from './wantedRoutes';

/** Where the endpoint gateway has its addresses, and what is spoken there. */
export interface GatewayEnd {
  /** CIDRs of its subnets. */
  readonly ranges: readonly string[];
  readonly ports: readonly number[];
}

type ServerRuleChoices = Pick<ClientVpnChoices, 'protocol' | 'port' | 'allowedFrom' | 'dnsServers' | 'tunnel' | 'extraRoutes'>;

/**
 * The VPN server's group: in on its own port from where it may be dialled; out to the resolvers that clients are given, to the gateway, and to
 * what the user adds. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-client-to-site-security-groups
 */
export function vpnServerRules(choices: ServerRuleChoices, { ranges, ports }: GatewayEnd): readonly NewSecurityGroupRule[] {
  const { protocol, port, allowedFrom, dnsServers } = choices;
  const passed = routesBesides(choices).filter(({ action }) => action !== 'drop');
  return [
    ...allowedFrom.map((range) => portRule('inbound', protocol, port, range)),
    ...resolverRules(dnsServers),
    ...ranges.flatMap((range) => ports.map((each) => portRule('outbound', 'tcp', each, range))),
    ...passed.map(({ destination }): NewSecurityGroupRule => ({ direction: 'outbound', protocol: 'any', remote: { kind: 'cidr', cidr: destination } })),
  ];
}

/**
 * The gateway's group: the service's ports from whoever is seen to come. That is the client where its address is kept, and the server where its
 * own is put in its place; its addresses change with maintenance, so that its subnets are admitted.
 */
export function vpnGatewayRules(
  { toGateway, clientPool }: Pick<ClientVpnChoices, 'toGateway' | 'clientPool'>, serverRanges: readonly string[], ports: readonly number[],
): readonly NewSecurityGroupRule[] {
  const sources = toGateway === 'deliver' ? [clientPool] : serverRanges;
  return sources.flatMap((source) => ports.map((port) => portRule('inbound', 'tcp', port, source)));
}

/** Those of ours from where it may be dialled no more. */
export function formerServerRules(
  { protocol, port, allowedFrom, allowedFromBefore = [] }: Pick<ClientVpnChoices, 'protocol' | 'port' | 'allowedFrom' | 'allowedFromBefore'>,
): readonly NewSecurityGroupRule[] {
  return [...new Set(allowedFromBefore.flat())].filter((range) => !allowedFrom.includes(range)).map((range) => portRule('inbound', protocol, port, range));
}
