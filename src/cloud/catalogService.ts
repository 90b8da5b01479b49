import type { Cost } from '../model/plan';

/** What a plan may make and the cloud may charge for. */
export type PricedItem =
  | { readonly kind: 'virtual-server'; readonly profile: string }
  /** Gigabytes of a general-purpose boot volume. */
  | { readonly kind: 'boot-volume'; readonly gigabytes: number }
  | { readonly kind: 'floating-ip' }
  | { readonly kind: 'endpoint-gateway'; readonly addresses: number }
  | { readonly kind: 'vpn-server' }
  /** Hours a month that clients are connected to a VPN server, those of all clients together. */
  | { readonly kind: 'vpn-connections'; readonly hours: number };

/** Global Catalog: names of plans, prices. */
export interface CatalogService {
  /** The catalog's id of a service by its name. Undefined where the catalog has none. */
  serviceId(name: string, signal: AbortSignal): Promise<string | undefined>;
  /** A plan's name, or its id where the catalog does not tell. */
  planName(planId: string, signal: AbortSignal): Promise<string>;
  /** A month of 730 hours at published list price, in the currency published for the USA; never a guess. */
  monthlyPrice(item: PricedItem, region: string, signal: AbortSignal): Promise<Cost>;
}
