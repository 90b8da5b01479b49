import type { SiteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';

/** Choices of the route through a site-to-site VPN; a test says what matters to it. */
export function siteChoices(more: Partial<SiteVpnChoices> = {}): SiteVpnChoices {
  return {
    vpc: { kind: 'new', name: 'orders-vpc' }, mode: 'policy', places: [placeIn('ca-mon-1')], zones: ['ca-mon-1'],
    office: {
      peer: { kind: 'address', address: '198.51.100.9' }, isBehindNat: false, identity: { type: 'ipv4_address', value: '198.51.100.9' }, ranges: ['192.168.50.0/24'],
    },
    keyIsBrought: false,
    ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 },
    esp: { cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 3600 },
    resolver: { kind: 'new', name: 'orders-resolver', instance: { kind: 'new', name: 'orders-dns' }, zones: ['ca-mon-1', 'ca-mon-1'] },
    enablingConfirmed: true, resourceGroupId: 'r', ...more,
  };
}

/** A gateway and its connection, all of it new. */
export function placeIn(zone: string): SiteVpnChoices['places'][number] {
  return { zone, gateway: { kind: 'new', name: `vpn-${zone}` }, subnet: { kind: 'new' }, connection: { kind: 'new', name: `office-${zone}` } };
}
