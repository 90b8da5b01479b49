import type { Cost } from '../model/plan';

/** What a plan may make and the cloud may charge for. */
export type PricedItem =
  | { readonly kind: 'virtual-server'; readonly profile: string }
  /** Gigabytes of a general-purpose boot volume. */
  | { readonly kind: 'boot-volume'; readonly gigabytes: number }
  | { readonly kind: 'floating-ip' }
  /** An instance of the standard plan, without what each secret costs. */
  | { readonly kind: 'secrets-manager' }
  /** An active secret in one: those of the month in which there were most are charged. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'endpoint-gateway'; readonly addresses: number }
  /** Locations of a custom resolver, enabled or not. */
  | { readonly kind: 'resolver-locations'; readonly count: number }
  | { readonly kind: 'vpn-server' }
  /** Hours a month that clients are connected to a VPN server, those of all clients together. */
  | { readonly kind: 'vpn-connections'; readonly hours: number }
  /** A site-to-site VPN gateway, without its connections. */
  | { readonly kind: 'vpn-gateway' }
  /** A connection of one as long as it is there, whether up or down. */
  | { readonly kind: 'vpn-gateway-connection' };

/** What a plan is called: by programs, and by people. */
export interface PlanWords {
  /** "enterprise-3nodes-2tb". */
  readonly name: string;
  /** "Enterprise", as the console shows it; undefined where the catalog does not tell. */
  readonly title?: string | undefined;
}

/** Global Catalog: names of plans, prices. */
export interface CatalogService {
  /** The catalog's id of a service by its name. Undefined where the catalog has none. */
  serviceId(name: string, signal: AbortSignal): Promise<string | undefined>;
  /** A plan's name and title; its id stands for the name where the catalog does not tell. */
  plan(planId: string, signal: AbortSignal): Promise<PlanWords>;
  /** A month of 730 hours at published list price, in the currency published for the USA; never a guess. */
  monthlyPrice(item: PricedItem, region: string, signal: AbortSignal): Promise<Cost>;
}
