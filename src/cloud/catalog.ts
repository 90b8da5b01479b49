import { array, fallback, nullish, object, optional, string, type InferOutput } from 'valibot';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Cost } from '../model/plan';
import type { CatalogService, PlanWords, PricedItem } from './catalogService';
import { Client } from './client';
import { isNotFound } from './errors';
import { Memo } from '../base/memo';
import { monthlyCost, pricingDocument, type Need, type Pricing } from './prices';
import type { TokenSource } from './tokens';
import type { Transport } from './transport';

const entryDocument = object({ id: optional(string()), name: string() });
const entryList = object({ resources: nullish(array(entryDocument)) });
/** A title is a convenience: one that cannot be read counts as absent. Source: https://cloud.ibm.com/apidocs/resource-catalog/global-catalog */
const overview = fallback(nullish(object({ en: nullish(object({ display_name: nullish(string()) })) })), undefined);
const planDocument = object({ name: string(), overview_ui: overview });
const pricingList = object({ resources: nullish(array(pricingDocument)) });

/** Where each item's price is looked up: the catalog's entry, and what of it. */
function lookUp(item: PricedItem): { readonly entry: string; readonly need: Need; readonly isGlobal?: true } {
  switch (item.kind) {
    case 'virtual-server':
      return { entry: 'is.instance', need: { metricNames: item.profile, count: 1 } };
    case 'boot-volume':
      return { entry: 'is.volume', need: { metricNames: 'general-purpose', count: 1, gigabytes: item.gigabytes } };
    case 'floating-ip':
      return { entry: 'is.floating-ip', need: { count: 1 } };
    case 'secrets-manager':
      return { entry: 'secrets-manager', need: { chargedBy: 'INSTANCE', count: 1 } };
    case 'secret':
      return { entry: 'secrets-manager', need: { chargedBy: 'SECRET', count: 1 } };
    case 'endpoint-gateway':
      return { entry: 'is.endpoint-gateway', need: { count: 1 } };
    case 'resolver-locations':
      return { entry: 'dns-svcs', need: { chargedBy: 'RESOLVERLOCATION', count: item.count }, isGlobal: true };
    case 'vpn-server':
      return { entry: 'is.vpn-server', need: { chargedBy: 'INSTANCE', count: 1 } };
    case 'vpn-connections':
      return { entry: 'is.vpn-server', need: { chargedBy: 'CONNECTION', count: 1, hours: item.hours } };
    // Its units: https://github.com/infracost/infracost
    case 'vpn-gateway':
      return { entry: 'is.vpn', need: { chargedBy: 'INSTANCE', count: 1 } };
    case 'vpn-gateway-connection':
      return { entry: 'is.vpn', need: { chargedBy: 'CONNECTION', count: 1 } };
  }
}

export interface CatalogOptions {
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly tokens: TokenSource;
  /** Milliseconds since 1970: prices have dates. */
  readonly now?: (() => number) | undefined;
  /** Told where a plan's id is shown for want of its name. */
  readonly onFallback?: ((failure: Failure) => void) | undefined;
}

/** Global Catalog. What it says changes rarely and is remembered for as long as the object lives. */
export class Catalog implements CatalogService {
  readonly #client: Client;
  readonly #options: CatalogOptions;
  readonly #entries = new Memo((name, signal) => this.#entriesNamed(name, signal));
  readonly #plans = new Memo((id, signal) => this.#planOf(id, signal));
  readonly #pricings = new Memo((key, signal) => this.#pricingsOf(key, signal));

  constructor(options: CatalogOptions) {
    const { baseUrl, transport, tokens } = options;
    this.#client = new Client({ service: 'catalog', baseUrl, transport, tokens });
    this.#options = options;
  }

  async serviceId(name: string, signal: AbortSignal): Promise<string | undefined> {
    return (await this.#entries.get(name, signal))[0];
  }

  async plan(planId: string, signal: AbortSignal): Promise<PlanWords> {
    try {
      return await this.#plans.get(planId, signal);
    } catch (error) {
      // An instance must not be hidden because a name cannot be read; its plan's id stands for it.
      if (error instanceof Failure) {
        this.#options.onFallback?.(error);
        return { name: planId };
      }
      throw error;
    }
  }

  async monthlyPrice(item: PricedItem, region: string, signal: AbortSignal): Promise<Cost> {
    const { entry, need, isGlobal } = lookUp(item);
    const where = isGlobal === true ? 'global' : region;
    const ids = await this.#entries.get(entry, signal);
    const pricings = await Promise.all(ids.map((id) => this.#pricings.get(`${where} ${id}`, signal)));
    return monthlyCost(pricings.flat(), need, (this.#options.now ?? Date.now)());
  }

  /** Ids of the entries with exactly this name: the catalog's query also finds what only resembles it. */
  async #entriesNamed(name: string, signal: AbortSignal): Promise<readonly string[]> {
    const { resources } = await this.#client.ask(entryList, {
      method: 'GET', path: '/', query: { q: `name:${name}`, _limit: '100' }, what: t('Could not look up {0} in Global Catalog', name),
    }, signal);
    return idsOf((resources ?? []).filter((entry) => entry.name === name));
  }

  async #planOf(id: string, signal: AbortSignal): Promise<PlanWords> {
    const { name, overview_ui: words } = await this.#client.ask(planDocument, {
      method: 'GET', path: `/${encodeURIComponent(id)}`, what: t('Could not read the name of a plan'),
    }, signal);
    const title = words?.en?.display_name?.trim();
    return { name, title: title === '' ? undefined : title };
  }

  /** Prices of an entry's plans in a region; those of the entry itself where it has no plans. */
  async #pricingsOf(key: string, signal: AbortSignal): Promise<readonly Pricing[]> {
    const [region = '', id = ''] = key.split(' ');
    const children = await this.#orNothing({ resources: [] }, this.#client.ask(entryList, {
      method: 'GET', path: `/${encodeURIComponent(id)}/plan`, what: t('Could not list the plans of a priced item'),
    }, signal));
    const plans = idsOf(children.resources ?? []);
    const lists = await Promise.all((plans.length === 0 ? [id] : plans).map((plan) => this.#pricingOf(plan, region, signal)));
    return lists.flat();
  }

  async #pricingOf(planId: string, region: string, signal: AbortSignal): Promise<readonly Pricing[]> {
    const path = `/${encodeURIComponent(planId)}/pricing`;
    const what = t('Could not read prices from Global Catalog');
    const all = await this.#orNothing({ resources: [] }, this.#client.ask(
      pricingList, { method: 'GET', path: `${path}/deployment`, what }, signal,
    ));
    const here = (all.resources ?? []).filter(
      ({ deployment_region: of, deployment_location: at }) => of === region || at === region,
    );
    if (here.length > 0) {
      return here;
    }
    const one = await this.#orNothing(undefined, this.#client.ask(
      pricingDocument, { method: 'GET', path, query: { deployment_region: region }, what }, signal,
    ));
    return one === undefined ? [] : [one];
  }

  /** The catalog answers 404 for what it has no prices of. */
  async #orNothing<T, N>(nothing: N, answer: Promise<T>): Promise<T | N> {
    try {
      return await answer;
    } catch (error) {
      if (isNotFound(error)) {
        return nothing;
      }
      throw error;
    }
  }
}

function idsOf(entries: readonly InferOutput<typeof entryDocument>[]): readonly string[] {
  return entries.map(({ id }) => id).filter((id) => id !== undefined);
}
