import { ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { Row } from '../state/records';
import { page } from './page';
import { existing, groupReference, routingTableReference, subnetReference, type Scope } from './scope';

// Each VPC has its default routing table and no other.

export function listRoutingTables(call: Call, scope: Scope): Reply {
  const vpc = vpcOf(call, scope);
  const rows = call.query.get('is_default') === 'false' ? [] : [{ id: vpc.tableId }];
  return page(call, 'routing_tables', rows, () => render(scope, vpc));
}

export function getRoutingTable(call: Call, scope: Scope): Reply {
  const vpc = vpcOf(call, scope);
  return ok(render(scope, existing(new Map([[vpc.tableId, vpc]]), call.parameters['id'], 'routing table')));
}

export function getDefaultRoutingTable(call: Call, scope: Scope): Reply {
  return ok(render(scope, existing(scope.region.vpcs, call.parameters['id'], 'VPC')));
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
