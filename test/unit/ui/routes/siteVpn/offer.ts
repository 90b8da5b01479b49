import type { CustomResolver, DnsServicesInstance } from '../../../../../src/model/dnsServices';
import { Secret } from '../../../../../src/model/secret';
import type { VpnConnection, VpnGateway } from '../../../../../src/model/vpnGateway';
import type { OfferedResolver, SiteVpnOffer } from '../../../../../src/setup/routes/siteVpn/offer';
import type { Sources } from '../../../../../src/ui/routes/siteVpn/sources';
import { MemoryVault } from '../../../setup/support';
import { resource, subnet, vpc } from '../../fixtures';
import type { ScriptedPrompter } from '../../prompts/scriptedPrompter';

export const payments = vpc('payments');

export function vpnGateway(name: string, more: Partial<VpnGateway> = {}): VpnGateway {
  return {
    ...resource(name, 'vpn', 'ca-mon'), mode: 'policy', vpc: payments, resourceGroupId: 'rg', subnet: { id: 's', name: 'one' }, members: [], connections: [],
    healthState: 'ok', healthReasons: [], lifecycleState: 'stable', lifecycleReasons: [], ...more,
  };
}

export function vpnConnection(name: string, more: Partial<VpnConnection> = {}): VpnConnection {
  return {
    id: `id-${name}`, name, createdAt: '2026-01-01T00:00:00Z', mode: 'policy', enabled: true, status: 'up', reasons: [], presharedKey: new Secret('canary-key'),
    peer: { address: '198.51.100.9' }, peerIdentity: { type: 'ipv4_address', value: '198.51.100.9' }, localIdentities: [], localRanges: ['10.249.0.0/24'],
    peerRanges: ['192.168.20.0/24'], establishMode: 'bidirectional', deadPeerDetection: { action: 'restart', interval: 2, timeout: 10 },
    ikePolicy: undefined, ipsecPolicy: undefined, tunnels: [], ...more,
  };
}

export const dnsInstance: DnsServicesInstance = {
  guid: 'dns-guid', crn: 'crn:v1:bluemix:public:dns-svcs:global:a/e4f2:dns-guid::', name: 'names', resourceGroupId: 'rg', state: 'active',
  createdAt: '2026-01-01T00:00:00Z',
};

export function resolverIn(of: { readonly id: string }, more: Partial<CustomResolver> = {}): OfferedResolver {
  const resolver = { id: 'resolver-id', name: 'resolver', description: '', enabled: true, health: 'HEALTHY', locations: [], createdAt: '2026-01-01T00:00:00Z', ...more };
  return { instance: dnsInstance, resolver, vpcId: of.id };
}

/** What a region with one VPC offers. */
export const offer: SiteVpnOffer = {
  vpcs: [payments], vpnGateways: [], vpnServers: [], ikePolicies: [], ipsecPolicies: [], subnets: [{ ...subnet('one', payments), id: 's' }], gateways: [],
  zones: ['ca-mon-1', 'ca-mon-2', 'ca-mon-3'].map((name) => ({ name, region: 'ca-mon', available: true })), dnsInstances: [], resolvers: [],
  resourceGroups: [{ id: 'rg-default', name: 'Default', isDefault: true }],
  prices: {
    vpnGateway: { kind: 'priced', monthly: 100, currency: 'USD', basis: 'hour' }, resolverLocation: { kind: 'priced', monthly: 58, currency: 'USD', basis: 'location' },
  },
};

/** A machine in an office. */
export function sourcesWith(prompter: ScriptedPrompter, more: Partial<Sources> = {}): Sources {
  return {
    prompter, secrets: new MemoryVault(), lookupHost: 'address.example', sharesAddress: false,
    offer: () => Promise.resolve(offer), prefixes: () => Promise.resolve(['10.249.0.0/18']), connections: () => Promise.resolve([]),
    ownNetworks: () => Promise.resolve({ networks: [{ range: '192.168.1.0/24', name: 'wlan0' }, { range: '10.249.3.0/24', name: 'eth0' }] }),
    ownAddress: () => Promise.resolve('203.0.113.77'),
    resolve: (name) => Promise.resolve(({ 'vpn.example.com': ['198.51.100.7'], 'inside.example.com': ['10.1.2.3'] } as Record<string, readonly string[]>)[name] ?? []),
    ...more,
  };
}
