import { array, number, object, optional, string, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { VpnClient, VpnRoute } from '../model/vpnServer';
import { nextLink, type RegionApi } from './regionApi';
import { reasonsDocument, segment, toReasons } from './vpcParts';
import type { VpnServerParts } from './vpcService';

const routeDocument = object({
  id: string(),
  name: string(),
  destination: string(),
  action: string(),
  created_at: optional(string()),
  health_state: string(),
  health_reasons: reasonsDocument,
  lifecycle_state: string(),
  lifecycle_reasons: reasonsDocument,
});
const routePage = object({ routes: array(routeDocument), next: nextLink });

const addressDocument = object({ address: string() });
const clientDocument = object({
  id: string(),
  client_ip: addressDocument,
  remote_ip: addressDocument,
  remote_port: number(),
  status: string(),
  common_name: optional(string()),
  username: optional(string()),
  created_at: string(),
  disconnected_at: optional(string()),
});
const clientPage = object({ clients: array(clientDocument), next: nextLink });

/** Routes and clients of VPN servers. */
export function createVpnServerParts(api: RegionApi): VpnServerParts {
  const routes = (serverId: string) => `/vpn_servers/${segment(serverId)}/routes`;
  const clients = (serverId: string) => `/vpn_servers/${segment(serverId)}/clients`;
  const permission = t('Editor on VPN server (is.vpn-server)');
  return {
    listVpnRoutes: (serverId, signal) => api.list(
      routePage, t('VPN server routes'), routes(serverId), {}, (page) => page.routes.map(toRoute), signal,
    ),
    getVpnRoute: async (serverId, id, signal) =>
      toRoute(await api.read(routeDocument, t('VPN server route {0}', id), `${routes(serverId)}/${segment(id)}`, signal)),
    createVpnRoute: async (serverId, { name, destination, action }, signal) => toRoute(await api.create(routeDocument, {
      path: routes(serverId), body: { name, destination, action }, what: t('Could not create the route to {0} on the VPN server', destination), permission,
    }, signal)),
    deleteVpnRoute: (serverId, id, signal) => api.remove({
      path: `${routes(serverId)}/${segment(id)}`, what: t('Could not delete the VPN server route {0}', id), permission,
    }, signal),
    listVpnClients: (serverId, signal) => api.list(
      clientPage, t('VPN clients'), clients(serverId), {}, (page) => page.clients.map(toClient), signal,
    ),
    disconnectVpnClient: (serverId, id, signal) => api.order({
      path: `${clients(serverId)}/${segment(id)}/disconnect`, what: t('Could not disconnect the VPN client {0}', id),
      permission: t('Operator on VPN server (is.vpn-server)'),
    }, signal),
  };
}

function toRoute(document: InferOutput<typeof routeDocument>): VpnRoute {
  const { id, name, destination, action, created_at: createdAt = '' } = document;
  return {
    id, name, destination, action, createdAt,
    healthState: document.health_state,
    healthReasons: toReasons(document.health_reasons),
    lifecycleState: document.lifecycle_state,
    lifecycleReasons: toReasons(document.lifecycle_reasons),
  };
}

function toClient(document: InferOutput<typeof clientDocument>): VpnClient {
  return {
    id: document.id,
    address: document.client_ip.address,
    remoteAddress: document.remote_ip.address,
    remotePort: document.remote_port,
    status: document.status,
    commonName: document.common_name,
    username: document.username,
    connectedAt: document.created_at,
    disconnectedAt: document.disconnected_at,
  };
}
