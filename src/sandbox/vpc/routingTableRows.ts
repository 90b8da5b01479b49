import type { Row } from '../state/records';
import { seededId } from '../state/ids';
import type { Region } from '../state/region';
import { existing, type Scope } from './scope';
import { connectionsOf } from './vpnConnectionRows';
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

/** A route into a connection of a VPN gateway, or one that somebody wrote by hand. */
export interface TableRoute {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly zone: string;
  readonly destination: string;
  readonly action: Row<'vpcRoutes'>['action'];
  readonly priority: number;
  /** Either, or neither where nothing is delivered. */
  readonly address?: string | undefined;
  readonly connection?: string | undefined;
  /** Undefined for one that somebody wrote. */
  readonly gateway?: Row<'vpnGateways'> | undefined;
}

/**
 * The ways to the peers of gateways in policy mode, in a gateway's own zone alone: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-limitations.
 * A table that takes none from VPN gateways has none, nor has one with a route of somebody's own in the way.
 */
export function gatewayRoutes({ region }: InRegion, table: RoutingTableRow): TableRoute[] {
  if (!table.accepts.includes('vpn_gateway')) return [];
  const gateways = [...region.vpnGateways.values()].filter((gateway) => gateway.vpc === table.vpc && gateway.mode === 'policy' && isUp(gateway));
  return gateways.flatMap((gateway) => connectionsOf(region, gateway.id).flatMap((connection) => connection.peerRanges.map((destination): TableRoute => ({
    id: seededId(region.name, 'gateway-route', table.id, connection.id, destination),
    name: `ibm-vpn-gateway-${connection.id.slice(-12)}-${destination.replace(/[./]/g, '-')}`,
    createdAt: connection.createdAt, zone: region.subnets.get(gateway.subnet)?.zone ?? '', destination, action: 'deliver' as const, priority: 2,
    address: region.reservedIps.get(gateway.ips[0] ?? '')?.address ?? '0.0.0.0', connection: connection.id, gateway,
  })))).filter((route) => !handRoutes({ region }, table).some((own) => isSameWay(own, route)));
}

export function handRoutes({ region }: InRegion, table: RoutingTableRow): TableRoute[] {
  return [...region.vpcRoutes.values()].filter((route) => route.table === table.id);
}

/** Whether somebody's own route stands where a gateway in policy mode would write one. */
export function hasRouteInTheWay(region: Region, gateway: Row<'vpnGateways'>): boolean {
  const vpc = region.vpcs.get(gateway.vpc);
  const zone = region.subnets.get(gateway.subnet)?.zone ?? '';
  const destinations = gateway.mode === 'policy' ? connectionsOf(region, gateway.id).flatMap(({ peerRanges }) => peerRanges) : [];
  const tables = vpc === undefined ? [] : tablesOf({ region }, vpc).filter(({ accepts }) => accepts.includes('vpn_gateway'));
  return tables.some((table) => handRoutes({ region }, table).some((own) => destinations.some((destination) => isSameWay(own, { zone, destination }))));
}

type Way = Pick<TableRoute, 'zone' | 'destination'>;

function isSameWay(one: Way, other: Way): boolean {
  return one.zone === other.zone && one.destination === other.destination;
}

function isUp({ phase, failure }: Row<'vpnServers'> | Row<'vpnGateways'>): boolean {
  return (phase === 'ready' || phase === 'updating') && failure === undefined;
}

/** All routes of a table: the cloud's own first. */
export function routesOf(scope: InRegion, table: RoutingTableRow): readonly (ServiceRoute | TableRoute)[] {
  return [...serviceRoutes(scope, table), ...gatewayRoutes(scope, table), ...handRoutes(scope, table)];
}
