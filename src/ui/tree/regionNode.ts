import type { EventStreamsInstance } from '../../model/instance';
import type { RegionLandscape } from '../../model/landscape';
import { loadingNode, noteNode } from './failureNode';
import type { Ways } from './instanceNode';
import { instanceNode } from './instanceNode';
import { filterRegion, instancesOf } from './nameFilter';
import type { TreeNode } from './node';
import { counted, describe, spokenLabel } from './node';
import type { Part } from '../../base/loadedPart';
import { regionLabel } from './regionNames';
import { partsByVpc, vpcNode } from './vpcNode';

/** What a region's node asks for. Nothing here waits: what is not there yet is `loading`. */
export interface RegionSource {
  readonly filter: string;
  now(): Date;
  /** Starts loading the region when it is asked for the first time. */
  landscape(region: string): Part<RegionLandscape>;
  /** The same without starting anything. */
  peek(region: string): Part<RegionLandscape>;
  instances(): Part<readonly EventStreamsInstance[]>;
  ways(instance: EventStreamsInstance): Ways;
  failed(parentId: string, error: unknown, what: string, retry: () => void): TreeNode;
  retryRegion(region: string): void;
  retryInstances(): void;
}

/** A region: its Event Streams instances and its VPCs, each loaded on its own, so that one failing leaves the other. */
export function regionNode(region: string, source: RegionSource): TreeNode {
  const instances = instancesOf(region, source.instances().value ?? [], source.filter);
  const { value: landscape, loading, error } = source.peek(region);
  const label = regionLabel(region);
  const description = describe(
    instances.length === 0 ? undefined : counted(instances.length, 'instance'),
    landscape === undefined ? undefined : counted(filterRegion(landscape, source.filter).vpcs.length, 'VPC'),
    error === undefined ? undefined : 'could not be loaded',
    loading && landscape === undefined ? 'loading' : undefined,
  );
  return {
    view: {
      id: regionId(region),
      label,
      description,
      tooltip: label,
      icon: 'globe',
      open: instances.length > 0 || source.filter !== '' ? 'expanded' : 'collapsed',
      tags: ['region', ...(error === undefined ? [] : ['retryable'])],
      spoken: spokenLabel(label, 'region', description),
    },
    subject: { kind: 'region', region, retry: () => source.retryRegion(region) },
    children: () => Promise.resolve(children(region, source)),
  };
}

/** A region's node id: regions have no CRN. */
export function regionId(region: string): string {
  return `region/${region}`;
}

function children(region: string, source: RegionSource): readonly TreeNode[] {
  const id = regionId(region);
  const instances = source.instances();
  const landscape = source.landscape(region);
  const shown = landscape.value === undefined ? undefined : filterRegion(landscape.value, source.filter);
  const nodes = [
    ...eventStreamsFolder(region, instancesOf(region, instances.value ?? [], source.filter), source),
    ...(instances.error === undefined ? [] : [source.failed(`${id}/instances`, instances.error, 'Could not list the Event Streams instances', () => source.retryInstances())]),
    ...(shown === undefined ? [] : vpcNodes(shown, instances.value ?? [])),
    ...(landscape.error === undefined ? [] : [source.failed(`${id}/landscape`, landscape.error, `Could not load the VPCs of ${regionLabel(region)}`, () => source.retryRegion(region))]),
  ];
  if (landscape.loading && landscape.value === undefined) {
    return [...nodes, loadingNode(id, 'VPCs are being loaded')];
  }
  const empty = source.filter === '' ? 'No VPC and no Event Streams instance in this region' : 'No name matches the filter in this region';
  return nodes.length > 0 ? nodes : [noteNode(id, 'empty', empty)];
}

function vpcNodes(landscape: RegionLandscape, instances: readonly EventStreamsInstance[]): TreeNode[] {
  const partsOf = partsByVpc(landscape);
  return byName(landscape.vpcs).map((vpc) => vpcNode(vpc, partsOf(vpc.id), instances));
}

function eventStreamsFolder(region: string, instances: readonly EventStreamsInstance[], source: RegionSource): TreeNode[] {
  if (instances.length === 0) {
    return [];
  }
  return [{
    view: {
      id: `${regionId(region)}/event-streams`,
      label: 'Event Streams',
      description: counted(instances.length, 'instance'),
      tooltip: `Event Streams instances in ${regionLabel(region)}`,
      icon: 'broadcast',
      open: 'expanded',
      tags: ['folder'],
      spoken: spokenLabel('Event Streams', 'folder', counted(instances.length, 'instance')),
    },
    subject: { kind: 'folder' },
    children: () => Promise.resolve(byName(instances).map((instance) => instanceNode(instance, source.ways(instance), source.now()))),
  }];
}

function byName<Item extends { readonly name: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => a.name.localeCompare(b.name));
}
