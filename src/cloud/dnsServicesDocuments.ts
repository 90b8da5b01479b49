import { array, boolean, nullish, number, object, string, type InferOutput } from 'valibot';
import type { CustomResolver, ForwardingRule, ResolverLocation } from '../model/dnsServices';

// Of the descriptions and times some are empty, and of a location's parts some come later than the location.
const text = nullish(string());

export const locationDocument = object({
  id: string(), subnet_crn: string(), enabled: nullish(boolean()), healthy: nullish(boolean()), dns_server_ip: text,
});

export const resolverDocument = object({
  id: string(), name: string(), description: text, enabled: nullish(boolean()), health: text, locations: nullish(array(locationDocument)), created_on: text,
});
export const resolverList = object({ custom_resolvers: array(resolverDocument) });

export const ruleDocument = object({ id: string(), type: string(), match: text, forward_to: nullish(array(string())), description: text });
export const rulePage = object({ forwarding_rules: array(ruleDocument), total_count: nullish(number()), next: nullish(object({ href: text })) });

/** An address that is still to come is an empty text or all zeros. */
export function toLocation({ id, subnet_crn: subnetCrn, enabled, healthy, dns_server_ip: ip }: InferOutput<typeof locationDocument>): ResolverLocation {
  const address = ip === null || ip === undefined || ip === '' || ip === '0.0.0.0' ? undefined : ip;
  return { id, subnetCrn, enabled: enabled === true, healthy: healthy === true, address };
}

export function toResolver(document: InferOutput<typeof resolverDocument>): CustomResolver {
  const { id, name, description, enabled, health, locations, created_on: createdAt } = document;
  return {
    id, name, description: description ?? '', enabled: enabled === true, health: health ?? 'unknown', locations: (locations ?? []).map(toLocation),
    createdAt: createdAt ?? '',
  };
}

export function toRule({ id, type, match, forward_to: forwardTo, description }: InferOutput<typeof ruleDocument>): ForwardingRule {
  return { id, type, match: match ?? '', forwardTo: forwardTo ?? [], description: description ?? '' };
}
