import { setTimeout as pause } from 'node:timers/promises';
import type { Part } from '../../base/loadedPart';
import { LoadedPart } from '../../base/loadedPart';
import { isForbidden } from '../../cloud/errors';
import { isSignedOut } from '../../cloud/tokens';
import type { InstanceList, LandscapeScope } from '../../landscape/store';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { RegionLandscape, ResolverList } from '../../model/landscape';
import type { ServiceEntry } from '../../model/service';
import { visible } from '../../model/text';
import type { ContextValue } from '../ids';
import type { EndingSoon } from '../session/vpnEnds';
import { changingInRegion, changingInstances, type Changing } from './changing';
import type { Reachability } from './connectionWords';
import { failureNode, withAge } from './failureNode';
import { pageSize } from './lists';
import { filterRegion, instancesOf } from './nameFilter';
import type { TreeNode } from './node';
import type { RegionSource } from './regionNode';
import { regionNode } from './regionNode';
import { allOf } from './serviceNames';
import { unreadableNodes } from './unreadableNodes';

const noRegions = t('Could not list the regions');
const noResolvers = t('Could not list the custom resolvers');

function noInstances(services: readonly ServiceEntry[]): string {
  return t('Could not list the {0} instances', allOf(services));
}

/** The landscape, as far as the tree asks for it. */
export interface Landscape {
  regions(signal: AbortSignal): Promise<readonly { readonly name: string }[]>;
  region(name: string, signal: AbortSignal): Promise<RegionLandscape>;
  instanceList(signal: AbortSignal): Promise<InstanceList>;
  resolvers(signal: AbortSignal): Promise<ResolverList>;
  /** Forgets what was loaded, failures too, so that the next request asks the cloud. */
  invalidate(scope?: LandscapeScope): void;
}

export interface ResourcesOptions {
  readonly landscape: Landscape;
  /** Regions to show; empty shows all. When it is not empty, no other region is asked anything. */
  readonly chosen: readonly string[];
  readonly filter: string;
  /** Whose instances are shown. */
  readonly services: readonly ServiceEntry[];
  now(): Date;
  reachability(instance: Instance): Reachability;
  /** None does where it is left out. */
  leadsThrough?(crn: string): boolean;
  /** None is known where it is left out. */
  vpnEnd?(region: string, serverId: string): EndingSoon | undefined;
  /** Nothing is where it is left out. */
  isPinned?(crn: string): boolean;
  /** Nothing was where it is left out. */
  isMade?(crn: string): boolean;
  log(what: string, error: unknown): void;
  /** How long the first rows wait for the second of the two lists. */
  readonly patienceMs?: number;
  /** Something arrived: the tree is to be painted again. */
  arrived(): void;
}

export interface Roots {
  readonly nodes: readonly TreeNode[];
  /** What the view's welcome text is about when there are no nodes. */
  readonly state: ContextValue<'privateConnect.resources'>;
}

/** What the Resources tree shows of one account. Rows never wait for the network, except the very first ones. */
export class ResourcesModel implements RegionSource {
  readonly #regions = new Map<string, LoadedPart<RegionLandscape>>();
  /** Whose rows are not seen, as they were closed. */
  readonly #closed = new Set<string>();
  /** How many rows of a list are shown, where it is more than a page. */
  readonly #limits = new Map<string, number>();
  readonly #names: LoadedPart<readonly string[]>;
  readonly #instances: LoadedPart<InstanceList>;
  /** Of all regions; asked for once a VPC is seen. */
  readonly #resolvers: LoadedPart<ResolverList>;
  #filter: string;

  constructor(private readonly options: ResourcesOptions) {
    const { landscape, chosen, services } = options;
    this.#filter = options.filter;
    this.#names = this.#part(noRegions, async (signal) => chosen.length > 0 ? chosen : (await landscape.regions(signal)).map(({ name }) => name));
    this.#instances = this.#part(noInstances(services), (signal) => landscape.instanceList(signal));
    this.#resolvers = this.#part(noResolvers, (signal) => landscape.resolvers(signal));
  }

