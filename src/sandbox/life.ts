import { happenToResolvers } from './dnsServices/life';
import { emptySecretsManager } from './secretsManager/service';
import { serviceOf, type SandboxService } from './services/service';
import type { EventRow, Row, ServiceInstanceRow } from './state/records';
import type { Region } from './state/region';
import type { State } from './state/state';

/** What an event does when its time has come. What is no longer there needs nothing. */
export function happen(state: State, services: readonly SandboxService[], event: EventRow): void {
  if (event.table === 'policies') propagate(state, event);
  if (event.table === 'instances') provision(services, state.instances.get(event.id));
  if (event.table === 'secretsManagers') answer(state, event);
  if (event.table === 'customResolvers') happenToResolvers(state, event);
  const region = state.regions.get(event.region);
  if (region === undefined) return;
  if (event.kind === 'gone') remove(region, event);
  else if (event.kind === 'ready') makeReady(region, event);
  else setStatus(region, event);
}

function provision(services: readonly SandboxService[], instance: ServiceInstanceRow | undefined): void {
  if (instance?.state !== 'provisioning') return;
  const service = serviceOf(services, instance);
  const plan = service?.plans.find(({ id }) => id === instance.plan);
  if (service === undefined || plan === undefined) {
    instance.state = 'failed';
    return;
  }
  const { id: guid, region, parameters } = instance;
  instance.extensions = { ...service.document({ guid, region, plan: plan.name, parameters, code: guid.replaceAll('-', '').slice(0, 16) }) };
  instance.state = 'active';
}

/** A new instance of Secrets Manager answers at its own address. */
function answer({ instances, secretsManagers }: State, { id }: EventRow): void {
  const instance = instances.get(id);
  if (instance !== undefined && !secretsManagers.has(id)) secretsManagers.set(id, emptySecretsManager(id, instance.createdAt));
}

/** A new policy can be read, and counts some time later. */
function propagate({ policies }: State, { id, kind }: EventRow): void {
  const policy = policies.get(id);
  if (policy === undefined) return;
  if (kind === 'effective') policy.phase = 'effective';
  else if (policy.phase === 'pending') policy.phase = 'known';
}

function makeReady(region: Region, { table, id }: EventRow): void {
  const row = table === 'vpcs' ? region.vpcs.get(id)
    : table === 'dnsBindings' ? region.dnsBindings.get(id)
      : table === 'subnets' ? region.subnets.get(id)
        : table === 'reservedIps' ? region.reservedIps.get(id)
          : table === 'floatingIps' ? region.floatingIps.get(id)
            : table === 'publicGateways' ? region.publicGateways.get(id)
              : table === 'vpnRoutes' ? region.vpnRoutes.get(id)
                : undefined;
  if (row?.phase === 'pending') row.phase = 'ready';
  const updated = table === 'vpnServers' ? region.vpnServers.get(id) : undefined;
  if (updated?.phase === 'updating') updated.phase = 'ready';
}

function setStatus(region: Region, { id, kind }: EventRow): void {
  const server = region.servers.get(id);
  if (server === undefined || server.status === 'deleting') return;
  if (kind === 'no-capacity') {
    server.status = 'failed';
    server.statusReason = { code: 'cannot_start_capacity', message: 'The zone has no room for this profile: choose another zone or profile.' };
  } else {
    server.status = kind === 'starting' ? 'starting' : 'stopped';
  }
}

function remove(region: Region, { table, id }: EventRow): void {
  if (table === 'vpcs') removeVpc(region, id);
  if (table === 'subnets') removeSubnet(region, id);
  if (table === 'servers') removeServer(region, region.servers.get(id));
  if (table === 'gateways') removeGateway(region, region.gateways.get(id));
  if (table === 'vpnServers') removeVpnServer(region, region.vpnServers.get(id));
  if (table === 'vpnGateways') removeVpnGateway(region, region.vpnGateways.get(id));
  if (table === 'vpnRoutes') region.vpnRoutes.delete(id);
  if (table === 'vpnClients') region.vpnClients.delete(id);
  if (table === 'floatingIps') region.floatingIps.delete(id);
  if (table === 'dnsBindings') region.dnsBindings.delete(id);
  if (table === 'publicGateways') {
    region.floatingIps.delete(region.publicGateways.get(id)?.floatingIp ?? '');
    region.publicGateways.delete(id);
  }
}

function removeVpc(region: Region, id: string): void {
  for (const table of [region.acls, region.securityGroups, region.prefixes, region.routingTables, region.vpcRoutes]) {
    for (const row of table.values()) if (row.vpc === id) table.delete(row.id);
  }
  region.vpcs.delete(id);
}

/** A subnet takes its reserved IPs along, and a gateway silently loses that one. */
function removeSubnet(region: Region, id: string): void {
  for (const ip of region.reservedIps.values()) if (ip.subnet === id) releaseIp(region, ip);
  region.subnets.delete(id);
}

function releaseIp(region: Region, ip: Row<'reservedIps'>): void {
  for (const gateway of region.gateways.values()) gateway.ips = gateway.ips.filter((id) => id !== ip.id);
  region.reservedIps.delete(ip.id);
}

function removeServer(region: Region, server: Row<'servers'> | undefined): void {
  if (server === undefined) return;
  const network = region.interfaces.get(server.interface);
  for (const ip of region.floatingIps.values()) if (ip.target === server.interface) ip.target = undefined;
  if (network !== undefined) region.reservedIps.delete(network.ip);
  region.interfaces.delete(server.interface);
  region.servers.delete(server.id);
}

function removeGateway(region: Region, gateway: Row<'gateways'> | undefined): void {
  if (gateway === undefined) return;
  for (const id of gateway.ips) {
    const ip = region.reservedIps.get(id);
    if (ip?.autoDelete === true) region.reservedIps.delete(id);
    else if (ip !== undefined) ip.target = undefined;
  }
  region.gateways.delete(gateway.id);
}

/** All that it had goes with it: routes, clients and addresses. */
function removeVpnServer(region: Region, server: Row<'vpnServers'> | undefined): void {
  if (server === undefined) return;
  for (const table of [region.vpnRoutes, region.vpnClients]) {
    for (const row of table.values()) if (row.server === server.id) table.delete(row.id);
  }
  for (const ip of server.ips) region.reservedIps.delete(ip);
  region.vpnServers.delete(server.id);
}

/** Its connections and addresses go with it. */
function removeVpnGateway(region: Region, gateway: Row<'vpnGateways'> | undefined): void {
  if (gateway === undefined) return;
  for (const connection of region.vpnConnections.values()) if (connection.gateway === gateway.id) region.vpnConnections.delete(connection.id);
  for (const ip of gateway.ips) region.reservedIps.delete(ip);
  region.vpnGateways.delete(gateway.id);
}
