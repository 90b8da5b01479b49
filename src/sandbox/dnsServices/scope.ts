import * as v from 'valibot';
import { notFound } from '../http/bodies';
import { Refusal } from '../http/reply';
import type { Call } from '../http/router';
import type { CustomResolverRow } from '../state/customResolvers';
import type { ServiceInstanceRow } from '../state/records';
import { timestamp, type World } from '../world';

export { badRequest, notFound, read } from '../http/bodies';

/** What a call works on: one instance of DNS Services. */
export interface Scope {
  readonly world: World;
  readonly instance: ServiceInstanceRow;
}

// No list of the service's codes is published: these are the sandbox's own.

export function conflict(code: string, message: string): Refusal {
  return new Refusal(409, code, message);
}

export function resolversOf({ world, instance }: Scope): CustomResolverRow[] {
  return [...world.state.customResolvers.values()].filter((resolver) => resolver.instance === instance.id && !resolver.isGoing);
}

export function resolverOf(call: Call, scope: Scope): CustomResolverRow {
  const id = call.parameters['resolver'] ?? '';
  const resolver = resolversOf(scope).find((one) => one.id === id);
  if (resolver === undefined) throw notFound(`The custom resolver "${id}" does not exist.`);
  return resolver;
}

/** To be called after every change of a resolver or of what it has. */
export function changed({ world }: Scope, resolver: CustomResolverRow): void {
  resolver.modifiedAt = timestamp(world);
  world.changed();
}

export const nameField = v.pipe(v.string(), v.minLength(1));
