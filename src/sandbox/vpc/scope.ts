import { Refusal } from '../http/reply';
import type { Region } from '../state/region';
import type { World } from '../world';

/** What a handler of the VPC API works on: a region, as one caller sees it. */
export interface Scope {
  readonly world: World;
  readonly region: Region;
  /** The region's base URL, for `href`. */
  readonly base: string;
  /** The date that the caller sent: what changed with a date follows it. */
  readonly version: string;
}

/** Words for tables in texts, URLs and CRNs. */
const kinds = {
  vpcs: { path: 'vpcs', crn: 'vpc', word: 'VPC' },
  subnets: { path: 'subnets', crn: 'subnet', word: 'subnet' },
  acls: { path: 'network_acls', crn: 'network-acl', word: 'network ACL' },
  securityGroups: { path: 'security_groups', crn: 'security-group', word: 'security group' },
  keys: { path: 'keys', crn: 'key', word: 'key' },
  interfaces: { path: 'virtual_network_interfaces', crn: 'virtual-network-interface', word: 'virtual network interface' },
  servers: { path: 'instances', crn: 'instance', word: 'instance' },
  floatingIps: { path: 'floating_ips', crn: 'floating-ip', word: 'floating IP' },
  publicGateways: { path: 'public_gateways', crn: 'public-gateway', word: 'public gateway' },
  gateways: { path: 'endpoint_gateways', crn: 'endpoint-gateway', word: 'endpoint gateway' },
  vpnGateways: { path: 'vpn_gateways', crn: 'vpn', word: 'VPN gateway' },
  vpnServers: { path: 'vpn_servers', crn: 'vpn-server', word: 'VPN server' },
} as const;
export type Kind = keyof typeof kinds;

interface Named { readonly id: string; readonly name: string; readonly zone?: string }

/** The four fields by which one resource names another, and which each has of itself. */
export function reference(scope: Scope, kind: Kind, row: Named): { id: string; crn: string; href: string; name: string } {
  return { id: row.id, crn: crnOf(scope, kinds[kind].crn, row), href: `${scope.base}/${kinds[kind].path}/${row.id}`, name: row.name };
}

export function crnOf(scope: Pick<Scope, 'world' | 'region'>, type: string, row: { readonly id: string; readonly zone?: string }): string {
  return `crn:v1:bluemix:public:is:${row.zone ?? scope.region.name}:a/${scope.world.state.account.id}::${type}:${row.id}`;
}

export function zoneReference(scope: Scope, zone: string): { name: string; href: string } {
  return { name: zone, href: `${scope.base}/regions/${scope.region.name}/zones/${zone}` };
}

export function groupReference(scope: Scope, id: string): { id: string; href: string; name: string } {
  const group = scope.world.state.account.groups.find((candidate) => candidate.id === id);
  return { id, href: `https://resource-controller.cloud.ibm.com/v2/resource_groups/${id}`, name: group?.name ?? 'Default' };
}

export function vpcReference(scope: Scope, id: string) {
  return { ...reference(scope, 'vpcs', existing(scope.region.vpcs, id, 'VPC')), resource_type: 'vpc' };
}

export function subnetReference(scope: Scope, id: string) {
  return { ...reference(scope, 'subnets', existing(scope.region.subnets, id, 'subnet')), resource_type: 'subnet' };
}

export function routingTableReference(scope: Scope, { id, name, vpc }: { readonly id: string; readonly name: string; readonly vpc: string }) {
  const table = { id, name };
  return {
    ...table, crn: crnOf(scope, 'vpc-routing-table', table), href: `${scope.base}/vpcs/${vpc}/routing_tables/${id}`, resource_type: 'routing_table',
  };
}

/** The row, or the cloud's 404. */
export function existing<T>(table: ReadonlyMap<string, T>, id: string | undefined, word: string): T {
  const row = id === undefined ? undefined : table.get(id);
  if (row === undefined) {
    throw new Refusal(404, 'not_found', `Cannot find the ${word} with ID "${id ?? ''}".`, { type: 'parameter', name: 'id', value: id ?? '' });
  }
  return row;
}

/** The same for an id that stands in a body: the request is wrong, not the address. */
export function named<T>(table: ReadonlyMap<string, T>, id: string, word: string, field: string): T {
  const row = table.get(id);
  if (row === undefined) {
    const code = `${word.toLowerCase().replaceAll(' ', '_')}_not_found`;
    throw new Refusal(404, code, `Cannot find the ${word} with ID "${id}".`, { type: 'field', name: field, value: id });
  }
  return row;
}
