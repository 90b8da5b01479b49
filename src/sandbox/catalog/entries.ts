import type { SandboxService } from '../services/service';
import type { Charge } from './charge';
import { vpcCharges } from './prices';

export interface CatalogItem {
  readonly id: string;
  readonly name: string;
  readonly display: string;
  readonly parent?: string;
  readonly charges?: readonly Charge[] | undefined;
  /** Offered everywhere at one price, and in no region. */
  readonly isGlobal?: true | undefined;
}

/** Global Catalog's entries that the product or a client asks for. */
export function catalogItems(services: readonly SandboxService[]): CatalogItem[] {
  return [...services.flatMap(serviceItems), ...vpcItems];
}

function serviceItems({ catalog, plans, isGlobal }: SandboxService): CatalogItem[] {
  return [catalog, ...plans.map(({ id, name, display, charges }) => ({ id, name, display, parent: catalog.id, charges, isGlobal }))];
}

/** Endpoint gateways are there and have no price. */
const vpcItems: readonly CatalogItem[] = [
  ...(['is.instance', 'is.volume', 'is.floating-ip', 'is.public-gateway', 'is.vpn-server', 'is.vpn'] as const).flatMap((name) => [
    { id: name, name, display: `VPC: ${name.slice(3)}` },
    { id: `${name}-gen2`, name: 'gen2', display: 'Generation 2', parent: name, charges: vpcCharges[`${name}-gen2`] },
  ]),
  { id: 'is.endpoint-gateway', name: 'is.endpoint-gateway', display: 'VPC: endpoint gateway' },
  { id: 'is.vpc', name: 'is.vpc', display: 'VPC' },
];

/** What says that it is paid has its prices published. */
export function kindOfPrice({ charges }: CatalogItem): 'Paid' | 'Free' {
  return charges === undefined ? 'Free' : 'Paid';
}

/** An entry in the contract's words: what is not about the sandbox is left at its simplest. */
export function renderEntry(item: CatalogItem, base: string): unknown {
  return {
    id: item.id, name: item.name, kind: 'service', disabled: false, active: true, group: false, tags: [], geo_tags: [], pricing_tags: [],
    catalog_crn: `crn:v1:bluemix:public:globalcatalog::::${item.parent === undefined ? 'service' : 'plan'}:${item.id}`,
    overview_ui: { en: { display_name: item.display, description: item.display, long_description: item.display } },
    images: { image: 'https://globalcatalog.cloud.ibm.com/image.svg' }, provider: { email: 'nobody@sandbox.example', name: 'IBM' },
    url: `${base}/${item.id}`, children_url: `${base}/${item.id}/%2A`, created: '2024-01-01T00:00:00Z', updated: '2026-06-01T00:00:00Z',
    ...(item.parent === undefined ? {} : { parent_id: item.parent }),
    metadata: { rc_compatible: true, ui: {}, pricing: { origin: 'global_catalog', type: kindOfPrice(item) } },
  };
}
