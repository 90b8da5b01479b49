import type { SandboxService } from '../services/service';

/** Ids as the cloud's catalogue has them. */
export const dnsServicesCatalog = { id: 'b4ed8a30-936f-11e9-b289-1d079699cbe5', name: 'dns-svcs', display: 'DNS Services' } as const;

/** DNS Services as the catalogue and the resource controller know it: its instances are in no region. */
export const dnsServicesService: SandboxService = {
  id: 'dns-svcs',
  isGlobal: true,
  catalog: dnsServicesCatalog,
  plans: [{
    id: '2c8fa097-d7c2-4df2-b53e-2efb7874cdf7', name: 'standard-dns', display: 'Standard DNS', oneTimeCredentials: false,
    // Zones first: who takes the first price that there is takes the wrong one.
    charges: [
      { metric: 'part-dns-svcs.zones', name: 'DNS zones', unit: 'ITEMS', unitName: 'Zone', price: 0.1 },
      { metric: 'part-dns-svcs.queries', name: 'DNS queries', unit: 'MILLION_ITEMS', unitName: 'Million Queries', price: 0.4 },
      { metric: 'part-dns-svcs.locations', name: 'Custom resolver locations', unit: 'RESOLVERLOCATIONS', unitName: 'Resolver Location-Hour', price: 0.125 },
      {
        metric: 'part-dns-svcs.external-queries', name: 'External queries of custom resolvers', unit: 'MILLION_ITEMS_CREXTERNALQUERIES',
        unitName: 'Million External Queries', price: 0.4,
      },
    ],
  }],
  document: () => ({}),
  // It answers in VPCs, by its custom resolvers, and under no name of its own.
  members: () => [],
  credential: () => ({}),
};
