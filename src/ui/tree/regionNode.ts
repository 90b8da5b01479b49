import type { Part } from '../../base/loadedPart';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { RegionLandscape, ResolverList } from '../../model/landscape';
import type { ServiceEntry } from '../../model/service';
import type { Reachability } from './connectionWords';
import { ageWords, loadingNode, noteNode } from './failureNode';
import { instanceNode } from './instanceNode';
import { inOrder, shownRows, type Lists } from './lists';
import { filterRegion, instancesOf } from './nameFilter';
import type { TreeNode } from './node';
import { counted, describe, spokenLabel } from './node';
import { regionLabel } from './regionNames';
import { eitherOf, titleOf } from './serviceNames';
import { unreadableNodes } from './unreadableNodes';
import { partsByVpc, vpcNode } from './vpcNode';

/** What a region's node asks for. Nothing here waits: what is not there yet is `loading`. */
export interface RegionSource extends Lists {
  readonly filter: string;
  /** Whose instances are shown. */
  readonly services: readonly ServiceEntry[];
  now(): Date;
  /** Starts loading the region when it is asked for the first time. */
  landscape(region: string): Part<RegionLandscape>;
  /** The same without starting anything. */
  peek(region: string): Part<RegionLandscape>;
  instances(): Part<readonly Instance[]>;
  /** Starts loading them when they are asked for the first time. */
  resolvers(): Part<ResolverList>;
  reachability(instance: Instance): Reachability;
  failed(parentId: string, error: unknown, what: string, retry: () => void): TreeNode;
  retryRegion(region: string): void;
}

/** A region: its instances, by service, and its VPCs, each loaded on its own, so that one failing leaves the other. */
export function regionNode(region: string, source: RegionSource): TreeNode {
  const instances = instancesOf(region, source.instances().value ?? [], source.filter);
  const { value: landscape, loading, error } = source.peek(region);
  const label = regionLabel(region);
  const description = describe(
    instances.length === 0 ? undefined : counted(instances.length, t('instance'), t('instances')),
    landscape === undefined ? undefined : counted(filterRegion(landscape, source.filter).vpcs.length, t('VPC'), t('VPCs')),
    error === undefined ? undefined : landscape === undefined ? t('could not be loaded') : ageWords(landscape.loadedAt, source.now()),
    loading && landscape === undefined ? t('loading') : undefined,
  );
  return {
    view: {
      id: regionId(region),
      label,
      description,
      tooltip: label,
      icon: 'globe',
      open: instances.length > 0 || source.filter !== '' ? 'expanded' : 'collapsed',
      tags: ['region', 'place', ...(error === undefined ? [] : ['retryable'])],
      spoken: spokenLabel(label, t('region'), description),
    },
    subject: { kind: 'region', region, retry: () => source.retryRegion(region) },
    children: () => Promise.resolve(children(region, source)),
  };
}

/** A region's node id: regions have no CRN. */
export function regionId(region: string): string {
  return `region/${region}`;
}

/** The ids of the rows that lead to an instance, from its region down to itself. */
export function instancePlace({ region, service, crn }: Instance): readonly string[] {
  return [regionId(region), folderId(region, service), crn];
}

function folderId(region: string, service: string): string {
  return `${regionId(region)}/${service}`;
}

function children(region: string, source: RegionSource): readonly TreeNode[] {
  const id = regionId(region);
  const { filter } = source;
  const instances = source.instances();
  const landscape = source.landscape(region);
  const nodes = [
    ...serviceFolders(region, instancesOf(region, instances.value ?? [], filter), source),
    ...(landscape.value === undefined ? [] : vpcNodes(filterRegion(landscape.value, filter), instances.value ?? [], source)),
    ...(landscape.value?.denied ?? []).map(({ what, failure }) => (
      source.failed(`${id}/denied/${what}`, failure, t('Could not list the {0} of {1}', what, regionLabel(region)), () => source.retryRegion(region))
    )),
    ...unreadableNodes(id, landscape.value?.unreadable ?? [], source, () => source.retryRegion(region)),
    ...(landscape.error === undefined ? [] : [
      source.failed(`${id}/landscape`, landscape.error, t('Could not load the VPCs of {0}', regionLabel(region)), () => source.retryRegion(region)),
    ]),
  ];
  if (landscape.loading && landscape.value === undefined) {
    return [...nodes, loadingNode(id, t('VPCs are being loaded'))];
  }
  return nodes.length > 0 ? nodes : [noteNode(id, 'empty', emptyWords(source))];
}

function emptyWords(source: RegionSource): string {
  if (source.filter !== '') {
    return t('No name matches the filter in this region');
  }
  // Of what is not listed nothing is said here.
  return source.instances().value === undefined ? t('No VPC in this region') : t('No VPC and no {0} instance in this region', eitherOf(source.services));
}

/** An endpoint gateway to an instance that is listed is told by the instance's name. */
function vpcNodes(landscape: RegionLandscape, instances: readonly Instance[], source: RegionSource): readonly TreeNode[] {
  const partsOf = partsByVpc(landscape, landscape.vpcs.length === 0 ? [] : source.resolvers().value?.items);
  const targets = new Map(instances.map(({ crn, name, service }) => [crn, `${name} (${titleOf(service, source.services)})`]));
  const listId = `${regionId(landscape.region)}/vpcs`;
  return shownRows(listId, inOrder(landscape.vpcs, source), source, (vpc) => vpcNode(vpc, partsOf(vpc.id), targets, source));
}

/** A folder for each service that has instances in the region. */
function serviceFolders(region: string, instances: readonly Instance[], source: RegionSource): TreeNode[] {
  return source.services.flatMap((service) => {
    const own = instances.filter((instance) => instance.service === service.id);
    return own.length === 0 ? [] : [serviceFolder(region, service, own, source)];
  });
}

function serviceFolder(region: string, service: ServiceEntry, instances: readonly Instance[], source: RegionSource): TreeNode {
  const { id, title, icon } = service;
  const description = counted(instances.length, t('instance'), t('instances'));
  return {
    view: {
      id: folderId(region, id),
      label: title,
      description,
      tooltip: t('{0} instances in {1}', title, regionLabel(region)),
      icon,
      open: 'expanded',
      tags: ['folder', 'place'],
      spoken: spokenLabel(title, t('folder'), description),
    },
    subject: { kind: 'folder' },
    children: () => Promise.resolve(shownRows(folderId(region, id), inOrder(instances, source), source, (instance) =>
      instanceNode(instance, service, source.reachability(instance), source.now(), source))),
  };
}
