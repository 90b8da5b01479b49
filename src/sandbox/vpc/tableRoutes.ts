import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { toNumber, toRange } from './addresses';
import { byName, freeName, nameField, read } from './body';
import { page } from './page';
import { handRoutes, routesOf, type RoutingTableRow, type ServiceRoute, type TableRoute } from './routingTableRows';
import { tableOf } from './routingTables';
import { existing, routingTableReference, zoneReference, type Scope } from './scope';
import { connectionReference } from './vpnConnectionViews';
import { vpnGatewayReference } from './vpnGatewayViews';
import { vpnServerReference } from './vpnServerViews';

const hop = v.union([
  v.strictObject({ address: v.pipe(v.string(), v.check((text) => toNumber(text) !== undefined, 'an IPv4 address')) }),
  v.strictObject({ id: v.string() }), v.strictObject({ href: v.string() }),
]);
const priority = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4));
const changeable = { name: nameField, advertise: v.optional(v.literal(false)), priority: v.optional(priority) };
const prototype = v.strictObject({
  ...changeable, destination: v.string(), zone: byName, next_hop: v.optional(hop),
  action: v.optional(v.picklist(['delegate', 'delegate_vpc', 'deliver', 'drop']), 'deliver'),
});
const patch = v.strictObject({ ...changeable, next_hop: v.optional(hop) });

type AnyRoute = ServiceRoute | TableRoute;

export function listRoutes(call: Call, scope: Scope): Reply {
  const table = tableOf(call, scope, 'routing_table_id');
  return page(call, 'routes', routesOf(scope, table), (route) => render(scope, table, route));
}

export function getRoute(call: Call, scope: Scope): Reply {
  const table = tableOf(call, scope, 'routing_table_id');
  return ok(render(scope, table, routeOf(call, scope, table)));
}

export function createRoute(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const table = tableOf(call, scope, 'routing_table_id');
  const body = read(call, prototype);
  const route: Row<'vpcRoutes'> = {
    id: newId(region.name), name: freeName(body.name, routesOf(scope, table)), createdAt: timestamp(world), vpc: table.vpc, table: table.id,
    zone: zoneIn(scope, body.zone.name), destination: destinationIn(body.destination), action: body.action, priority: body.priority ?? 2,
    ...hopIn(scope, table, body.next_hop),
  };
  checkHop(route);
  checkTwin(scope, table, route);
  region.vpcRoutes.set(route.id, route);
  world.changed();
  return created(render(scope, table, route));
}

export function updateRoute(call: Call, scope: Scope): Reply {
  const table = tableOf(call, scope, 'routing_table_id');
  const body = read(call, patch);
  const route = ownRoute(call, scope, table);
  const changed = {
    ...route, priority: body.priority ?? route.priority,
    name: body.name === undefined || body.name === route.name ? route.name : freeName(body.name, routesOf(scope, table)),
    ...(body.next_hop === undefined ? {} : { address: undefined, connection: undefined, ...hopIn(scope, table, body.next_hop) }),
  };
  checkHop(changed);
  checkTwin(scope, table, changed);
  Object.assign(route, changed);
  scope.world.changed();
  return ok(render(scope, table, route));
}

export function deleteRoute(call: Call, scope: Scope): Reply {
  scope.region.vpcRoutes.delete(ownRoute(call, scope, tableOf(call, scope, 'routing_table_id')).id);
  scope.world.changed();
  return noContent;
}

