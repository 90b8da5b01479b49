import { t } from '../model/l10n';
import type { Cloud } from '../cloud/cloud';
import type { Instance } from '../model/instance';
import type { Region, RegionLandscape, ResolverList, UnreadableItem } from '../model/landscape';
import { loadRegion } from './loadRegion';
import { loadResolvers } from './loadResolvers';
import { LoadOnce } from '../base/loadOnce';

/** A part of the landscape that loads, fails and is refreshed by itself. */
export type LandscapeScope =
  | { readonly kind: 'regions' }
  | { readonly kind: 'region'; readonly region: string }
  | { readonly kind: 'instances' }
  | { readonly kind: 'resolvers' };

/** `loaded`: there is a new picture or failure to be had; `cleared`: ask again to see what is true now. */
export interface LandscapeChange {
  readonly scope: LandscapeScope;
  readonly cause: 'loaded' | 'cleared';
}

type Source = Pick<Cloud, 'vpc' | 'regions' | 'resources' | 'dnsServices'>;

/** Told of each item that a list has and that could not be read. */
type LeftOut = (what: string, error: unknown) => void;

/** All instances at a moment. */
export interface InstanceList {
  readonly items: readonly Instance[];
  /** Those that the list has and that are not among the items. */
  readonly unreadable: readonly UnreadableItem[];
  /** ISO 8601. */
  readonly loadedAt: string;
}

/**
 * The landscape of the signed-in account, loaded lazily: nothing is asked before somebody wants it, and one region's
 * picture takes calls to that region alone. A failure stays with its part until it is invalidated, so that drawing a view
 * again asks nothing.
 */
export class LandscapeStore {
  readonly #cloud: Source;
  readonly #log: LeftOut;
  readonly #now: () => Date;
  readonly #regions: LoadOnce<readonly Region[]>;
  readonly #instances: LoadOnce<InstanceList>;
  readonly #resolvers: LoadOnce<ResolverList>;
  readonly #byRegion = new Map<string, LoadOnce<RegionLandscape>>();
  readonly #listeners = new Set<(change: LandscapeChange) => void>();

  constructor(cloud: Source, log: LeftOut = () => undefined, now: () => Date = () => new Date()) {
    this.#cloud = cloud;
    this.#log = log;
    this.#now = now;
    this.#regions = new LoadOnce((signal) => cloud.regions(signal), this.#kept({ kind: 'regions' }));
    this.#instances = new LoadOnce((signal) => this.#listInstances(signal), this.#kept({ kind: 'instances' }));
    this.#resolvers = new LoadOnce((signal) => this.#listResolvers(signal), this.#kept({ kind: 'resolvers' }));
  }

  regions(signal: AbortSignal): Promise<readonly Region[]> {
    return this.#regions.get(signal);
  }

  region(name: string, signal: AbortSignal): Promise<RegionLandscape> {
    return this.#shelfOf(name).get(signal);
  }

  /** Instances of every service, of all regions. */
  async instances(signal: AbortSignal): Promise<readonly Instance[]> {
    return (await this.instanceList(signal)).items;
  }

  /** The same, with what could not be read of it and since when it is known. */
  instanceList(signal: AbortSignal): Promise<InstanceList> {
    return this.#instances.get(signal);
  }

  /** Custom resolvers of every VPC, of all regions. */
  resolvers(signal: AbortSignal): Promise<ResolverList> {
    return this.#resolvers.get(signal);
  }

  /** What is loaded already, without asking: for what is drawn beside something else. */
  loadedRegion(name: string): RegionLandscape | undefined {
    return this.#byRegion.get(name)?.value;
  }

  loadedInstances(): readonly Instance[] | undefined {
    return this.#instances.value?.items;
  }

  /** Forgets a part, or everything, its failures too; listeners ask again for what they show. */
  invalidate(scope?: LandscapeScope): void {
    const scopes = scope === undefined ? this.#everything() : [scope];
    for (const one of scopes) {
      this.#clear(one);
    }
    for (const one of scopes) {
      this.#tell(one, 'cleared');
    }
  }

  /** Returns what stops it. */
  onDidChange(listener: (change: LandscapeChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #everything(): readonly LandscapeScope[] {
    const regions = [...this.#byRegion.keys()].map((region) => ({ kind: 'region', region }) as const);
    return [{ kind: 'regions' }, { kind: 'instances' }, { kind: 'resolvers' }, ...regions];
  }

  #clear(scope: LandscapeScope): void {
    switch (scope.kind) {
      case 'regions':
        this.#regions.clear();
        break;
      case 'instances':
        this.#instances.clear();
        break;
      case 'resolvers':
        this.#resolvers.clear();
        break;
      case 'region':
        this.#byRegion.get(scope.region)?.clear();
        break;
    }
  }

  #shelfOf(name: string): LoadOnce<RegionLandscape> {
    const shelf = this.#byRegion.get(name) ?? new LoadOnce(
      (signal) => this.#loadRegion(name, signal),
      this.#kept({ kind: 'region', region: name }),
    );
    this.#byRegion.set(name, shelf);
    return shelf;
  }

  async #listInstances(signal: AbortSignal): Promise<InstanceList> {
    const unreadable: UnreadableItem[] = [];
    const items = await this.#cloud.resources.listInstances(signal, (item) => unreadable.push({ what: t('instance'), ...item }));
    unreadable.forEach(({ failure }) => this.#log('Left out one instance', failure));
    return { items, unreadable, loadedAt: this.#now().toISOString() };
  }

  async #listResolvers(signal: AbortSignal): Promise<ResolverList> {
    const loaded = await loadResolvers(this.#cloud.dnsServices, signal, this.#now);
    loaded.unreadable.forEach(({ what, failure }) => this.#log(`Left out one ${what}`, failure));
    return loaded;
  }

  async #loadRegion(name: string, signal: AbortSignal): Promise<RegionLandscape> {
    const loaded = await loadRegion(this.#cloud.vpc(name), signal, this.#now);
    loaded.unreadable?.forEach(({ what, failure }) => this.#log(`Left out one ${what} of ${name}`, failure));
    return loaded;
  }

  /** A part of the picture that cannot be had is no reason to ask for it again at each look. */
  #kept(scope: LandscapeScope): { readonly failures: true; readonly onLoaded: () => void } {
    return { failures: true, onLoaded: () => this.#tell(scope, 'loaded') };
  }

  #tell(scope: LandscapeScope, cause: LandscapeChange['cause']): void {
    for (const listener of [...this.#listeners]) {
      listener({ scope, cause });
    }
  }
}
