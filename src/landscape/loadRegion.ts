import { isForbidden } from '../cloud/errors';
import type { VpcService } from '../cloud/vpcService';
import type { DeniedList, RegionLandscape } from '../model/landscape';

/** The part of the VPC API that a region's picture is loaded from. */
export type RegionSource = Pick<VpcService,
  'region' | 'listVpcs' | 'listSubnets' | 'listSecurityGroups' | 'listNetworkAcls' | 'listEndpointGateways'
  | 'listVirtualServers' | 'listFloatingIps' | 'listPublicGateways'>;

/**
 * Loads one region: all lists at once, each page by page. A list that the account may not see is left empty and named; any other
 * failure stops the others, since a picture with a hole by chance would be taken for the whole.
 */
export async function loadRegion(source: RegionSource, signal: AbortSignal, now: () => Date): Promise<RegionLandscape> {
  const others = new AbortController();
  const own = AbortSignal.any([signal, others.signal]);
  const everything = {};
  const denied: DeniedList[] = [];
  const unlessDenied = <T>(what: string, list: Promise<readonly T[]>): Promise<readonly T[]> => list.catch((error: unknown) => {
    if (!isForbidden(error)) {
      throw error;
    }
    denied.push({ what, failure: error });
    return [];
  });
  const securityGroups = unlessDenied('security groups', source.listSecurityGroups(everything, own));
  try {
    const [vpcs, subnets, groups, networkAcls, endpointGateways, virtualServers, floatingIps, publicGateways] = await Promise.all([
      source.listVpcs(own),
      unlessDenied('subnets', source.listSubnets(everything, own)),
      securityGroups,
      unlessDenied('network ACLs', source.listNetworkAcls(everything, own)),
      unlessDenied('endpoint gateways', source.listEndpointGateways(everything, own)),
      unlessDenied('virtual servers', source.listVirtualServers({ securityGroups }, own)),
      unlessDenied('floating IPs', source.listFloatingIps(own)),
      unlessDenied('public gateways', source.listPublicGateways(everything, own)),
    ]);
    return {
      region: source.region,
      vpcs, subnets, securityGroups: groups, networkAcls, endpointGateways, virtualServers, floatingIps, publicGateways,
      loadedAt: now().toISOString(), denied,
    };
  } catch (error) {
    others.abort();
    throw error;
  }
}
