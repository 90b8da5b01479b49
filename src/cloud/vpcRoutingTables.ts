import { array, boolean, nullish, object, optional, string, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { RoutingTable } from '../model/vpnServer';
import { nextLink, type RegionApi } from './regionApi';
import { referenceDocument, resourceFields, segment, toReference, toResource } from './vpcParts';
import type { RoutingTables } from './vpcService';

const tableDocument = object({
  ...resourceFields,
  is_default: boolean(),
  lifecycle_state: string(),
  accept_routes_from: nullish(array(object({ resource_type: optional(string()) }))),
  subnets: array(referenceDocument),
});
const tablePage = object({ routing_tables: array(tableDocument), next: nextLink });

/** The routing tables of VPCs. */
export function createRoutingTables(api: RegionApi): RoutingTables {
  const all = (vpcId: string) => `/vpcs/${segment(vpcId)}/routing_tables`;
  const one = (vpcId: string, id: string) => `${all(vpcId)}/${segment(id)}`;
  const named = (id: string) => t('routing table {0}', id);
  return {
    listRoutingTables: (vpcId, signal) => api.list(
      tablePage, t('routing tables'), all(vpcId), {}, (page) => page.routing_tables.map(toRoutingTable), signal,
    ),
    getRoutingTable: async (vpcId, id, signal) => toRoutingTable(await api.read(tableDocument, named(id), one(vpcId, id), signal)),
    getVersionedRoutingTable: async (vpcId, id, signal) => {
      const { value, etag } = await api.readVersioned(tableDocument, named(id), one(vpcId, id), signal);
      return { value: toRoutingTable(value), etag };
    },
    acceptRoutesFrom: async (vpcId, { value: { id, name }, etag }, kinds, signal) => toRoutingTable(await api.patch(tableDocument, {
      path: one(vpcId, id), ifMatch: etag, body: { accept_routes_from: kinds.map((kind) => ({ resource_type: kind })) },
      what: t('Could not change from whom the routing table "{0}" accepts routes', name), permission: t('Editor on VPC'),
    }, signal)),
  };
}

function toRoutingTable(document: InferOutput<typeof tableDocument>): RoutingTable {
  return {
    ...toResource(document),
    isDefault: document.is_default,
    lifecycleState: document.lifecycle_state,
    acceptsRoutesFrom: (document.accept_routes_from ?? []).flatMap(({ resource_type: kind }) => kind ?? []),
    subnets: document.subnets.map(toReference),
  };
}
