import { t } from './l10n';
import type { ReasonWords } from './vpnServerReasons';

/**
 * The codes that the API has for health and life of VPN gateways (`VPNGatewayHealthReason` and its like in https://cloud.ibm.com/apidocs/vpc), and
 * refusals of what belongs to them, with what mends it. Sources: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-health,
 * https://cloud.ibm.com/docs/vpc?topic=vpc-quotas
 */
const words: ReadonlyMap<string, ReasonWords> = new Map([
  ['cannot_create_vpc_route', {
    cause: t('The VPC has a route to a range of the office already, with other attributes than the VPN gateway gives it.'),
    cure: t('Delete that route from the VPC\'s routing tables, then switch the VPN connection off and on.'),
  }],
  ['cannot_reserve_ip_address', {
    cause: t('The subnet of the VPN gateway has no free address left for it.'),
    cure: t('Free some addresses of the subnet, or give the VPN gateway another one, of its own.'),
  }],
  ['internal_error', {
    cause: t('IBM Cloud could not do it, and says no more than that.'),
    cure: t('Wait some minutes; if it stays, open a support case with the id of the VPN gateway.'),
  }],
  ['resource_suspended_by_provider', {
    cause: t('IBM has suspended it, as it does with an account that is suspended; it stays so where the account is active again.'),
    cure: t('Open a support case with IBM, with the id of the VPN gateway.'),
  }],
  // Refusals.
  ['vpn_gateways_quota_exceeded', {
    cause: t('A zone takes three VPN gateways and a region nine, and a VPC one in route mode in each zone.'),
    cure: t('Choose a VPN gateway that is there, or another zone; or ask IBM Cloud support for more.'),
  }],
  ['vpn_gateway_ip_create_error', {
    cause: t('A VPN gateway takes four addresses of its subnet, and there are not as many free.'),
    cure: t('Give it a subnet of its own, with at least 16 addresses.'),
  }],
  ['vpn_gateway_in_use', {
    cause: t('A route leads to one of its connections.'),
    cure: t('Delete that route from the VPC\'s routing tables, then undo again.'),
  }],
  ['vpn_connection_in_use', {
    cause: t('A route leads to it.'),
    cure: t('Delete that route from the VPC\'s routing tables, then undo again.'),
  }],
  ['vpn_connections_quota_exceeded', {
    cause: t('A VPN gateway takes ten connections.'),
    cure: t('Choose a connection that is there, delete one, or make another VPN gateway.'),
  }],
  ['vpn_connection_local_subnets_quota_exceeded', tooManyRanges()],
  ['vpn_connection_peer_subnets_quota_exceeded', tooManyRanges()],
  ['vpn_connection_local_subnets_quota_exceeded_for_connection', tooManyOfOne()],
  ['vpn_connection_peer_subnets_quota_exceeded_for_connection', tooManyOfOne()],
  ['vpn_connection_pair_cidrs_duplicated', {
    cause: t('Another connection of the VPN gateway leads the same ranges to the same office: each would take the tunnel of the other away.'),
    cure: t('Choose that connection, or delete it.'),
  }],
  ['vpn_connection_cidr_overlap', {
    cause: t('A range may be on one side of one connection alone.'),
    cure: t('Choose ranges of the office that overlap neither the VPC nor those of the VPN gateway\'s other connections.'),
  }],
  ['ike_policies_quota_exceeded', tooManyPolicies()],
  ['ipsec_policies_quota_exceeded', tooManyPolicies()],
]);

/** Undefined for a code that is not known: the cloud's own message is all there is then. */
export function gatewayReasonWords(code: string): ReasonWords | undefined {
  return words.get(code);
}

function tooManyRanges(): ReasonWords {
  return {
    cause: t('All connections of a VPN gateway together take 50 ranges on each side.'),
    cure: t('Choose fewer and wider ranges, or another VPN gateway.'),
  };
}

function tooManyOfOne(): ReasonWords {
  return { cause: t('A connection takes 15 ranges on each side.'), cure: t('Choose fewer and wider ranges.') };
}

function tooManyPolicies(): ReasonWords {
  return { cause: t('A region takes 20 policies of each kind.'), cure: t('Delete one that no VPN connection uses, then run again.') };
}
