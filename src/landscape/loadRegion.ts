import type { VpcService } from '../cloud/vpcService';
import type { RegionLandscape } from '../model/landscape';

/** The part of the VPC API that a region's picture is loaded from. */
export type RegionSource = Pick<VpcService,
  'region' | 'listVpcs' | 'listSubnets' | 'listSecurityGroups' | 'listNetworkAcls' | 'listEndpointGateways'
  | 'listVirtualServers' | 'listFloatingIps' | 'listPublicGateways'>;

/** Loads one region: all lists at once, each page by page. The first list that fails stops the others. */
export async function loadRegion(source: RegionSource, signal: AbortSignal, now: () => Date): Promise<RegionLandscape> {
  const others = new AbortController();
  const own = AbortSignal.any([signal, others.signal]);
  const everything = {};
  const securityGroups = source.listSecurityGroups(everything, own);
  try {
    const [vpcs, subnets, groups, networkAcls, endpointGateways, virtualServers, floatingIps, publicGateways] = await Promise.all([
      source.listVpcs(own),
      source.listSubnets(everything, own),
      securityGroups,
      source.listNetworkAcls(everything, own),
      source.listEndpointGateways(everything, own),
      source.listVirtualServers({ securityGroups }, own),
      source.listFloatingIps(own),
      source.listPublicGateways(everything, own),
    ]);
    return {
      region: source.region,
      vpcs, subnets, securityGroups: groups, networkAcls, endpointGateways, virtualServers, floatingIps, publicGateways,
      loadedAt: now().toISOString(),
    };
  } catch (error) {
    others.abort();
    throw error;
  }
}
