import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';

/** Choices of the route through a client VPN server; a test says what matters to it. */
export function vpnChoices(more: Partial<ClientVpnChoices> = {}): ClientVpnChoices {
  return {
    vpc: { kind: 'new', name: 'orders-vpc' }, server: { kind: 'new', name: 'orders-vpn' }, places: [{ zone: 'ca-mon-1', subnet: { kind: 'new' } }],
    zones: ['ca-mon-1', 'ca-mon-2'], clientPool: '172.20.0.0/22', certificates: { kind: 'made', person: 'anna', keepsAuthorityKey: true },
    secretsManager: { kind: 'new', name: 'orders-secrets', plan: 'standard' }, authentication: ['certificate'], tunnel: 'split', protocol: 'udp', port: 443,
    idleTimeout: 600, dnsServers: ['161.26.0.7', '161.26.0.8'], toGateway: 'deliver', extraRoutes: [], userRanges: [], allowedFrom: ['203.0.113.7/32'],
    resourceGroupId: 'r', ...more,
  };
}
