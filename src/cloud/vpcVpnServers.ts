import { array, object } from 'valibot';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { nextLink, type RegionApi } from './regionApi';
import { segment } from './vpcParts';
import type { NewVpnAuthentication, NewVpnServer, VpnServerSettings } from './vpcRequests';
import type { VpnServers } from './vpcService';
import { toVpnServer, vpnServerDocument } from './vpcVpnServerDocument';

const serverPage = object({ vpn_servers: array(vpnServerDocument), next: nextLink });

/** Client VPN servers. */
export function createVpnServers(api: RegionApi): VpnServers {
  const one = (id: string) => `/vpn_servers/${segment(id)}`;
  const named = (id: string) => t('VPN server {0}', id);
  const permission = t('Editor on VPN server (is.vpn-server), and Operator on the subnets and the security groups');
  return {
    // The API narrows the list by no VPC: https://cloud.ibm.com/apidocs/vpc/latest#list-vpn-servers.
    listVpnServers: ({ vpcId }, signal, unreadable) => api.list(
      serverPage, t('VPN servers'), '/vpn_servers', {},
      (page) => page.vpn_servers.map(toVpnServer).filter(({ vpc }) => vpcId === undefined || vpc.id === vpcId), signal, unreadable,
    ),
    getVpnServer: async (id, signal) => toVpnServer(await api.read(vpnServerDocument, named(id), one(id), signal)),
    getVersionedVpnServer: async (id, signal) => {
      const { value, etag } = await api.readVersioned(vpnServerDocument, named(id), one(id), signal);
      return { value: toVpnServer(value), etag };
    },
    createVpnServer: async (request, signal) => toVpnServer(await api.create(vpnServerDocument, {
      path: '/vpn_servers', body: serverBody(request), what: t('Could not create the VPN server "{0}"', request.name), permission,
    }, signal)),
    updateVpnServer: async ({ value: { id, name }, etag }, changes, signal) => toVpnServer(await api.patch(vpnServerDocument, {
      path: one(id), body: settingsBody(changes), ifMatch: etag, what: t('Could not change the VPN server "{0}"', name), permission,
    }, signal)),
    deleteVpnServer: (id, signal, etag) => api.remove({
      path: one(id), ifMatch: etag, what: t('Could not delete the VPN server {0}', id), permission,
    }, signal),
    readClientConfiguration: async (id, signal) => {
      const what = t('Could not read the client configuration of the VPN server {0}', id);
      return profileIn(what, await api.readText(what, `${one(id)}/client_configuration`, signal));
    },
  };
}

function serverBody(request: NewVpnServer): Readonly<Record<string, unknown>> {
  return {
    ...settingsBody(request),
    security_groups: request.securityGroupIds.map((id) => ({ id })),
    resource_group: { id: request.resourceGroupId },
  };
}

/** What is left out stays as it is: undefined is no part of JSON. */
function settingsBody(settings: Partial<VpnServerSettings>): Readonly<Record<string, unknown>> {
  return {
    name: settings.name,
    subnets: settings.subnetIds?.map((id) => ({ id })),
    client_ip_pool: settings.clientPool,
    certificate: settings.certificateCrn === undefined ? undefined : { crn: settings.certificateCrn },
    client_authentication: settings.authentication?.map(authenticationBody),
    client_dns_server_ips: settings.dnsServers?.map((address) => ({ address })),
    client_idle_timeout: settings.idleTimeout,
    enable_split_tunneling: settings.splitTunnel,
    protocol: settings.protocol,
    port: settings.port,
  };
}

function authenticationBody(authentication: NewVpnAuthentication): Readonly<Record<string, unknown>> {
  return authentication.method === 'username'
    ? { method: 'username', identity_provider: { provider_type: 'iam' } }
    : { method: 'certificate', client_ca: { crn: authentication.authorityCrn }, crl: authentication.revocationList };
}

/** Any text may come with a status of success; a profile says at least whom a client dials. */
function profileIn(what: string, text: string): string {
  if (/^[ \t]*remote[ \t]+\S/m.test(text)) {
    return text;
  }
  throw new Failure({
    code: 'vpc.no-profile', what, why: t('What the cloud answered is no OpenVPN profile: it names no server to dial.'),
    next: t('Check whether a proxy or a sign-in page of this network stands in between, then try again.'),
  });
}
