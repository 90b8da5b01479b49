import { isForbidden, isNotFound } from '../cloud/errors';
import type { VpcService } from '../cloud/vpcService';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { DeniedList, RegionLandscape, UnreadableItem } from '../model/landscape';
import type { OnUnreadable } from '../model/unreadable';
import { seenVpnConnection, type SeenVpnConnection, type VpnGateway } from '../model/vpnGateway';

/** The part of the VPC API that a region's picture is loaded from. */
export type RegionSource = Pick<VpcService,
  'region' | 'listVpcs' | 'listSubnets' | 'listSecurityGroups' | 'listNetworkAcls' | 'listEndpointGateways'
  | 'listVirtualServers' | 'listFloatingIps' | 'listPublicGateways' | 'listVpnServers' | 'listVpnGateways' | 'listVpnConnections'>;

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
  const list = <T>(
    what: string, one: string, read: (tell: OnUnreadable) => Promise<readonly T[]>, isRefused: typeof isForbidden = isForbidden,
  ): Promise<readonly T[]> =>
    read(told(one)).catch((error: unknown) => {
      if (!isRefused(error)) {
        throw error;
      }
      denied.push({ what, failure: error });
      return [];
    });
  const vpnGateways = list(t('VPN gateways'), t('VPN gateway'), (tell) => source.listVpnGateways(everything, own, tell), isNotOffered);
  const securityGroups = list(t('security groups'), t('security group'), (tell) => source.listSecurityGroups(everything, own, tell));
  try {
    const [
      vpcs, subnets, groups, networkAcls, endpointGateways, virtualServers, floatingIps, publicGateways, vpnServers, gateways, vpnConnections,
    ] = await Promise.all([
      source.listVpcs(own, told(t('VPC'))),
      list(t('subnets'), t('subnet'), (tell) => source.listSubnets(everything, own, tell)),
      securityGroups,
      list(t('network ACLs'), t('network ACL'), (tell) => source.listNetworkAcls(everything, own, tell)),
      list(t('endpoint gateways'), t('endpoint gateway'), (tell) => source.listEndpointGateways(everything, own, tell)),
      list(t('virtual servers'), t('virtual server'), (tell) => source.listVirtualServers({ securityGroups }, own, tell)),
      list(t('floating IPs'), t('floating IP'), (tell) => source.listFloatingIps(own, tell)),
      list(t('public gateways'), t('public gateway'), (tell) => source.listPublicGateways(everything, own, tell)),
      list(t('VPN servers'), t('VPN server'), (tell) => source.listVpnServers(everything, own, tell), isNotOffered),
      vpnGateways,
      list(t('VPN connections'), t('VPN connection'), async (tell) => connectionsOf(source, await vpnGateways, own, tell)),
    ]);
    return {
      region: source.region,
      vpcs, subnets, securityGroups: groups, networkAcls, endpointGateways, virtualServers, floatingIps, publicGateways, vpnServers,
      vpnGateways: gateways, vpnConnections,
      loadedAt: now().toISOString(), denied, unreadable,
    };
  } catch (error) {
    others.abort();
    throw error;
  }
}

/** A gateway tells how many it has, so that those without cost no request; one that has gone meanwhile has none. */
async function connectionsOf(
  source: RegionSource, gateways: readonly VpnGateway[], signal: AbortSignal, tell: OnUnreadable,
): Promise<readonly SeenVpnConnection[]> {
  const lists = await Promise.all(gateways.filter(({ connections }) => connections.length > 0).map(async (gateway) => {
    const connections = await orNone(source.listVpnConnections(gateway.id, signal, tell));
    return connections.map((connection) => seenVpnConnection(gateway, connection));
  }));
  return lists.flat();
}

function orNone<T>(list: Promise<readonly T[]>): Promise<readonly T[]> {
  return list.catch((error: unknown) => {
    if (isNotFound(error)) {
      return [];
    }
    throw error;
  });
}

/** Not every region has client VPN (https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-client-to-site-overview): where it is not there, the rest is. */
function isNotOffered(error: unknown): error is Failure {
  return isForbidden(error) || (error instanceof Failure && isNotFound(error));
}
