import { Secret } from '../../../src/model/secret';
import type { IkePolicy, IpsecPolicy, VpnConnection, VpnGateway, VpnGatewayMember } from '../../../src/model/vpnGateway';
import type { OfficeChoices } from '../../../src/setup/office/choices';

// Things of a site-to-site VPN as the cloud describes them; a test says what matters to it.

function memberOf(publicAddress: string): VpnGatewayMember {
  return { publicAddress, privateAddress: undefined, role: 'active', healthState: 'ok', healthReasons: [], lifecycleState: 'stable', lifecycleReasons: [] };
}

export function vpnGatewayOf(id: string, { addresses = ['198.51.100.9', '0.0.0.0'], ...more }: Partial<VpnGateway> & { addresses?: readonly string[] } = {}): VpnGateway {
  return {
    id, name: `${id}-name`, crn: `crn:${id}`, href: `https://cloud/${id}`, createdAt: '2026-01-01T00:00:00Z', mode: 'policy', vpc: { id: 'v', name: 'orders-vpc' },
    resourceGroupId: 'r', subnet: { id: 's', name: 's' }, members: addresses.map(memberOf), connections: [], healthState: 'ok', healthReasons: [],
    lifecycleState: 'stable', lifecycleReasons: [], ...more,
  };
}

export function vpnConnectionOf(id: string, more: Partial<VpnConnection> = {}): VpnConnection {
  return {
    id, name: `${id}-name`, createdAt: '2026-01-01T00:00:00Z', mode: 'policy', enabled: true, status: 'down',
    reasons: [{ code: 'peer_not_responding', message: 'No response from the peer.' }], presharedKey: new Secret('key-of-the-cloud'),
    peer: { address: '203.0.113.9' }, peerIdentity: { type: 'ipv4_address', value: '203.0.113.9' }, localIdentities: [], localRanges: ['10.0.0.0/28'],
    peerRanges: ['192.168.10.0/24'], establishMode: 'bidirectional', deadPeerDetection: { action: 'restart', interval: 2, timeout: 10 },
    ikePolicy: undefined, ipsecPolicy: undefined, tunnels: [], ...more,
  };
}

export function ikePolicyOf(id: string, more: Partial<IkePolicy> = {}): IkePolicy {
  return {
    id, name: `${id}-name`, version: 2, authentication: ['sha256'], encryption: ['aes256'], dhGroups: [14], keyLifetime: 28_800, connections: [], ...more,
  };
}

export function ipsecPolicyOf(id: string, more: Partial<IpsecPolicy> = {}): IpsecPolicy {
  return { id, name: `${id}-name`, authentication: ['sha256'], encryption: ['aes256'], pfs: ['disabled'], keyLifetime: 3600, connections: [], ...more };
}

export function officeOf(more: Partial<OfficeChoices> = {}): OfficeChoices {
  return {
    peer: { kind: 'address', address: '203.0.113.9' }, isBehindNat: false, identity: { type: 'ipv4_address', value: '203.0.113.9' },
    ranges: ['192.168.10.0/24'], ...more,
  };
}
