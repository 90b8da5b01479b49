import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { CustomResolverRow, ForwardingRuleRow } from '../state/customResolvers';
import { toNumber } from '../vpc/addresses';
import { timestamp } from '../world';
import { badRequest, changed, conflict, notFound, read, resolverOf, type Scope } from './scope';
import { renderRule } from './views';

/** Rules by profile, without the default one: cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver */
const mostRules = { essential: 10, advanced: 50, premier: 100 } as const;
const usual = 200;
const most = 1000;

const zone = v.pipe(v.string(), v.regex(/^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i, 'it must be a domain'));
const servers = v.pipe(v.array(v.pipe(v.string(), v.check((text) => toNumber(text) !== undefined, 'an IPv4 address'))), v.minLength(1));
const prototype = v.strictObject({ type: v.literal('zone'), match: zone, forward_to: servers, description: v.optional(v.string(), '') });
const patch = v.strictObject({ match: v.optional(zone), forward_to: v.optional(servers), description: v.optional(v.string()) });

/** What everything that no other rule is for goes to: the VPC's own resolvers, which know its private names. */
export function defaultRule(now: string): ForwardingRuleRow {
  return {
    id: randomUUID(), createdAt: now, modifiedAt: now, type: 'default', match: '*', forwardTo: ['161.26.0.7', '161.26.0.8'],
    description: 'default forwarding rule',
  };
}

/** By offset and limit, with links to the other pages. */
export function listRules(call: Call, scope: Scope): Reply {
  const { rules } = resolverOf(call, scope);
  const [offset, limit] = [numberOf(call, 'offset', 0, 0, 1_000_000), numberOf(call, 'limit', usual, 1, most)];
  const shown = rules.slice(offset, offset + limit);
  const link = (at: number) => ({ href: `${call.base}${call.path}?offset=${at}&limit=${limit}` });
  return ok({
    forwarding_rules: shown.map(renderRule), offset, limit, count: shown.length, total_count: rules.length, first: link(0),
    last: link(Math.max(0, Math.floor((rules.length - 1) / limit) * limit)),
    ...(offset > 0 ? { previous: link(Math.max(0, offset - limit)) } : {}),
    ...(offset + limit < rules.length ? { next: link(offset + limit) } : {}),
  });
}

export function getRule(call: Call, scope: Scope): Reply {
  return ok(renderRule(ruleOf(call, resolverOf(call, scope))));
}

export function createRule(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  const { type, match, forward_to: forwardTo, description } = read(call, prototype);
  const limit = mostRules[resolver.profile];
  if (resolver.rules.length > limit) throw conflict('forwarding_rules_exceeded', `A resolver of the profile "${resolver.profile}" has at most ${limit} rules.`);
  refuseTwin(resolver, match);
  const now = timestamp(scope.world);
  const rule: ForwardingRuleRow = { id: randomUUID(), createdAt: now, modifiedAt: now, type, match, forwardTo, description };
  resolver.rules.push(rule);
  changed(scope, resolver);
  return ok(renderRule(rule));
}

export function updateRule(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  const change = read(call, patch);
  const rule = changeable(ruleOf(call, resolver));
  const { match = rule.match, forward_to: forwardTo = rule.forwardTo, description = rule.description } = change;
  refuseTwin(resolver, match, rule);
  Object.assign(rule, { match, forwardTo, description, modifiedAt: timestamp(scope.world) });
  changed(scope, resolver);
  return ok(renderRule(rule));
}

export function deleteRule(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  const rule = changeable(ruleOf(call, resolver));
  resolver.rules = resolver.rules.filter((other) => other !== rule);
  changed(scope, resolver);
  return noContent;
}

function ruleOf(call: Call, { rules }: CustomResolverRow): ForwardingRuleRow {
  const id = call.parameters['rule'] ?? '';
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) throw notFound(`The forwarding rule "${id}" does not exist.`);
  return rule;
}

function changeable(rule: ForwardingRuleRow): ForwardingRuleRow {
  if (rule.type === 'default') throw conflict('forwarding_rule_default', 'The default forwarding rule can be neither changed nor deleted.');
  return rule;
}

function refuseTwin({ rules }: CustomResolverRow, match: string, own?: ForwardingRuleRow): void {
  if (rules.some((rule) => rule !== own && rule.match.toLowerCase() === match.toLowerCase())) {
    throw conflict('forwarding_rule_exists', `There is a forwarding rule for "${match}" already.`);
  }
}

function numberOf(call: Call, name: string, otherwise: number, least: number, largest: number): number {
  const text = call.query.get(name);
  const value = text === null ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < least || value > largest) throw badRequest(`The query parameter "${name}" must be between ${least} and ${largest}.`);
  return value;
}
