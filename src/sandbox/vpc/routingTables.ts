import { ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { Row } from '../state/records';
import { yesOrNo } from './filter';
import { page } from './page';
import { existing, groupReference, routingTableReference, subnetReference, type Scope } from './scope';

// Each VPC has its default routing table and no other.

export function listRoutingTables(call: Call, scope: Scope): Reply {
  const vpc = vpcOf(call, scope);
  return page(call, 'routing_tables', [{ id: vpc.tableId }], () => render(scope, vpc), { is_default: yesOrNo });
}

export function getRoutingTable(call: Call, scope: Scope): Reply {
  return ok(render(scope, tableOf(call, scope)));
}

/** A VPC's own table begins without a route, and nothing here makes one. */
export function listRoutes(call: Call, scope: Scope): Reply {
  tableOf(call, scope);
  return page<never>(call, 'routes', [], (row) => row);
}

export function getDefaultRoutingTable(call: Call, scope: Scope): Reply {
  return ok(render(scope, existing(scope.region.vpcs, call.parameters['id'], 'VPC')));
}

function tableOf(call: Call, scope: Scope): Row<'vpcs'> {
  const vpc = vpcOf(call, scope);
  return existing(new Map([[vpc.tableId, vpc]]), call.parameters['id'], 'routing table');
}

function vpcOf(call: Call, scope: Scope): Row<'vpcs'> {
  return existing(scope.region.vpcs, call.parameters['vpc_id'], 'VPC');
}

function render(scope: Scope, vpc: Row<'vpcs'>): unknown {
  const subnets = [...scope.region.subnets.values()].filter((subnet) => subnet.vpc === vpc.id);
  return {
    ...routingTableReference(scope, vpc), created_at: vpc.createdAt, is_default: true, lifecycle_state: 'stable',
    accept_routes_from: [{ resource_type: 'vpn_server' }, { resource_type: 'vpn_gateway' }],
    advertise_routes_to: [], route_direct_link_ingress: false, route_internet_ingress: false, route_transit_gateway_ingress: false,
    route_vpc_zone_ingress: false, routes: [], subnets: subnets.map(({ id }) => subnetReference(scope, id)), resource_group: groupReference(scope, vpc.group),
  };
}
