import type { Row } from '../state/records';
import { ipReference } from './interfaceViews';
import { existing, groupReference, reference, subnetReference, vpcReference, type Scope } from './scope';
import { healthOf } from './vpnServerHealth';

export function vpnServerReference(scope: Scope, server: Row<'vpnServers'>) {
  return { ...reference(scope, 'vpnServers', server), resource_type: 'vpn_server' };
}

export function renderVpnServer(scope: Scope, server: Row<'vpnServers'>): unknown {
  const { region } = scope;
  return {
    ...vpnServerReference(scope, server), created_at: server.createdAt,
    vpc: vpcReference(scope, server.vpc), resource_group: groupReference(scope, server.group),
    subnets: server.subnets.map((id) => subnetReference(scope, id)),
    private_ips: server.ips.flatMap((id) => region.reservedIps.get(id) ?? []).map((ip) => ipReference(scope, ip)),
    security_groups: server.securityGroups.map((id) => reference(scope, 'securityGroups', existing(region.securityGroups, id, 'security group'))),
    hostname: server.hostname, port: server.port, protocol: server.protocol,
    certificate: { crn: server.certificate },
    client_authentication: server.authentication.map(renderAuthentication),
    // Hours: what is lost is listed for one.
    client_auto_delete: true, client_auto_delete_timeout: 1,
    client_dns_server_ips: server.dnsServers.map((address) => ({ address })),
    client_idle_timeout: server.idleTimeout, client_ip_pool: server.pool, enable_split_tunneling: server.splitTunnel,
    lifecycle_state: server.failure === undefined ? states[server.phase] : 'failed',
    lifecycle_reasons: server.failure === undefined ? [] : [server.failure],
    ...healthOf(scope, server),
  };
}

const states = { pending: 'pending', updating: 'updating', ready: 'stable', deleting: 'deleting' } as const;

function renderAuthentication(authentication: Row<'vpnServers'>['authentication'][number]): unknown {
  if (authentication.method === 'username') return { method: 'username', identity_provider: { provider_type: 'iam' } };
  const { authority, crl } = authentication;
  return { method: 'certificate', client_ca: { crn: authority }, ...(crl === undefined ? {} : { crl }) };
}
