import { Refusal } from '../http/reply';
import type { Row } from '../state/records';
import type { Region } from '../state/region';
import { contains, freeRange, overlaps, toCidr, toRange } from './addresses';

interface Wish { readonly zone: string | undefined; readonly cidr: string | undefined; readonly count: number | undefined }

/** Where a new subnet goes: the range that was asked for, or the first free one of that size in its zone. */
export function chooseRange(region: Region, vpc: string, siblings: readonly Row<'subnets'>[], wish: Wish): { zone: string; cidr: string } {
  const prefixes = [...region.prefixes.values()].filter((prefix) => prefix.vpc === vpc);
  if (wish.zone !== undefined && !region.zones.includes(wish.zone)) {
    throw new Refusal(400, 'zone_not_found', `There is no zone "${wish.zone}" in ${region.name}.`, { type: 'field', name: 'zone.name', value: wish.zone });
  }
  if (wish.cidr !== undefined) return given(prefixes, siblings, wish.cidr, wish.zone);
  return counted(prefixes, siblings, wish);
}

function given(
  prefixes: readonly Row<'prefixes'>[], siblings: readonly Row<'subnets'>[], cidr: string, zone: string | undefined,
): { zone: string; cidr: string } {
  const target = { type: 'field', name: 'ipv4_cidr_block', value: cidr } as const;
  const range = toRange(cidr);
  if (range === undefined || range.size < 8) throw new Refusal(400, 'invalid_cidr', `"${cidr}" is not a range of 8 or more addresses.`, target);
  const prefix = prefixes.find((candidate) => {
    const outer = toRange(candidate.cidr);
    return outer !== undefined && contains(outer, range) && (zone ?? candidate.zone) === candidate.zone;
  });
  if (prefix === undefined) throw new Refusal(400, 'not_in_address_prefix', `The range ${cidr} lies in no address prefix of the VPC in this zone.`, target);
  const conflict = siblings.find((subnet) => {
    const other = toRange(subnet.cidr);
    return other !== undefined && overlaps(other, range);
  });
  if (conflict !== undefined) throw new Refusal(400, 'subnet_conflict', `The range ${cidr} overlaps the subnet "${conflict.name}" (${conflict.cidr}).`, target);
  return { zone: prefix.zone, cidr };
}

function counted(prefixes: readonly Row<'prefixes'>[], siblings: readonly Row<'subnets'>[], { zone, count }: Wish): { zone: string; cidr: string } {
  if (count === undefined || zone === undefined) {
    const field = zone === undefined ? 'zone' : 'total_ipv4_address_count';
    throw new Refusal(400, 'missing_field', `The \`${field}\` field is required.`, { type: 'field', name: field });
  }
  const target = { type: 'field', name: 'total_ipv4_address_count', value: String(count) } as const;
  if (count < 8) throw new Refusal(400, 'validation_min_value', 'The number of addresses must be at least 8.', target);
  if (!Number.isInteger(Math.log2(count))) throw new Refusal(400, 'invalid_value', 'The number of addresses must be a power of 2.', target);
  const mine = prefixes.filter((prefix) => prefix.zone === zone);
  if (!mine.some(({ isDefault }) => isDefault)) {
    throw new Refusal(400, 'no_default_address_prefix', `The VPC has no default address prefix in ${zone}.`, target);
  }
  const taken = siblings.flatMap(({ cidr }) => toRange(cidr) ?? []);
  for (const prefix of mine) {
    const outer = toRange(prefix.cidr);
    const range = outer && freeRange(outer, count, taken);
    if (range !== undefined) return { zone, cidr: toCidr(range) };
  }
  throw new Refusal(400, 'insufficient_space_for_subnet', `No address prefix in ${zone} has ${count} free addresses.`, target);
}
