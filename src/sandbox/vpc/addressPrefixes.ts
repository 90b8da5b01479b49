import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import { madeUpName } from '../state/names';
import type { Row } from '../state/records';
import type { Region } from '../state/region';
import { timestamp } from '../world';
import { contains, overlaps, toRange } from './addresses';
import { byName, freeName, nameField, read } from './body';
import { page } from './page';
import { existing, zoneReference, type Scope } from './scope';

/** The second number of a region's default ranges; the same for every VPC of the region. */
const secondNumbers: Readonly<Record<string, number>> = {
  'us-south': 240, 'us-east': 241, 'eu-gb': 242, 'eu-de': 243, 'jp-tok': 244, 'au-syd': 245, 'jp-osa': 248, 'ca-mon': 249,
  'br-sao': 250, 'eu-es': 251, 'ca-tor': 252, 'in-che': 253, 'in-mum': 254,
};

/** What `address_prefix_management: auto` makes: one range a zone. */
export function defaultPrefixes(region: Region, vpc: string, createdAt: string): Row<'prefixes'>[] {
  return region.zones.map((zone, index) => ({
    id: newId(region.name), name: madeUpName(), createdAt, vpc, zone, isDefault: true,
    cidr: `10.${secondNumbers[region.name] ?? 239}.${index * 64}.0/18`,
  }));
}

const prototype = v.strictObject({ cidr: v.string(), zone: byName, name: nameField, is_default: v.optional(v.boolean(), false) });

export function listAddressPrefixes(call: Call, scope: Scope): Reply {
  return page(call, 'address_prefixes', prefixesOf(call, scope), (prefix) => render(call, scope, prefix));
}

export function getAddressPrefix(call: Call, scope: Scope): Reply {
  return ok(render(call, scope, prefixOf(call, scope)));
}

export function createAddressPrefix(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const others = prefixesOf(call, scope);
  const body = read(call, prototype);
  const range = toRange(body.cidr);
  if (range === undefined) throw new Refusal(400, 'invalid_cidr', `"${body.cidr}" is not an address range.`, { type: 'field', name: 'cidr', value: body.cidr });
  const taken = others.find(({ cidr }) => overlapping(cidr, body.cidr));
  if (taken !== undefined) {
    throw new Refusal(400, 'network_conflict', `The range ${body.cidr} overlaps the address prefix "${taken.name}" (${taken.cidr}).`, {
      type: 'field', name: 'cidr', value: body.cidr,
    });
  }
  if (!region.zones.includes(body.zone.name)) {
    throw new Refusal(400, 'zone_not_found', `There is no zone "${body.zone.name}" in ${region.name}.`, {
      type: 'field', name: 'zone.name', value: body.zone.name,
    });
  }
  const prefix: Row<'prefixes'> = {
    id: newId(region.name), name: freeName(body.name, others), createdAt: timestamp(world), vpc: call.parameters['vpc_id'] ?? '',
    zone: body.zone.name, cidr: body.cidr, isDefault: body.is_default,
  };
  region.prefixes.set(prefix.id, prefix);
  world.changed();
  return created(render(call, scope, prefix));
}

export function deleteAddressPrefix(call: Call, scope: Scope): Reply {
  const prefix = prefixOf(call, scope);
  if (hasSubnets(scope, prefix)) throw new Refusal(409, 'prefix_in_use', `The address prefix "${prefix.name}" holds subnets.`);
  scope.region.prefixes.delete(prefix.id);
  scope.world.changed();
  return noContent;
}

function prefixesOf(call: Call, { region }: Scope): Row<'prefixes'>[] {
  const vpc = existing(region.vpcs, call.parameters['vpc_id'], 'VPC');
  return [...region.prefixes.values()].filter((prefix) => prefix.vpc === vpc.id);
}

function prefixOf(call: Call, scope: Scope): Row<'prefixes'> {
  const mine = new Map(prefixesOf(call, scope).map((prefix) => [prefix.id, prefix]));
  return existing(mine, call.parameters['id'], 'address prefix');
}

function overlapping(one: string, other: string): boolean {
  const [left, right] = [toRange(one), toRange(other)];
  return left !== undefined && right !== undefined && overlaps(left, right);
}

function hasSubnets({ region }: Scope, prefix: Row<'prefixes'>): boolean {
  const range = toRange(prefix.cidr);
  return [...region.subnets.values()].some((subnet) => {
    const inner = toRange(subnet.cidr);
    return subnet.vpc === prefix.vpc && range !== undefined && inner !== undefined && contains(range, inner);
  });
}

function render(call: Call, scope: Scope, prefix: Row<'prefixes'>): unknown {
  return {
    id: prefix.id, name: prefix.name, href: `${scope.base}/vpcs/${call.parameters['vpc_id'] ?? ''}/address_prefixes/${prefix.id}`,
    cidr: prefix.cidr, created_at: prefix.createdAt, has_subnets: hasSubnets(scope, prefix), is_default: prefix.isDefault,
    zone: zoneReference(scope, prefix.zone),
  };
}
