import { route, type Route } from '../http/router';
import type { Scope } from './scope';
import * as ranges from './vpnConnectionRanges';
import * as connections from './vpnConnections';
import * as gateways from './vpnGateways';
import * as policies from './vpnPolicies';

const connection = '/vpn_gateways/{vpn_gateway_id}/connections/{id}';

/** The paths of site-to-site VPN gateways. */
export const vpnGatewayPaths: readonly Route<Scope>[] = [
  route('GET', '/vpn_gateways', gateways.listVpnGateways),
  route('POST', '/vpn_gateways', gateways.createVpnGateway),
  route('GET', '/vpn_gateways/{id}', gateways.getVpnGateway),
  route('PATCH', '/vpn_gateways/{id}', gateways.updateVpnGateway),
  route('DELETE', '/vpn_gateways/{id}', gateways.deleteVpnGateway),
  route('GET', '/vpn_gateways/{vpn_gateway_id}/connections', connections.listConnections),
  route('POST', '/vpn_gateways/{vpn_gateway_id}/connections', connections.createConnection),
  route('GET', connection, connections.getConnection),
  route('PATCH', connection, connections.updateConnection),
  route('DELETE', connection, connections.deleteConnection),
  ...(['local', 'peer'] as const).flatMap((side) => [
    route('GET', `${connection}/${side}/cidrs`, ranges.listRanges(side)),
    route('GET', `${connection}/${side}/cidrs/{cidr}`, ranges.checkRange(side)),
    route('PUT', `${connection}/${side}/cidrs/{cidr}`, ranges.addRange(side)),
    route('DELETE', `${connection}/${side}/cidrs/{cidr}`, ranges.removeRange(side)),
  ]),
  route('GET', '/ike_policies', policies.listIkePolicies),
  route('POST', '/ike_policies', policies.createIkePolicy),
  route('GET', '/ike_policies/{id}', policies.getIkePolicy),
  route('PATCH', '/ike_policies/{id}', policies.updateIkePolicy),
  route('DELETE', '/ike_policies/{id}', policies.deleteIkePolicy),
  route('GET', '/ike_policies/{id}/connections', policies.listIkePolicyConnections),
  route('GET', '/ipsec_policies', policies.listIpsecPolicies),
  route('POST', '/ipsec_policies', policies.createIpsecPolicy),
  route('GET', '/ipsec_policies/{id}', policies.getIpsecPolicy),
  route('PATCH', '/ipsec_policies/{id}', policies.updateIpsecPolicy),
  route('DELETE', '/ipsec_policies/{id}', policies.deleteIpsecPolicy),
  route('GET', '/ipsec_policies/{id}/connections', policies.listIpsecPolicyConnections),
];
