import { parseCrn } from '../../model/crn';
import type { Region } from '../state/region';
import type { State } from '../state/state';

/** What Global Search knows of one resource. */
export interface SearchItem {
  readonly crn: string;
  readonly name: string;
  readonly region: string;
  readonly family: string;
  readonly type: string;
  readonly service_name: string;
  readonly tags: readonly string[];
  readonly access_tags: readonly string[];
  readonly service_tags: readonly string[];
  readonly doc: Readonly<Record<string, unknown>>;
}

/** All that the account has, service instances first. */
export function searchItems(state: State): SearchItem[] {
  const tags = (crn: string) => ({
    tags: state.tags.get(`user ${crn}`) ?? [], access_tags: state.tags.get(`access ${crn}`) ?? [], service_tags: state.tags.get(`service ${crn}`) ?? [],
  });
  const instances = [...state.instances.values()].map((instance) => ({
    crn: instance.crn, name: instance.name, region: instance.region, family: 'resource_controller', type: 'resource-instance',
    service_name: parseCrn(instance.crn)?.service ?? '', ...tags(instance.crn),
    doc: { extensions: instance.extensions, resource_group_id: instance.group, resource_id: instance.service, state: instance.state },
  }));
  const vpcItems = [...state.regions.values()].flatMap((region) => regionRows(region).map(({ type, row }) => {
    const crn = `crn:v1:bluemix:public:is:${row.zone ?? region.name}:a/${state.account.id}::${type}:${row.id}`;
    return { crn, name: row.name, region: region.name, family: 'is', type, service_name: 'is', ...tags(crn), doc: { resource_group_id: row.group } };
  }));
  return [...instances, ...vpcItems];
}

interface FoundRow { readonly id: string; readonly name: string; readonly group: string; readonly zone?: string }

function regionRows(region: Region): { type: string; row: FoundRow }[] {
  const rows = (type: string, table: ReadonlyMap<string, FoundRow>) => [...table.values()].map((row) => ({ type, row }));
  return [
    ...rows('vpc', region.vpcs), ...rows('subnet', region.subnets), ...rows('security-group', region.securityGroups), ...rows('network-acl', region.acls),
    ...rows('instance', region.servers), ...rows('floating-ip', region.floatingIps), ...rows('public-gateway', region.publicGateways),
    ...rows('endpoint-gateway', region.gateways), ...rows('vpn-server', region.vpnServers), ...rows('vpn', region.vpnGateways), ...rows('key', region.keys),
  ];
}
