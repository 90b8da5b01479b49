import { ok, Refusal, type Refusal as Refused, type Reply } from '../http/reply';
import { find, route, type Call, type Route } from '../http/router';
import type { Api } from '../http/api';
import type { World } from '../world';
import type { Charge } from './charge';
import { catalogItems, kindOfPrice, renderEntry, type CatalogItem } from './entries';

const usual = 50;
const most = 200;
/** Kinds of entries below another one; a star is all of them. */
const kinds: ReadonlySet<string> = new Set(['*', 'plan', 'deployment', 'service', 'iaas', 'runtime', 'template', 'dashboard']);

const routes: readonly Route<World>[] = [
  route('GET', '/', (call, { services }) => {
    return list(call, catalogItems(services).filter(({ parent }) => parent === undefined));
  }),
  route('GET', '/{id}', (call, world) => ok(renderEntry(itemOf(call, world), call.base))),
  route('GET', '/{id}/pricing', (call, world) => {
    const found = chargesOf(call, world);
    const region = call.query.get('deployment_region') ?? 'us-south';
    if (found.item.isGlobal === true) return ok(pricing(found, 'global'));
    if (!world.state.regions.has(region)) throw new Refusal(404, 'not_found', `There is no pricing for the region "${region}".`);
    return ok(pricing(found, region));
  }),
  route('GET', '/{id}/pricing/deployment', (call, world) => {
    const found = chargesOf(call, world);
    const resources = placesOf(found.item, world).map((region) => pricing(found, region));
    return ok({ offset: 0, limit: resources.length, count: resources.length, resource_count: resources.length, resources });
  }),
  route('GET', '/{id}/{kind}', (call, world) => {
    if (!kinds.has(call.parameters['kind'] ?? '')) throw new Refusal(404, 'not_found', `There is no kind "${call.parameters['kind'] ?? ''}" of entry.`);
    const { id } = itemOf(call, world);
    return list(call, catalogItems(world.services).filter(({ parent }) => parent === id && ['plan', '*'].includes(call.parameters['kind'] ?? '')));
  }),
];

/** Global Catalog. What is published needs no sign-in. */
export function globalCatalogApi(world: World): Api {
  return {
    name: 'globalCatalog',
    basePath: '/global-catalog/api/v1',
    async handle(call: Call): Promise<Reply> {
      const { handle, parameters } = find(routes, call.method, call.path === '' ? '/' : call.path);
      return handle({ ...call, parameters }, world);
    },
    refuse,
  };
}

function list(call: Call, all: readonly CatalogItem[]): Reply {
  // The catalog's query also finds what only resembles the name.
  const words = /^(?:name:)?(.+)$/.exec(call.query.get('q') ?? '')?.[1]?.toLowerCase() ?? '';
  const items = all.filter(({ name }) => name.includes(words));
  const offset = Number(call.query.get('_offset') ?? 0);
  const limit = Math.min(Number(call.query.get('_limit') ?? usual), most);
  const resources = items.slice(offset, offset + limit);
  const link = (at: number): string => {
    const query = new URLSearchParams({ ...Object.fromEntries(call.query), _offset: String(at), _limit: String(limit) });
    return `${call.base}${call.path}?${query.toString()}`;
  };
  return ok({
    offset, limit, count: items.length, resource_count: resources.length, first: link(0), resources: resources.map((item) => renderEntry(item, call.base)),
    ...(offset + limit < items.length ? { next: link(offset + limit) } : {}),
  });
}

function itemOf(call: Call, { services }: World): CatalogItem {
  const item = catalogItems(services).find(({ id }) => id === call.parameters['id']);
  if (item === undefined) throw new Refusal(404, 'not_found', 'The catalog entry does not exist.');
  return item;
}

function chargesOf(call: Call, world: World): { item: CatalogItem; charges: readonly Charge[] } {
  const item = itemOf(call, world);
  if (item.charges === undefined) throw new Refusal(404, 'not_found', 'There is no pricing for this entry.');
  return { item, charges: item.charges };
}

/** Where it has a price. */
function placesOf({ isGlobal }: CatalogItem, { state }: World): readonly string[] {
  return isGlobal === true ? ['global'] : [...state.regions.keys()];
}

function pricing({ item, charges }: { item: CatalogItem; charges: readonly Charge[] }, region: string): unknown {
  return {
    deployment_id: `${item.id}:${region}`, deployment_location: region, deployment_region: region, origin: 'global_catalog', type: kindOfPrice(item),
    effective_from: '2026-01-01T00:00:00Z', effective_until: '9999-12-31T00:00:00Z',
    metrics: charges.map((charge) => ({
      metric_id: charge.metric, part_ref: charge.metric, tier_model: 'Linear Tier', charge_unit: charge.unit, charge_unit_name: charge.unitName,
      charge_unit_quantity: 1, charge_unit_display_name: charge.unitName, resource_display_name: charge.name,
      effective_from: '2026-01-01T00:00:00Z', effective_until: '9999-12-31T00:00:00Z',
      amounts: [
        { country: 'USA', currency: 'USD', prices: [{ quantity_tier: 1, price: charge.price }] },
        { country: 'DEU', currency: 'EUR', prices: [{ quantity_tier: 1, price: Number((charge.price * 0.93).toFixed(6)) }] },
      ],
    })),
  };
}

function refuse({ status, code, message }: Refused, requestId: string): Reply {
  return { status, body: { trace: requestId, status_code: status, message, errors: [{ code, message }] } };
}
