import { route, type Route } from '../http/router';
import type { Scope } from './scope';
import * as clients from './vpnServerClients';
import * as routes from './vpnServerRoutes';
import * as servers from './vpnServers';

/** The paths of client VPN servers. */
export const vpnServerPaths: readonly Route<Scope>[] = [
  route('GET', '/vpn_servers', servers.listVpnServers),
  route('POST', '/vpn_servers', servers.createVpnServer),
  route('GET', '/vpn_servers/{id}', servers.getVpnServer),
  route('PATCH', '/vpn_servers/{id}', servers.updateVpnServer),
  route('DELETE', '/vpn_servers/{id}', servers.deleteVpnServer),
  route('GET', '/vpn_servers/{id}/client_configuration', servers.getClientConfiguration),
  route('GET', '/vpn_servers/{vpn_server_id}/clients', clients.listVpnServerClients),
  route('GET', '/vpn_servers/{vpn_server_id}/clients/{id}', clients.getVpnServerClient),
  route('DELETE', '/vpn_servers/{vpn_server_id}/clients/{id}', clients.deleteVpnServerClient),
  route('POST', '/vpn_servers/{vpn_server_id}/clients/{id}/disconnect', clients.disconnectVpnClient),
  route('GET', '/vpn_servers/{vpn_server_id}/routes', routes.listVpnServerRoutes),
  route('POST', '/vpn_servers/{vpn_server_id}/routes', routes.createVpnServerRoute),
  route('GET', '/vpn_servers/{vpn_server_id}/routes/{id}', routes.getVpnServerRoute),
  route('PATCH', '/vpn_servers/{vpn_server_id}/routes/{id}', routes.updateVpnServerRoute),
  route('DELETE', '/vpn_servers/{vpn_server_id}/routes/{id}', routes.deleteVpnServerRoute),
];
