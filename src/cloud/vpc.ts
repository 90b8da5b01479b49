import { array, object, optional, string } from 'valibot';
import { RegionApi, vpcLimiter } from './regionApi';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';
import { createDnsSharing } from './vpcDns';
import { createEndpointGateways } from './vpcEndpointGateways';
import { createFloatingIps } from './vpcFloatingIps';
import { createNetworks } from './vpcNetworks';
import { createRoutingTableRoutes } from './vpcRoutingTableRoutes';
import { createRoutingTables } from './vpcRoutingTables';
import { named, segment } from './vpcParts';
import { createSecurityGroups } from './vpcSecurityGroups';
import { createServerParts } from './vpcServerParts';
import type { VpcService } from './vpcService';
import { createVirtualServers } from './vpcVirtualServers';
import { createVpnConnections } from './vpcVpnConnections';
import { createVpnGateways } from './vpcVpnGateways';
import { createVpnPolicies } from './vpcVpnPolicies';
import { createVpnServerParts } from './vpcVpnServerParts';
import { createVpnServers } from './vpcVpnServers';
import { t } from '../model/l10n';

const regionList = object({ regions: array(object({ name: string(), endpoint: string(), status: string() })) });
const zoneList = object({ zones: array(object({ name: string(), region: optional(named), status: optional(string()) })) });

/** One region's VPC API; `baseUrl` has the version path and no trailing slash. */
export function createVpc(region: string, baseUrl: string, transport: Transport, tokens: TokenSource): VpcService {
  const limiter = vpcLimiter();
  const api = new RegionApi(region, baseUrl, transport, tokens, limiter);
  const guarded = new RegionApi(region, baseUrl, transport, tokens, limiter, true);
  const groups = createSecurityGroups(api);
  return {
    region,
    ...createNetworks(api),
    ...createDnsSharing(api),
    ...groups,
    ...createEndpointGateways(api),
    ...createVirtualServers(api, groups),
    ...createServerParts(api),
    ...createFloatingIps(api),
    ...createVpnServers(api),
    ...createVpnServerParts(api),
    ...createRoutingTables(api),
    ...createRoutingTableRoutes(api),
    ...createVpnGateways(api),
    ...createVpnConnections(guarded),
    ...createVpnPolicies(api),
    async listRegions(signal) {
      const { regions } = await api.listWhole(regionList, t('regions known'), '/regions', signal);
      return regions.map(({ name, endpoint, status }) => ({
        name, endpoint: withVersionPath(endpoint), available: status === 'available',
      }));
    },
    async listZones(signal) {
      const { zones } = await api.listWhole(zoneList, t('zones'), `/regions/${segment(region)}/zones`, signal);
      return zones.map(({ name, region: of, status }) => ({ name, region: of?.name ?? region, available: status === 'available' }));
    },
    readRaw: (href, signal) => api.document(href, signal),
  };
}

/** The API names a region's host; its calls are below the path of version 1: `https://<region>.iaas.cloud.ibm.com/v1`. */
function withVersionPath(endpoint: string): string {
  const base = endpoint.replace(/\/+$/, '');
  return base.endsWith('/v1') ? base : `${base}/v1`;
}
