import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, freeName, nameField, read } from './body';
import { checkMatch, tagged } from './etag';
import { yesOrNo } from './filter';
import { page } from './page';
import { routesOf, routeWriters, subnetsOf, tableOfSubnet, tablesOf, type RoutingTableRow } from './routingTableRows';
import { existing, groupReference, named, routingTableReference, subnetReference, type Scope } from './scope';

// A table takes routes of VPN servers and gateways where it says so. None here takes what comes into the VPC.
const accepts = v.array(v.strictObject({ resource_type: v.picklist(routeWriters) }));
const ingress = v.optional(v.literal(false));
const patch = v.strictObject({
  name: nameField, accept_routes_from: v.optional(accepts), advertise_routes_to: v.optional(v.pipe(v.array(v.string()), v.maxLength(0))),
  route_direct_link_ingress: ingress, route_internet_ingress: ingress, route_transit_gateway_ingress: ingress, route_vpc_zone_ingress: ingress,
});

export function listRoutingTables(call: Call, scope: Scope): Reply {
  return page(call, 'routing_tables', tablesOf(scope, vpcOf(call, scope)), (table) => render(scope, table), { is_default: yesOrNo });
}

export function getRoutingTable(call: Call, scope: Scope): Reply {
  return tagged(ok(render(scope, tableOf(call, scope))));
}

export function getDefaultRoutingTable(call: Call, scope: Scope): Reply {
  const [table] = tablesOf(scope, existing(scope.region.vpcs, call.parameters['id'], 'VPC'));
  return ok(table && render(scope, table));
}

export function createRoutingTable(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const vpc = vpcOf(call, scope);
  const body = read(call, patch);
  const table: Row<'routingTables'> = {
    id: newId(region.name), name: freeName(body.name, tablesOf(scope, vpc)), createdAt: timestamp(world), group: vpc.group, vpc: vpc.id,
    accepts: kindsIn(body.accept_routes_from ?? []),
  };
  region.routingTables.set(table.id, table);
  world.changed();
  return tagged(created(render(scope, { ...table, isDefault: false })));
}

export function updateRoutingTable(call: Call, scope: Scope): Reply {
  const vpc = vpcOf(call, scope);
  const table = tableOf(call, scope);
  const body = read(call, patch);
  checkMatch(call, render(scope, table));
  const name = body.name === undefined || body.name === table.name ? table.name : freeName(body.name, tablesOf(scope, vpc));
  const taken = body.accept_routes_from === undefined ? table.accepts : kindsIn(body.accept_routes_from);
  const custom = scope.region.routingTables.get(table.id);
  if (custom === undefined) Object.assign(vpc, { tableName: name, tableAccepts: taken });
  else Object.assign(custom, { name, accepts: taken });
  scope.world.changed();
  return tagged(ok(render(scope, tableOf(call, scope))));
}

export function deleteRoutingTable(call: Call, scope: Scope): Reply {
  const table = tableOf(call, scope);
  checkMatch(call, render(scope, table));
  const [subnet] = subnetsOf(scope, table);
  if (table.isDefault) throw new Refusal(409, 'routing_table_vpc_default', `The routing table "${table.name}" is the default of its VPC.`);
  if (subnet !== undefined) throw new Refusal(409, 'routing_table_in_use', `The routing table "${table.name}" is in use by the subnet "${subnet.name}".`);
  scope.region.routingTables.delete(table.id);
  for (const route of scope.region.vpcRoutes.values()) if (route.table === table.id) scope.region.vpcRoutes.delete(route.id);
  scope.world.changed();
  return noContent;
}

export function getSubnetRoutingTable(call: Call, scope: Scope): Reply {
  return ok(render(scope, tableOfSubnet(scope, existing(scope.region.subnets, call.parameters['id'], 'subnet'))));
}

export function replaceSubnetRoutingTable(call: Call, scope: Scope): Reply {
  const subnet = existing(scope.region.subnets, call.parameters['id'], 'subnet');
  subnet.routingTable = chooseTable(scope, subnet.vpc, read(call, byId).id);
  scope.world.changed();
  return created(render(scope, tableOfSubnet(scope, subnet)));
}

/** The table that a subnet is to have: undefined for the VPC's default one. */
export function chooseTable(scope: Scope, vpc: string, id: string): string | undefined {
  const tables = new Map(tablesOf(scope, existing(scope.region.vpcs, vpc, 'VPC')).map((table) => [table.id, table]));
  const table = named(tables, id, 'routing table', 'routing_table.id');
  return table.isDefault ? undefined : table.id;
}

function kindsIn(filters: v.InferOutput<typeof accepts>): string[] {
  return [...new Set(filters.map((filter) => filter.resource_type))];
}

/** The table that a path names. */
export function tableOf(call: Call, scope: Scope, name = 'id'): RoutingTableRow {
  const tables = new Map(tablesOf(scope, vpcOf(call, scope)).map((table) => [table.id, table]));
  return existing(tables, call.parameters[name], 'routing table');
}

function vpcOf(call: Call, scope: Scope): Row<'vpcs'> {
  return existing(scope.region.vpcs, call.parameters['vpc_id'], 'VPC');
}

function render(scope: Scope, table: RoutingTableRow): unknown {
  const own = routingTableReference(scope, table);
  return {
    ...own, created_at: table.createdAt, is_default: table.isDefault, lifecycle_state: 'stable',
    accept_routes_from: table.accepts.map((kind) => ({ resource_type: kind })),
    advertise_routes_to: [], route_direct_link_ingress: false, route_internet_ingress: false, route_transit_gateway_ingress: false,
    route_vpc_zone_ingress: false, routes: routesOf(scope, table).map(({ id, name }) => ({ id, name, href: `${own.href}/routes/${id}` })),
    subnets: subnetsOf(scope, table).map(({ id }) => subnetReference(scope, id)), resource_group: groupReference(scope, table.group),
  };
}
