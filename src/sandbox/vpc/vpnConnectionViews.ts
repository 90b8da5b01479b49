import type { Row } from '../state/records';
import { existing, type Scope } from './scope';
import { isAddress, localIdentities, peerIdentity, tunnelsOf, type TunnelRow } from './vpnConnectionRows';

export function connectionReference(scope: Scope, { id, name, gateway }: Row<'vpnConnections'>) {
  return { id, name, href: `${scope.base}/vpn_gateways/${gateway}/connections/${id}`, resource_type: 'vpn_gateway_connection' };
}

/** With its key in clear, as the cloud shows it. */
export function renderConnection(scope: Scope, connection: Row<'vpnConnections'>): unknown {
  const gateway = existing(scope.region.vpnGateways, connection.gateway, 'VPN gateway');
  const tunnels = tunnelsOf(gateway, connection);
  const isUp = tunnels.some(({ status }) => status === 'up');
  const { ikePolicy, ipsecPolicy } = connection;
  return {
    ...connectionReference(scope, connection), created_at: connection.createdAt, admin_state_up: connection.enabled, authentication_mode: 'psk',
    mode: gateway.mode, psk: connection.psk, establish_mode: connection.establishMode, dead_peer_detection: connection.detection,
    status: isUp ? 'up' : 'down', status_reasons: isUp ? [] : reasons([...new Set(tunnels.flatMap((tunnel) => tunnel.reasons))]),
    ...(ikePolicy === undefined ? {} : { ike_policy: policyReference(scope, 'ike', existing(scope.region.ikePolicies, ikePolicy, 'IKE policy')) }),
    ...(ipsecPolicy === undefined ? {} : { ipsec_policy: policyReference(scope, 'ipsec', existing(scope.region.ipsecPolicies, ipsecPolicy, 'IPsec policy')) }),
    ...(gateway.mode === 'policy' ? policySides(gateway, connection) : routeSides(gateway, connection, tunnels)),
  };
}

function policySides(gateway: Row<'vpnGateways'>, connection: Row<'vpnConnections'>): object {
  return {
    local: { cidrs: connection.localRanges, ike_identities: localIdentities(gateway, connection) },
    peer: { ...peerSide(connection), cidrs: connection.peerRanges },
  };
}

function routeSides(gateway: Row<'vpnGateways'>, connection: Row<'vpnConnections'>, tunnels: readonly TunnelRow[]): object {
  return {
    local: { ike_identities: localIdentities(gateway, connection) }, peer: peerSide(connection),
    routing_protocol: 'none', distribute_traffic: connection.distributeTraffic,
    tunnels: tunnels.map(({ publicAddress, status, reasons: codes }) => ({ public_ip: { address: publicAddress }, status, status_reasons: reasons(codes) })),
  };
}

function peerSide(connection: Row<'vpnConnections'>): object {
  const { peer } = connection;
  return { ...(isAddress(peer) ? { type: 'address', address: peer } : { type: 'fqdn', fqdn: peer }), ike_identity: peerIdentity(connection) };
}

const messages: Readonly<Record<string, string>> = {
  cannot_authenticate_connection: 'Failed to authenticate a connection because of mismatched IKE ID and PSK.',
  ike_policy_mismatch: 'None of the proposed IKE policies match the peer\'s.',
  ike_v1_id_local_remote_cidr_mismatch: 'Invalid IKE ID, or mismatched local and peer CIDRs in IKEv1.',
  ike_v2_local_remote_cidr_mismatch: 'Mismatched local and peer CIDRs in IKEv2.',
  ipsec_policy_mismatch: 'None of the proposed IPsec policies match the peer\'s.',
  peer_not_responding: 'No response from the peer.',
};

function reasons(codes: readonly string[]): object[] {
  return codes.map((code) => ({
    code: code in messages ? code : 'internal_error', message: messages[code] ?? 'Internal error.',
    more_info: `https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-health#${code}`,
  }));
}

export function policyReference(scope: Scope, kind: 'ike' | 'ipsec', { id, name }: { readonly id: string; readonly name: string }) {
  return { id, name, href: `${scope.base}/${kind}_policies/${id}`, resource_type: `${kind}_policy` };
}
