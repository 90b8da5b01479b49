import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { inOrder, type Document } from '../http/documents';
import { objectOf } from '../http/objects';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { enforcement, restrictedResource, restrictionContext, type RestrictionRuleRow } from '../state/policies';
import { timestamp, type World } from '../world';
import { checkAccount, common, rowOf } from './list';

const prototype = objectOf(v.strictObject({
  description: v.optional(v.string(), ''), contexts: v.optional(v.array(restrictionContext), []), resources: v.pipe(v.array(restrictedResource), v.length(1)),
  enforcement_mode: v.optional(enforcement, 'enabled'),
}));

/** The filters that are a resource's attribute, by their names. */
const attributeFilters: Readonly<Record<string, string>> = {
  region: 'region', resource: 'resource', resource_type: 'resourceType', service_instance: 'serviceInstance', service_name: 'serviceName',
  service_type: 'serviceType', service_group_id: 'service_group_id',
};

export function listRules(call: Call, world: World): Reply {
  checkAccount(call, world);
  const mode = call.query.get('enforcement_mode');
  if (mode !== null && !enforcement.options.some((each) => each === mode))
    throw new Refusal(400, 'invalid_query_parameter', `"${mode}" is no enforcement mode.`);
  const rows = [...world.state.restrictionRules.values()].filter((row) => isWanted(call, row));
  return ok({ count: rows.length, rules: inOrder(call, rows.map((row) => render(row, world))) });
}

export function getRule(call: Call, world: World): Reply {
  return ok(render(rowOf(call, world.state.restrictionRules, 'rule'), world));
}

export function createRule(call: Call, world: World): Reply {
  const body = v.safeParse(prototype, call.body);
  if (!body.success) throw new Refusal(400, 'invalid_body', `${v.getDotPath(body.issues[0]) ?? 'The body'}: ${body.issues[0].message}`);
  const { enforcement_mode: mode, ...rest } = body.output;
  const row: RestrictionRuleRow = { id: randomUUID(), createdAt: timestamp(world), ...rest, enforcement: mode };
  const unknown = zonesOf(row).find((id) => !world.state.networkZones.has(id));
  if (unknown !== undefined) throw new Refusal(400, 'invalid_body', `There is no zone with the id ${unknown}.`);
  world.state.restrictionRules.set(row.id, row);
  world.changed();
  return created(render(row, world));
}

export function deleteRule(call: Call, world: World): Reply {
  world.state.restrictionRules.delete(rowOf(call, world.state.restrictionRules, 'rule').id);
  world.changed();
  return noContent;
}

/** The zones that a rule names: one attribute may hold several. */
export function zonesOf({ contexts }: RestrictionRuleRow): readonly string[] {
  return contexts.flatMap(({ attributes }) => attributes.filter(({ name }) => name === 'networkZoneId').flatMap(({ value }) => value.split(',')));
}

function isWanted({ query }: Call, row: RestrictionRuleRow): boolean {
  const attributes = row.resources.flatMap((resource) => resource.attributes);
  const fits = Object.entries(attributeFilters).every(([filter, attribute]) =>
    !query.has(filter) || attributes.some(({ name, value }) => name === attribute && value === query.get(filter)));
  const [zone, mode] = [query.get('zone_id'), query.get('enforcement_mode')];
  return fits && (zone === null || zonesOf(row).includes(zone)) && (mode === null || row.enforcement === mode);
}

function render(row: RestrictionRuleRow, world: World): Document {
  const { description, contexts, resources, enforcement: mode } = row;
  return { ...common('rule', row, world), description, contexts, resources, enforcement_mode: mode };
}
