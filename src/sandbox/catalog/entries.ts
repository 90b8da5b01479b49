import { messagehubId, plans } from './plans';

export interface CatalogItem {
  readonly id: string;
  readonly name: string;
  readonly display: string;
  readonly parent?: string;
}

const service = (id: string, name: string, display: string): CatalogItem => ({ id, name, display });
const planOf = (parent: string, id: string, name: string, display: string): CatalogItem => ({ id, name, display, parent });

/** Global Catalog's entries that the product or a client asks for. Endpoint gateways are there and have no price (IBM-CLOUD M 10c). */
export const catalogItems: readonly CatalogItem[] = [
  service(messagehubId, 'messagehub', 'Event Streams'),
  ...Object.values(plans).map(({ id, name }) => planOf(messagehubId, id, name, name)),
  ...(['is.instance', 'is.volume', 'is.floating-ip', 'is.public-gateway'] as const).flatMap((name) => [
    service(name, name, `VPC: ${name.slice(3)}`),
    planOf(name, `${name}-gen2`, 'gen2', 'Generation 2'),
  ]),
  service('is.endpoint-gateway', 'is.endpoint-gateway', 'VPC: endpoint gateway'),
  service('is.vpc', 'is.vpc', 'VPC'),
];

/** An entry in the contract's words: what is not about the sandbox is left at its simplest. */
export function renderEntry(item: CatalogItem, base: string): unknown {
  return {
    id: item.id, name: item.name, kind: 'service', disabled: false, active: true, group: false, tags: [], geo_tags: [], pricing_tags: [],
    catalog_crn: `crn:v1:bluemix:public:globalcatalog::::${item.parent === undefined ? 'service' : 'plan'}:${item.id}`,
    overview_ui: { en: { display_name: item.display, description: item.display, long_description: item.display } },
    images: { image: 'https://globalcatalog.cloud.ibm.com/image.svg' }, provider: { email: 'nobody@sandbox.example', name: 'IBM' },
    url: `${base}/${item.id}`, children_url: `${base}/${item.id}/%2A`, created: '2024-01-01T00:00:00Z', updated: '2026-06-01T00:00:00Z',
    ...(item.parent === undefined ? {} : { parent_id: item.parent }),
    metadata: { rc_compatible: true, ui: {}, pricing: { origin: 'global_catalog', type: 'Paid' } },
  };
}
