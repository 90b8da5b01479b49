import type { Row } from '../state/records';
import { seededId } from '../state/ids';
import { existing, type Scope } from './scope';
import { hasWayBack } from './vpnServerHealth';

/** A routing table: a VPC's default one, or one that somebody made. */
export type RoutingTableRow = Row<'routingTables'> & { readonly isDefault: boolean };

type InRegion = Pick<Scope, 'region'>;

/** Kinds of resource that may write routes into a table. */
export const routeWriters = ['vpn_gateway', 'vpn_server'] as const;

/** The default one first. */
export function tablesOf({ region }: InRegion, vpc: Row<'vpcs'>): RoutingTableRow[] {
  const { createdAt, group, tableId, tableName, tableAccepts } = vpc;
  const own = { id: tableId, name: tableName, createdAt, group, vpc: vpc.id, accepts: [...tableAccepts ?? routeWriters], isDefault: true };
  return [own, ...[...region.routingTables.values()].filter((table) => table.vpc === vpc.id).map((table) => ({ ...table, isDefault: false }))];
}

export function tableOfSubnet(scope: Scope, subnet: Row<'subnets'>): RoutingTableRow {
  const vpc = existing(scope.region.vpcs, subnet.vpc, 'VPC');
  const tables = new Map(tablesOf(scope, vpc).map((table) => [table.id, table]));
  return existing(tables, subnet.routingTable ?? vpc.tableId, 'routing table');
}

export function subnetsOf({ region }: InRegion, table: RoutingTableRow): Row<'subnets'>[] {
  const own = [...region.subnets.values()].filter(({ vpc }) => vpc === table.vpc);
  return own.filter(({ routingTable }) => routingTable === undefined ? table.isDefault : routingTable === table.id);
}

/** A route that the cloud itself writes. */
export interface ServiceRoute {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly destination: string;
  readonly nextHop: string;
  readonly server: Row<'vpnServers'>;
}

/**
 * The ways back to the clients of VPN servers: in each zone one by each address of a server, so 3 for one that stands alone and 6 for one in two
 * zones. A table that takes none from VPN servers has none.
 */
export function serviceRoutes({ region }: InRegion, table: RoutingTableRow): ServiceRoute[] {
  if (!table.accepts.includes('vpn_server')) return [];
  const servers = [...region.vpnServers.values()].filter((server) => server.vpc === table.vpc && isUp(server) && hasWayBack(region, server));
  return servers.flatMap((server) => region.zones.flatMap((zone) => server.ips.map((ip, index) => ({
    id: seededId(region.name, 'service-route', table.id, server.id, zone, ip), name: `ibm-vpn-server-${server.id.slice(-12)}-${zone}-${index + 1}`,
    zone, destination: server.pool, nextHop: region.reservedIps.get(ip)?.address ?? '0.0.0.0', server,
  }))));
}

function isUp({ phase, failure }: Row<'vpnServers'>): boolean {
  return (phase === 'ready' || phase === 'updating') && failure === undefined;
}
