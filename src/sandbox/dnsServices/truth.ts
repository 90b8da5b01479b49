import type { ResolverTruth } from '../dataPlane';
import type { State } from '../state/state';
import { isHealthy, placesOf } from './places';

/**
 * The custom resolvers that answer somebody. No document says which security group stands before a location, nor that one answers before its
 * resolver is enabled; here it is the VPC's default one, and each answers as soon as it is healthy.
 */
export function resolverTruths(state: State): ResolverTruth[] {
  return [...state.customResolvers.values()].filter(({ isGoing }) => !isGoing).flatMap((resolver) => {
    const all = placesOf(state, resolver);
    const [first] = all;
    const vpc = first?.region.vpcs.get(first.subnet.vpc);
    if (vpc === undefined) return [];
    const places = all.flatMap(({ location, address, subnet }) => (isHealthy(location) && address !== undefined ? [{ address, subnetId: subnet.id }] : []));
    return [{ id: resolver.id, name: resolver.name, vpcId: vpc.id, places, enabled: resolver.enabled, securityGroupIds: [vpc.defaultGroup] }];
  });
}
