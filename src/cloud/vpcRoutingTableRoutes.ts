import { array, number, object, optional, string, union, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { NextHop, VpcRoute } from '../model/vpcRoute';
import { nextLink, type RegionApi } from './regionApi';
import { named, referenceDocument, segment, toReference } from './vpcParts';
import type { RoutingTableRoutes } from './vpcService';

const routeDocument = object({
  id: string(),
  name: string(),
  created_at: optional(string()),
  destination: string(),
  zone: named,
  action: string(),
  priority: number(),
  next_hop: union([object({ address: string() }), object({ id: string(), name: string() })]),
  origin: optional(string()),
  creator: optional(referenceDocument),
  lifecycle_state: string(),
});
const routePage = object({ routes: array(routeDocument), next: nextLink });

/** The routes of routing tables. */
export function createRoutingTableRoutes(api: RegionApi): RoutingTableRoutes {
  const all = (vpcId: string, tableId: string) => `/vpcs/${segment(vpcId)}/routing_tables/${segment(tableId)}/routes`;
  const one = (vpcId: string, tableId: string, id: string) => `${all(vpcId, tableId)}/${segment(id)}`;
  const permission = t('Editor on VPC');
  return {
    listTableRoutes: (vpcId, tableId, signal) => api.list(
      routePage, t('routes of a routing table'), all(vpcId, tableId), {}, (page) => page.routes.map(toRoute), signal,
    ),
    getTableRoute: async (vpcId, tableId, id, signal) =>
      toRoute(await api.read(routeDocument, t('route {0}', id), one(vpcId, tableId, id), signal)),
    createTableRoute: async (vpcId, tableId, { name, destination, zone, nextHop }, signal) => toRoute(await api.create(routeDocument, {
      path: all(vpcId, tableId), body: { name, destination, zone: { name: zone }, action: 'deliver', next_hop: hopBody(nextHop) },
      what: t('Could not create the route to {0} in {1}', destination, zone), permission,
    }, signal)),
    deleteTableRoute: (vpcId, tableId, id, signal) => api.remove({
      path: one(vpcId, tableId, id), what: t('Could not delete the route {0}', id), permission,
    }, signal),
  };
}

function hopBody(hop: NextHop): Readonly<Record<string, string>> {
  return hop.kind === 'address' ? { address: hop.address } : { id: hop.id };
}

function toRoute(document: InferOutput<typeof routeDocument>): VpcRoute {
  const { id, name, created_at: createdAt = '', destination, zone, action, priority, next_hop: hop, origin = 'user', creator } = document;
  return {
    id, name, createdAt, destination, zone: zone.name, action, priority, origin,
    nextHop: 'address' in hop ? { kind: 'address', address: hop.address } : { kind: 'vpn-connection', id: hop.id, name: hop.name },
    creator: creator && toReference(creator),
    lifecycleState: document.lifecycle_state,
  };
}