/** A connection as next hop is one of a gateway in route mode, in the same VPC: https://cloud.ibm.com/docs/vpc?topic=vpc-create-vpc-route. */
function hopIn({ region }: Scope, table: RoutingTableRow, wish: v.InferOutput<typeof hop> | undefined): { address?: string; connection?: string } {
  if (wish === undefined) return {};
  if ('address' in wish) return wish.address === '0.0.0.0' ? {} : { address: wish.address };
  const id = 'id' in wish ? wish.id : wish.href.split('/').at(-1) ?? '';
  const connection = region.vpnConnections.get(id);
  const gateway = region.vpnGateways.get(connection?.gateway ?? '');
  if (connection === undefined || gateway?.mode !== 'route' || gateway.vpc !== table.vpc) {
    throw new Refusal(400, 'invalid_value', `"${id}" is no connection of a VPN gateway in route mode of this VPC.`, {
      type: 'field', name: 'next_hop.id', value: id,
    });
  }
  return { connection: id };
}

function checkHop({ action, address, connection }: Row<'vpcRoutes'>): void {
  if ((action === 'deliver') !== (address !== undefined || connection !== undefined)) {
    throw new Refusal(400, 'invalid_value', `A route with the action ${action} ${action === 'deliver' ? 'needs a' : 'has no'} next hop.`, {
      type: 'field', name: 'next_hop',
    });
  }
}

function checkTwin(scope: Scope, table: RoutingTableRow, route: Row<'vpcRoutes'>): void {
  const twin = handRoutes(scope, table).find(({ id, zone, destination, priority }) =>
    id !== route.id && zone === route.zone && destination === route.destination && priority === route.priority);
  if (twin !== undefined) {
    throw new Refusal(400, 'route_conflict', `The route "${twin.name}" to ${route.destination} in ${route.zone} has the same priority.`, {
      type: 'field', name: 'destination',
    });
  }
}

function destinationIn(cidr: string): string {
  if (toRange(cidr) !== undefined) return cidr;
  throw new Refusal(400, 'invalid_cidr', `"${cidr}" is not an address range.`, { type: 'field', name: 'destination', value: cidr });
}

function zoneIn({ region }: Scope, zone: string): string {
  if (region.zones.includes(zone)) return zone;
  throw new Refusal(400, 'zone_not_found', `There is no zone "${zone}" in ${region.name}.`, { type: 'field', name: 'zone.name', value: zone });
}

/** What the cloud wrote itself it changes itself. */
function ownRoute(call: Call, scope: Scope, table: RoutingTableRow): Row<'vpcRoutes'> {
  const { id, name } = routeOf(call, scope, table);
  const route = scope.region.vpcRoutes.get(id);
  if (route === undefined) {
    throw new Refusal(409, 'route_service_owned', `The route "${name}" is the cloud's own.`, { type: 'parameter', name: 'id', value: id });
  }
  return route;
}

function routeOf(call: Call, scope: Scope, table: RoutingTableRow): AnyRoute {
  return existing(new Map(routesOf(scope, table).map((route) => [route.id, route])), call.parameters['id'], 'route');
}

function render(scope: Scope, table: RoutingTableRow, route: AnyRoute): unknown {
  const { id, name, zone, destination } = route;
  return {
    id, name, destination, href: `${routingTableReference(scope, table).href}/routes/${id}`, advertise: false, lifecycle_state: 'stable',
    zone: zoneReference(scope, zone), ...('server' in route ? ofServer(scope, route) : ofTable(scope, route)),
  };
}

function ofServer(scope: Scope, { server, nextHop }: ServiceRoute): object {
  return {
    created_at: server.createdAt, action: 'deliver', next_hop: { address: nextHop }, origin: 'service', creator: vpnServerReference(scope, server), priority: 2,
  };
}

function ofTable(scope: Scope, { createdAt, action, priority, address, connection, gateway }: TableRoute): object {
  const hopTo = connection === undefined || address !== undefined ? undefined : scope.region.vpnConnections.get(connection);
  return {
    created_at: createdAt, action, priority,
    next_hop: hopTo === undefined ? { address: address ?? '0.0.0.0' } : connectionReference(scope, hopTo),
    ...(gateway === undefined ? { origin: 'user' } : { origin: 'service', creator: vpnGatewayReference(scope, gateway) }),
  };
}
