import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { parseCrn } from '../../model/crn';
import { noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { CustomResolverRow, LocationRow } from '../state/customResolvers';
import { reserve } from '../vpc/reservedIps';
import { placesOf, resolverOfVpc } from './places';
import { badRequest, changed, conflict, notFound, read, resolverOf, type Scope } from './scope';
import { renderLocation, renderResolver } from './views';

/** cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver */
const mostLocations = 3;
/** Seconds until the first one answers, and how much later each of the others does. */
const [startSeconds, apartSeconds] = [8, 3];

const fields = { subnet_crn: v.string(), enabled: v.optional(v.boolean(), false) };
export const locationInput = v.strictObject(fields);
const patch = v.strictObject({ subnet_crn: v.optional(v.string()), enabled: v.optional(v.boolean()) });
const order = v.strictObject({ locations: v.array(v.string()) });

export function addLocation(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  const added = place(scope, resolver, [read(call, locationInput)]);
  resolver.locations.push(...added);
  changed(scope, resolver);
  return ok(render(scope, resolver, added[0]));
}

export function updateLocation(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  const location = locationOf(call, resolver);
  const { enabled = location.enabled, subnet_crn: subnet } = read(call, patch);
  const others = resolver.locations.filter((other) => other !== location);
  if (resolver.enabled && !enabled && !others.some((other) => other.enabled)) throw lastOne(resolver, 'disabled');
  if (subnet !== undefined && subnetOf(scope, subnet).subnet.id !== location.subnet) {
    if (resolver.enabled && location.enabled) throw inUse(resolver, 'moved');
    const [moved] = place(scope, { ...resolver, locations: others }, [{ subnet_crn: subnet, enabled }]);
    release(scope, location);
    Object.assign(location, moved, { id: location.id });
    startUp(scope, location, 0);
  }
  location.enabled = enabled;
  changed(scope, resolver);
  return ok(render(scope, resolver, location));
}

export function deleteLocation(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  const location = locationOf(call, resolver);
  if (resolver.enabled && location.enabled) throw inUse(resolver, 'deleted');
  release(scope, location);
  resolver.locations = resolver.locations.filter((other) => other !== location);
  changed(scope, resolver);
  return noContent;
}

/** Whose place in the order changes has another address afterwards: cloud.ibm.com/apidocs/dns-svcs#update-cr-locations-order */
export function orderLocations(call: Call, scope: Scope): Reply {
  const resolver = resolverOf(call, scope);
  const ids = read(call, order).locations;
  const ordered = ids.flatMap((id) => resolver.locations.find((location) => location.id === id) ?? []);
  if (new Set(ordered).size !== resolver.locations.length || ids.length !== resolver.locations.length) {
    throw badRequest('The order must name each of the resolver\'s locations once.');
  }
  const moved = ordered.filter((location, index) => resolver.locations[index] !== location);
  resolver.locations = ordered;
  moved.forEach((location, index) => {
    const { region, subnet } = subnetById(scope, location.subnet);
    const former = location.ip;
    location.ip = reserve({ world: scope.world, region }, subnet, { autoDelete: true, target: targetOf(location) }).id;
    region.reservedIps.delete(former);
    startUp(scope, location, index);
  });
  changed(scope, resolver);
  return ok(renderResolver(scope, resolver));
}

/** New locations, each with an address of its subnet, starting up. Nothing is reserved where one of them is refused. */
export function place(scope: Scope, resolver: CustomResolverRow, wishes: readonly v.InferOutput<typeof locationInput>[]): LocationRow[] {
  if (resolver.locations.length + wishes.length > mostLocations) throw badRequest(`A custom resolver has at most ${mostLocations} locations.`);
  const { state } = scope.world;
  const wanted = wishes.map((wish) => ({ ...subnetOf(scope, wish.subnet_crn), enabled: wish.enabled }));
  const [vpc] = [...placesOf(state, resolver), ...wanted].map(({ subnet }) => subnet.vpc);
  if (wanted.some(({ subnet }) => subnet.vpc !== vpc)) throw badRequest('The locations of a custom resolver must be in subnets of one VPC.');
  const other = vpc === undefined ? undefined : resolverOfVpc(state, vpc);
  if (other !== undefined && other.id !== resolver.id) {
    throw conflict('vpc_has_custom_resolver', `The VPC has the custom resolver "${other.name}" already: it can have one, in whatever DNS Services instance.`);
  }
  return wanted.map(({ region, subnet, enabled }, index) => {
    const location: LocationRow = { id: randomUUID(), subnet: subnet.id, ip: '', enabled, isUp: false };
    location.ip = reserve({ world: scope.world, region }, subnet, { autoDelete: true, target: targetOf(location) }).id;
    startUp(scope, location, index);
    return location;
  });
}

function startUp({ world }: Scope, location: LocationRow, index: number): void {
  location.isUp = false;
  world.later(startSeconds + index * apartSeconds, { kind: 'ready', region: '', table: 'customResolvers', id: location.id });
}

/** The interface that has the address is shown by no list: https://github.com/IBM-Cloud/terraform-provider-ibm/issues/2968 */
function targetOf({ id }: LocationRow) {
  return { kind: 'custom_resolver', id } as const;
}

function release({ world }: Scope, { ip }: LocationRow): void {
  for (const { reservedIps } of world.state.regions.values()) reservedIps.delete(ip);
}

function subnetOf(scope: Scope, crn: string) {
  const parsed = parseCrn(crn);
  if (parsed?.service !== 'is' || parsed.resourceType !== 'subnet') throw badRequest(`"${crn}" is no CRN of a subnet.`);
  return subnetById(scope, parsed.resource);
}

function subnetById({ world }: Scope, id: string) {
  for (const region of world.state.regions.values()) {
    const subnet = region.subnets.get(id);
    if (subnet?.phase === 'ready') return { region, subnet };
  }
  throw notFound(`The subnet "${id}" does not exist, or is not available.`);
}

function locationOf(call: Call, resolver: CustomResolverRow): LocationRow {
  const id = call.parameters['location'] ?? '';
  const location = resolver.locations.find((one) => one.id === id);
  if (location === undefined) throw notFound(`The location "${id}" does not exist.`);
  return location;
}

function render(scope: Scope, resolver: CustomResolverRow, location: LocationRow | undefined): unknown {
  return placesOf(scope.world.state, resolver).filter((one) => one.location === location).map((one) => renderLocation(scope, one))[0];
}

function inUse({ name }: CustomResolverRow, done: string) {
  return conflict('location_enabled', `A location of "${name}" that is enabled cannot be ${done}: disable it, or the resolver, first.`);
}

function lastOne({ name }: CustomResolverRow, done: string) {
  return conflict('location_last_enabled', `The last location of "${name}" cannot be ${done} while the resolver is enabled.`);
}
