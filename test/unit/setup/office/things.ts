import { Secret } from '../../../../src/model/secret';
import type { CustomResolver } from '../../../../src/model/dnsServices';
import type { VpnConnection, VpnGateway, VpnGatewayMember } from '../../../../src/model/vpnGateway';

/** A gateway whose members show these public addresses. */
export function gatewayWith(addresses: readonly string[], more: Partial<VpnGateway> = {}): VpnGateway {
  return {
    id: 'g', crn: 'crn:g', href: 'https://example.com/g', name: 'office-gateway', createdAt: '2026-01-01T00:00:00Z', mode: 'policy',
    vpc: { id: 'v', crn: 'crn:v', name: 'vpc' }, resourceGroupId: 'rg', subnet: { id: 's', crn: 'crn:s', name: 's' },
    members: addresses.map(member), connections: [], healthState: 'ok', healthReasons: [], lifecycleState: 'stable', lifecycleReasons: [], ...more,
  };
}

function member(publicAddress: string): VpnGatewayMember {
  return { publicAddress, privateAddress: undefined, role: 'active', healthState: 'ok', healthReasons: [], lifecycleState: 'stable', lifecycleReasons: [] };
}

export function connectionWith(more: Partial<VpnConnection> = {}): VpnConnection {
  return {
    id: 'c', name: 'office', createdAt: '2026-01-01T00:00:00Z', mode: 'policy', enabled: true, status: 'down', reasons: [], presharedKey: new Secret('not-read'),
    peer: { address: '198.51.100.9' }, peerIdentity: { type: 'ipv4_address', value: '198.51.100.9' }, localIdentities: [],
    localRanges: ['10.240.0.0/28'], peerRanges: ['192.168.50.0/24'], establishMode: 'bidirectional',
    deadPeerDetection: { action: 'restart', interval: 2, timeout: 10 }, ikePolicy: undefined, ipsecPolicy: undefined, tunnels: [], ...more,
  };
}

export function resolverWith(addresses: readonly (string | undefined)[]): CustomResolver {
  return {
    id: 'r', name: 'resolver', description: '', enabled: true, health: 'HEALTHY', createdAt: '2026-01-01T00:00:00Z',
    locations: addresses.map((address, at) => ({ id: `l${at}`, subnetCrn: `crn:s${at}`, enabled: true, healthy: true, address })),
  };
}
