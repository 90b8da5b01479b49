import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { CustomResolverRow } from '../state/customResolvers';
import { bindingsOf } from '../vpc/dnsBindings';
import { timestamp } from '../world';
import { locationInput, place } from './locations';
import { isHealthy, placesOf } from './places';
import { defaultRule } from './rules';
import { changed, conflict, nameField, read, resolverOf, resolversOf, type Scope } from './scope';
import { renderResolver } from './views';

const prototype = v.strictObject({
  name: nameField, description: v.optional(v.string(), ''), locations: v.optional(v.array(locationInput), []),
  profile: v.optional(v.picklist(['essential', 'advanced', 'premier']), 'essential'),
});

const patch = v.strictObject({ name: v.optional(nameField), description: v.optional(v.string()), enabled: v.optional(v.boolean()) });

export function listResolvers(_: Call, scope: Scope): Reply {
  return ok({ custom_resolvers: resolversOf(scope).map((resolver) => renderResolver(scope, resolver)) });
}

export function getResolver(call: Call, scope: Scope): Reply {
  return ok(renderResolver(scope, resolverOf(call, scope)));
}

/** Always disabled at first, whatever its locations are: cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver */
export function createResolver(call: Call, scope: Scope): Reply {
  const { name, description, locations, profile } = read(call, prototype);
  const { world, instance } = scope;
  const now = timestamp(world);
  const resolver: CustomResolverRow = {
    id: randomUUID(), name, description, createdAt: now, modifiedAt: now, instance: instance.id, enabled: false, profile, isGoing: false,
    locations: [], rules: [defaultRule(now)],
  };
  resolver.locations = place(scope, resolver, locations);
  world.state.customResolvers.set(resolver.id, resolver);
  world.changed();
  return ok(renderResolver(scope, resolver));
}

export function updateResolver(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  const { name = resolver.name, description = resolver.description, enabled = resolver.enabled } = read(call, patch);
  if (enabled && !resolver.enabled && !resolver.locations.some(isHealthy)) {
    throw conflict('custom_resolver_not_healthy', `The custom resolver "${resolver.name}" cannot be enabled: none of its locations is healthy.`);
  }
  const binding = enabled || !resolver.enabled ? undefined : bindingTo(scope, resolver);
  if (binding !== undefined) {
    throw conflict('custom_resolver_in_use', `The custom resolver "${resolver.name}" cannot be disabled: its VPC has the DNS resolution binding "${binding}".`);
  }
  Object.assign(resolver, { name, description, enabled });
  changed(scope, resolver);
  return ok(renderResolver(scope, resolver));
}

/** Its locations are gone, and their subnets free, some time later: cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-cr-delete */
export function deleteResolver(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  if (resolver.enabled) throw conflict('custom_resolver_enabled', `The custom resolver "${resolver.name}" is enabled: disable it before you delete it.`);
  resolver.isGoing = true;
  scope.world.later(3, { kind: 'gone', region: '', table: 'customResolvers', id: resolver.id });
  changed(scope, resolver);
  return noContent;
}

/** Other VPCs that ask this one's resolver would be left without any. */
function bindingTo({ world }: Scope, resolver: CustomResolverRow): string | undefined {
  const [place] = placesOf(world.state, resolver);
  return place && bindingsOf(place.region, { id: place.subnet.vpc }).find(({ hub }) => hub === place.subnet.vpc)?.name;
}
