import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { created, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, freeName, groupField, groupOf, read } from './body';
import { checkMatch, tagged } from './etag';
import { inGroup } from './filter';
import { page } from './page';
import { existing, type Scope } from './scope';
import { checkGroups } from './securityGroupChoice';
import { reserveAddresses } from './vpnServerAddresses';
import { disconnectAll } from './vpnServerClients';
import { clientProfile } from './vpnServerProfile';
import { readsItsCertificates } from './vpnServerHealth';
import { authenticationOf, checkedCertificate, checkPool, checkSplit, chooseSubnets, settings } from './vpnServerSettings';
import { renderVpnServer } from './vpnServerViews';

/** VPN servers a region may hold: https://cloud.ibm.com/docs/vpc?topic=vpc-quotas. */
const quota = 10;

const { certificate, client_authentication: authentication, client_ip_pool: pool, subnets, ...others } = settings;
const prototype = v.strictObject({
  ...v.partial(v.strictObject(others)).entries, certificate, client_authentication: authentication, client_ip_pool: pool, subnets,
  resource_group: groupField, security_groups: v.optional(v.array(byId)),
});
const patch = v.partial(v.strictObject(settings));

export function listVpnServers(call: Call, scope: Scope): Reply {
  const filters = { ...inGroup, name: 'any', sort: ['created_at', 'name'] } as const;
  return page(call, 'vpn_servers', scope.region.vpnServers.values(), (server) => renderVpnServer(scope, server), filters);
}

export function getVpnServer(call: Call, scope: Scope): Reply {
  return tagged(ok(renderVpnServer(scope, serverOf(call, scope))));
}

export function createVpnServer(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const places = chooseSubnets(scope, body.subnets);
  const vpc = existing(region.vpcs, places[0]?.vpc, 'VPC');
  if (region.vpnServers.size >= quota) throw new Refusal(400, 'over_quota', `The quota of ${quota} VPN servers in ${region.name} is used up.`);
  const server: Row<'vpnServers'> = {
    id: newId(region.name), name: freeName(body.name, siblings(scope, vpc.id)), createdAt: timestamp(world), group: groupOf(scope, body.resource_group),
    phase: 'pending', vpc: vpc.id, subnets: places.map(({ id }) => id), ips: [], publicAddresses: [],
    securityGroups: checkGroups(scope, vpc, body.security_groups?.map(({ id }) => id)),
    hostname: `${randomBytes(6).toString('hex')}.${region.name}.vpn-server.appdomain.cloud`, port: body.port ?? 443, protocol: body.protocol ?? 'udp',
    pool: checkPool(scope, vpc.id, body.client_ip_pool), certificate: checkedCertificate(scope, body.certificate.crn, 'certificate.crn'),
    authentication: authenticationOf(scope, body.client_authentication), dnsServers: (body.client_dns_server_ips ?? []).map(({ address }) => address),
    idleTimeout: body.client_idle_timeout ?? 600, splitTunnel: body.enable_split_tunneling ?? false,
  };
  region.vpnServers.set(server.id, server);
  reserveAddresses(scope, server);
  world.changed();
  return tagged(created(renderVpnServer(scope, server)));
}

/** Everything is checked before anything is changed. Any change but that of the name disconnects everyone. */
export function updateVpnServer(call: Call, scope: Scope): Reply {
  const server = serverOf(call, scope);
  const body = read(call, patch);
  checkMatch(call, renderVpnServer(scope, server));
  if (server.phase === 'pending' || server.phase === 'deleting') throw new Refusal(409, 'invalid_state', `The VPN server "${server.name}" is ${server.phase}.`);
  const changed: Row<'vpnServers'> = {
    ...server,
    name: body.name === undefined || body.name === server.name ? server.name : freeName(body.name, siblings(scope, server.vpc)),
    subnets: body.subnets === undefined ? server.subnets : chooseSubnets(scope, body.subnets, server.vpc).map(({ id }) => id),
    pool: body.client_ip_pool === undefined ? server.pool : checkPool(scope, server.vpc, body.client_ip_pool),
    certificate: body.certificate === undefined ? server.certificate : checkedCertificate(scope, body.certificate.crn, 'certificate.crn'),
    authentication: body.client_authentication === undefined ? server.authentication : authenticationOf(scope, body.client_authentication),
    dnsServers: body.client_dns_server_ips?.map(({ address }) => address) ?? server.dnsServers,
    idleTimeout: body.client_idle_timeout ?? server.idleTimeout, splitTunnel: body.enable_split_tunneling ?? server.splitTunnel,
    port: body.port ?? server.port, protocol: body.protocol ?? server.protocol,
  };
  checkSplit(scope, server.id, changed.splitTunnel);
  Object.assign(server, changed);
  if (Object.keys(body).some((name) => name !== 'name')) restart(scope, server);
  scope.world.changed();
  return tagged(ok(renderVpnServer(scope, server)));
}

function restart(scope: Scope, server: Row<'vpnServers'>): void {
  server.phase = 'updating';
  reserveAddresses(scope, server);
  disconnectAll(scope, server.id);
  scope.world.later(4, { kind: 'ready', region: scope.region.name, table: 'vpnServers', id: server.id });
}

export function deleteVpnServer(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const server = serverOf(call, scope);
  checkMatch(call, renderVpnServer(scope, server));
  server.phase = 'deleting';
  world.later(5, { kind: 'gone', region: region.name, table: 'vpnServers', id: server.id });
  world.changed();
  return { status: 202 };
}

/** Only of a server that is ready, and that has the certificate which clients are to verify it by. */
export function getClientConfiguration(call: Call, scope: Scope): Reply {
  const server = serverOf(call, scope);
  if (server.phase !== 'ready' || !readsItsCertificates(scope, server)) {
    throw new Refusal(409, 'invalid_state', `The VPN server "${server.name}" is not ready: its client configuration cannot be had.`);
  }
  return { status: 200, text: clientProfile(scope, server) };
}

function serverOf(call: Call, scope: Scope): Row<'vpnServers'> {
  return existing(scope.region.vpnServers, call.parameters['id'], 'VPN server');
}

/** Names are unique within a VPC, not within a region. */
function siblings({ region }: Scope, vpc: string): Row<'vpnServers'>[] {
  return [...region.vpnServers.values()].filter((server) => server.vpc === vpc);
}
