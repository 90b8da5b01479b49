import { t } from '../../model/l10n';
import { reserved, type NamedRange } from '../../model/poolNeighbours';
import { canonicalRange, everywhere, overlaps, parseRange, type Range } from '../../model/range';
import { visible } from '../../model/text';

/** What an office's ranges must not overlap. Each range is a CIDR; what cannot be read overlaps nothing. */
export interface OfficeNeighbours {
  /** Address prefixes of the VPC, named after it. */
  readonly vpcPrefixes: readonly NamedRange[];
  /** The other ranges of the office. */
  readonly others: readonly string[];
  /** Ranges of other peers of the VPC's gateways, named after the VPN connection. */
  readonly peerRanges: readonly NamedRange[];
  /** Client pools of the VPC's VPN servers, named after the server. */
  readonly clientPools: readonly NamedRange[];
}

export const noNeighbours: OfficeNeighbours = { vpcPrefixes: [], others: [], peerRanges: [], clientPools: [] };

/**
 * Undefined for a range that an office may have behind its gateway; otherwise one sentence that says why not, and with what it would collide.
 * Sources: https://cloud.ibm.com/docs/vpc?topic=vpc-planning-considerations-vpn, https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-ts-duplicate-ike-sa
 */
export function judgeOfficeRange(text: string, neighbours: OfficeNeighbours): string | undefined {
  const written = text.trim();
  const [range, canonical] = [parseRange(written), canonicalRange(written)];
  if (range === undefined || canonical === undefined) {
    return t('{0} is no range of IPv4 addresses: write it as 192.168.50.0/24.', visible(written, 80));
  }
  if (canonical === everywhere) {
    return t('0.0.0.0/0 is every address there is: the VPN gateway would draw all traffic of the VPC to the office. Name the office’s own networks.');
  }
  if (written.includes('/') && written !== canonical) {
    return t('{0} does not begin with its first address: write {1}.', written, canonical);
  }
  return reservedProblem(written, range) ?? neighbourProblem(written, range, neighbours);
}

/** The same for all of an office's ranges: the first sentence. */
export function judgeOfficeRanges(ranges: readonly string[], neighbours: Omit<OfficeNeighbours, 'others'>): string | undefined {
  return ranges.map((range, at) => judgeOfficeRange(range, { ...neighbours, others: ranges.slice(0, at) })).find((problem) => problem !== undefined);
}

function reservedProblem(written: string, range: Range): string | undefined {
  const nowhere = { first: 0, last: 2 ** 24 - 1 };
  return overlaps(nowhere, range) ? t('{0} overlaps 0.0.0.0/8, which no host has an address of.', written)
    : reserved.find((each) => overlaps(each.range, range))?.refusal(written);
}

function neighbourProblem(written: string, range: Range, { vpcPrefixes, others, peerRanges, clientPools }: OfficeNeighbours): string | undefined {
  const met = (all: readonly NamedRange[]) => all.find((each) => isOver(each.range, range));
  const other = others.find((each) => isOver(each, range));
  if (other !== undefined) {
    return t('{0} overlaps {1}, another range of the office: give the wider one alone.', written, other);
  }
  const prefix = met(vpcPrefixes);
  if (prefix !== undefined) {
    return t(
      '{0} overlaps {1}, an address prefix of the VPC {2}: neither side could tell which of them is meant.', written, prefix.range, visible(prefix.name),
    );
  }
  const peer = met(peerRanges);
  if (peer !== undefined) {
    return t('{0} overlaps {1}, which the VPN connection {2} leads to already: two tunnels would compete for it.', written, peer.range, visible(peer.name));
  }
  const pool = met(clientPools);
  return pool === undefined ? undefined : t('{0} overlaps {1}, the client pool of the VPN server {2}.', written, pool.range, visible(pool.name));
}

function isOver(text: string, range: Range): boolean {
  const other = parseRange(text);
  return other !== undefined && overlaps(other, range);
}
