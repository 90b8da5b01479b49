import type { CustomResolverRow, LocationRow } from '../state/customResolvers';
import type { Row } from '../state/records';
import type { Region } from '../state/region';
import type { State } from '../state/state';

/** Where a location is: its subnet, and that subnet's region. */
export interface ResolverPlace {
  readonly location: LocationRow;
  readonly region: Region;
  readonly subnet: Row<'subnets'>;
  /** Undefined until its address is there. */
  readonly address: string | undefined;
}

export function placesOf(state: State, { locations }: CustomResolverRow): ResolverPlace[] {
  return locations.flatMap((location) => {
    const region = [...state.regions.values()].find(({ subnets }) => subnets.has(location.subnet));
    const subnet = region?.subnets.get(location.subnet);
    if (region === undefined || subnet === undefined) return [];
    const ip = region.reservedIps.get(location.ip);
    return [{ location, region, subnet, address: ip?.phase === 'ready' ? ip.address : undefined }];
  });
}

/** A location answers once it is up, and as long as nobody disabled it. */
export function isHealthy({ enabled, isUp }: LocationRow): boolean {
  return enabled && isUp;
}

/** A VPC has one at most, in whatever instance. */
export function resolverOfVpc(state: State, vpc: string): CustomResolverRow | undefined {
  return [...state.customResolvers.values()].find((resolver) => !resolver.isGoing && placesOf(state, resolver).some(({ subnet }) => subnet.vpc === vpc));
}

/** What the hosts of a VPC ask instead of the cloud's own resolvers; undefined where no custom resolver is enabled for it. */
export function customServers(state: State, vpc: string): readonly string[] | undefined {
  const resolver = resolverOfVpc(state, vpc);
  if (resolver?.enabled !== true) return undefined;
  return placesOf(state, resolver).filter(({ location }) => location.enabled).flatMap(({ address }) => address ?? []);
}

/** What still holds a subnet. */
export function resolverIn(state: State, subnet: string): CustomResolverRow | undefined {
  return [...state.customResolvers.values()].find(({ locations }) => locations.some((location) => location.subnet === subnet));
}