  get services(): readonly ServiceEntry[] {
    return this.options.services;
  }

  get filter(): string {
    return this.#filter;
  }

  setFilter(filter: string): void {
    this.#filter = filter.trim();
    this.options.arrived();
  }

  /**
   * The first rows: they wait for whatever answers first, the list of regions or the list of instances, and then a little for the
   * other. Regions with an instance stand open from the start; the editor would not open them later.
   */
  async roots(): Promise<Roots> {
    this.#names.ask();
    this.#instances.ask();
    const settled = [this.#names.settled(), this.#instances.settled()];
    await Promise.race(settled);
    const patience = new AbortController();
    await Promise.race([Promise.all(settled), pause(this.options.patienceMs ?? 800, undefined, { signal: patience.signal, ref: false })]);
    patience.abort();
    const names = this.#names.peek();
    const instances = this.#instances.peek();
    const all = this.#order(names.value ?? [], instances.value?.items ?? []);
    if (this.#filter !== '') {
      // Whether a region has what is looked for is not known before it is loaded.
      all.forEach((name) => this.landscape(name));
    }
    const shown = all.filter((name) => this.#mayMatch(name));
    if (isForbidden(names.error) && shown.length === 0 && !instances.loading) {
      return { nodes: [], state: 'access-denied' };
    }
    if (shown.length === 0 && (isSignedOut(names.error) || isSignedOut(instances.error))) {
      return { nodes: [], state: 'signed-out' };
    }
    const nodes = [
      ...(names.error === undefined ? [] : [this.failed('regions', names.error, noRegions, () => this.#retry({ kind: 'regions' }))]),
      ...(instances.error === undefined ? [] : [this.#notListed(instances.error, instances.value)]),
      ...shown.map((name) => regionNode(name, this)),
      ...this.#resolverFailures(),
      ...unreadableNodes('instances', instances.value?.unreadable ?? [], this, () => this.#retry({ kind: 'instances' })),
    ];
    if (nodes.length > 0) {
      return { nodes, state: 'shown' };
    }
    return { nodes, state: names.loading || instances.loading ? 'unknown' : this.#filter === '' ? 'nothing-found' : 'no-match' };
  }

  /** Asks anew what was shown and has been forgotten by the landscape; what is shown stays until the answers come. */
  reload(scope: LandscapeScope): void {
    const parts = { regions: this.#names, instances: this.#instances, resolvers: this.#resolversSeen };
    (scope.kind === 'region' ? this.#regions.get(scope.region) : parts[scope.kind])?.reload();
  }

  /** Ends the requests of a region that was closed, or all of them when nobody looks. */
  cancel(region?: string): void {
    const parts = region === undefined ? this.#parts() : [this.#regions.get(region)];
    parts.forEach((part) => part?.cancel());
    if (region !== undefined) {
      this.#closed.add(region);
    }
  }

  /** What is seen and will be in another state by itself. */
  changing(): readonly Changing[] {
    const open = [...this.#regions].filter(([name]) => !this.#closed.has(name)).flatMap(([, part]) => part.peek().value ?? []);
    return [changingInstances(this.#instances.peek().value?.items ?? []), ...open.map(changingInRegion)].filter((each) => each !== undefined);
  }

  /** Whether an answer is waited for. */
  isLoading(): boolean {
    return this.#parts().some((part) => part.peek().loading);
  }

  now(): Date {
    return this.options.now();
  }

  landscape(region: string): Part<RegionLandscape> {
    this.#closed.delete(region);
    return this.#region(region).ask();
  }

  peek(region: string): Part<RegionLandscape> {
    return this.#region(region).peek();
  }

  instances(): Part<readonly Instance[]> {
    const part = this.#instances.ask();
    return { ...part, value: part.value?.items };
  }

  resolvers(): Part<ResolverList> {
    return this.#resolvers.ask();
  }

  reachability(instance: Instance): Reachability {
    return this.options.reachability(instance);
  }

  vpnEnd(region: string, serverId: string): EndingSoon | undefined {
    return this.options.vpnEnd?.(region, serverId);
  }

  leadsThrough(crn: string): boolean {
    return this.options.leadsThrough?.(crn) ?? false;
  }

  isPinned(crn: string): boolean {
    return this.options.isPinned?.(crn) ?? false;
  }

  isMade(crn: string): boolean {
    return this.options.isMade?.(crn) ?? false;
  }

  limitOf(listId: string): number {
    return this.#limits.get(listId) ?? pageSize;
  }

  showMore(listId: string): void {
    this.#limits.set(listId, this.limitOf(listId) + pageSize);
    this.options.arrived();
  }

  failed(parentId: string, error: unknown, what: string, retry: () => void): TreeNode {
    return failureNode(parentId, error, what, retry);
  }

  retryRegion(region: string): void {
    this.#retry({ kind: 'region', region });
  }

  /** One list is that of all regions: what became of it is said once, and since when those are old that stand in them. */
  #notListed(error: unknown, before: InstanceList | undefined): TreeNode {
    const node = this.failed('instances', error, noInstances(this.services), () => this.#retry({ kind: 'instances' }));
    return before === undefined ? node : withAge(node, before.loadedAt, this.now());
  }

  /** As with instances: one list is that of all regions, so that it is said once. What may not be looked into is named. */
  #resolverFailures(): readonly TreeNode[] {
    const { value, error } = this.#resolvers.peek();
    const retry = (): void => this.#retry({ kind: 'resolvers' });
    return [
      ...(error === undefined ? [] : [this.failed('resolvers', error, noResolvers, retry)]),
      ...(value?.denied ?? []).map(({ what, failure }) => (
        this.failed(`resolvers/denied/${what}`, failure, t('Could not list the custom resolvers of {0}', visible(what, 60)), retry)
      )),
      ...unreadableNodes('resolvers', value?.unreadable ?? [], this, retry),
    ];
  }

  /** Undefined as long as nobody has seen a VPC: they are not loaded then. */
  get #resolversSeen(): LoadedPart<ResolverList> | undefined {
    const { value, loading, error } = this.#resolvers.peek();
    return value === undefined && error === undefined && !loading ? undefined : this.#resolvers;
  }

  #parts(): readonly LoadedPart<unknown>[] {
    return [this.#names, this.#instances, this.#resolvers, ...this.#regions.values()];
  }

  #retry(scope: LandscapeScope): void {
    this.options.landscape.invalidate(scope);
    this.reload(scope);
    this.options.arrived();
  }

  #region(region: string): LoadedPart<RegionLandscape> {
    const known = this.#regions.get(region);
    if (known !== undefined) {
      return known;
    }
    const part = this.#part(t('Could not load the VPCs of {0}', region), (signal) => this.options.landscape.region(region, signal));
    this.#regions.set(region, part);
    return part;
  }

  #part<Value>(what: string, load: (signal: AbortSignal) => Promise<Value>): LoadedPart<Value> {
    return new LoadedPart(load, (error) => {
      if (error !== undefined) {
        this.options.log(what, error);
      }
      this.options.arrived();
    });
  }

  /** Regions with an instance first: they are what the user came for. */
  #order(names: readonly string[], instances: readonly Instance[]): string[] {
    const { chosen } = this.options;
    const withInstances = new Set(instances.map(({ region }) => region).filter((region) => chosen.length === 0 || chosen.includes(region)));
    const all = [...new Set([...names, ...withInstances])].sort();
    return [...all.filter((name) => withInstances.has(name)), ...all.filter((name) => !withInstances.has(name))];
  }

  // A region that is not loaded yet may match; one that is loaded is known.
  #mayMatch(region: string): boolean {
    const { value } = this.peek(region);
    return this.#filter === '' || value === undefined
      || filterRegion(value, this.#filter).vpcs.length > 0
      || instancesOf(region, this.#instances.peek().value?.items ?? [], this.#filter).length > 0;
  }
}
