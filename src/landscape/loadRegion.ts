import { isForbidden } from '../cloud/errors';
import type { VpcService } from '../cloud/vpcService';
import type { DeniedList, RegionLandscape, UnreadableItem } from '../model/landscape';
import type { OnUnreadable } from '../model/unreadable';

/** The part of the VPC API that a region's picture is loaded from. */
export type RegionSource = Pick<VpcService,
  'region' | 'listVpcs' | 'listSubnets' | 'listSecurityGroups' | 'listNetworkAcls' | 'listEndpointGateways'
  | 'listVirtualServers' | 'listFloatingIps' | 'listPublicGateways'>;

/**
 * Loads one region: all lists at once, each page by page. A list that the account may not see is left empty and named, and an item
 * that cannot be read is left out and named; any other failure stops the others, since a picture with a hole by chance would be
 * taken for the whole.
 */
export async function loadRegion(source: RegionSource, signal: AbortSignal, now: () => Date): Promise<RegionLandscape> {
  const others = new AbortController();
  const own = AbortSignal.any([signal, others.signal]);
  const everything = {};
  const denied: DeniedList[] = [];
  const unreadable: UnreadableItem[] = [];
  const told = (what: string): OnUnreadable => (item) => unreadable.push({ what, ...item });
  const list = <T>(what: string, read: (tell: OnUnreadable) => Promise<readonly T[]>): Promise<readonly T[]> =>
    read(told(what)).catch((error: unknown) => {
      if (!isForbidden(error)) {
        throw error;
      }
      denied.push({ what: `${what}s`, failure: error });
      return [];
    });
  const securityGroups = list('security group', (tell) => source.listSecurityGroups(everything, own, tell));
  try {
    const [vpcs, subnets, groups, networkAcls, endpointGateways, virtualServers, floatingIps, publicGateways] = await Promise.all([
      source.listVpcs(own, told('VPC')),
      list('subnet', (tell) => source.listSubnets(everything, own, tell)),
      securityGroups,
      list('network ACL', (tell) => source.listNetworkAcls(everything, own, tell)),
      list('endpoint gateway', (tell) => source.listEndpointGateways(everything, own, tell)),
      list('virtual server', (tell) => source.listVirtualServers({ securityGroups }, own, tell)),
      list('floating IP', (tell) => source.listFloatingIps(own, tell)),
      list('public gateway', (tell) => source.listPublicGateways(everything, own, tell)),
    ]);
    return {
      region: source.region,
      vpcs, subnets, securityGroups: groups, networkAcls, endpointGateways, virtualServers, floatingIps, publicGateways,
      loadedAt: now().toISOString(), denied, unreadable,
    };
  } catch (error) {
    others.abort();
    throw error;
  }
}
