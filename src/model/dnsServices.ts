import { parseCrn } from './crn';
import type { Resource } from './resource';

/** An instance of DNS Services, as the resource controller tells of it. It is in no region. */
export interface DnsServicesInstance {
  readonly guid: string;
  readonly crn: string;
  readonly name: string;
  readonly resourceGroupId: string;
  /** The resource controller's word: `active`, `provisioning`, `pending_reclamation` … */
  readonly state: string;
  readonly createdAt: string;
}

/** Answers the private names of one VPC to whoever reaches one of its locations. Each location is charged, enabled or not. */
export interface CustomResolver {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The hosts of its VPC ask it instead of the cloud's own resolvers. */
  readonly enabled: boolean;
  /** `CRITICAL`: no location answers, as at first; `DEGRADED`: some do; `HEALTHY`: all do. Another word where the cloud has a new one. */
  readonly health: string;
  /** In the order in which they are asked. */
  readonly locations: readonly ResolverLocation[];
  readonly createdAt: string;
}

export interface ResolverLocation {
  readonly id: string;
  readonly subnetCrn: string;
  readonly enabled: boolean;
  readonly healthy: boolean;
  /** Where it answers, on port 53; undefined until it has an address. */
  readonly address: string | undefined;
}

/** With the instance that it is in. */
export interface PlacedResolver extends CustomResolver {
  readonly instance: DnsServicesInstance;
}

/** Whom a resolver asks for names below `match`. */
export interface ForwardingRule {
  readonly id: string;
  /** `zone`, or `default` for that of all other names, which goes to the VPC's own resolvers: it is never changed. */
  readonly type: string;
  readonly match: string;
  /** IPv4 addresses. */
  readonly forwardTo: readonly string[];
  readonly description: string;
}

/** The resolvers that answer for whoever has these subnets: a resolver is in no VPC but by the subnets of its locations. */
export function resolversIn<R extends Pick<CustomResolver, 'locations'>>(resolvers: readonly R[], subnets: readonly Pick<Resource, 'id'>[]): readonly R[] {
  const ids = new Set(subnets.map(({ id }) => id));
  return resolvers.filter(({ locations }) => locations.some(({ subnetCrn }) => ids.has(parseCrn(subnetCrn)?.resource ?? '')));
}
