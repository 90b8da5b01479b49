import { t } from './l10n';
import type { Range } from './range';
import { parseRange } from './range';

/** A range and whose it is: a CIDR or one address, and the name of the VPC, interface, VPN server or gateway. */
export interface NamedRange {
  readonly range: string;
  readonly name: string;
}

/** What the addresses of a VPN server's clients must not overlap. Each range is IPv4, read before it comes here. */
export interface PoolNeighbours {
  /** Address prefixes of the VPC, named after it. What a transit gateway connects it with is the user's to name: VPC's own API does not tell it. */
  readonly vpcPrefixes: readonly NamedRange[];
  /** Networks that this machine is in or has a route to; named after the interface. */
  readonly ownNetworks: readonly NamedRange[];
  /** Client pools of other VPN servers. */
  readonly otherPools: readonly NamedRange[];
  /** What the user named: an office, a network of colleagues. */
  readonly userRanges: readonly string[];
  /** What the clients are to reach: destinations of the server's routes. */
  readonly targets: readonly NamedRange[];
}

/** A range that a pool must keep clear of, and the sentence that refuses a pool for it. */
export interface Neighbour {
  readonly range: Range;
  readonly refusal: (pool: string) => string;
}

/** All of them, with those that no VPN server takes. An unreadable range is a defect: it would be overlapped unnoticed. */
export function foreignTo({ vpcPrefixes, ownNetworks, otherPools, userRanges, targets }: PoolNeighbours): readonly Neighbour[] {
  return [
    ...reserved,
    ...vpcPrefixes.map((each) => neighbour(each.range, (pool) => t('{0} overlaps {1}, an address prefix of the VPC {2}.', pool, each.range, each.name))),
    ...ownNetworks.map((each) => neighbour(each.range, (pool) => t('{0} overlaps your own network {1} ({2}).', pool, each.range, each.name))),
    ...otherPools.map((each) => neighbour(each.range, (pool) => t('{0} overlaps {1}, the client pool of the VPN server {2}.', pool, each.range, each.name))),
    ...userRanges.map((each) => neighbour(each, (pool) => t('{0} overlaps {1}, which you named as in use.', pool, each))),
    ...targets.map((each) => neighbour(each.range, (pool) =>
      t('{0} overlaps {1}, which clients are to reach through the VPN ({2}).', pool, each.range, each.name))),
  ];
}

function neighbour(text: string, refusal: (pool: string) => string): Neighbour {
  const range = parseRange(text);
  if (range === undefined) {
    throw new TypeError(`${text} is no IPv4 range`);
  }
  return { range, refusal };
}

/** What no VPN of the cloud leads to. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-vpn-planning */
export const reserved: readonly Neighbour[] = [
  neighbour('127.0.0.0/8', (pool) => t('{0} overlaps 127.0.0.0/8, where each machine is only itself.', pool)),
  neighbour('161.26.0.0/16', (pool) => t('{0} overlaps 161.26.0.0/16, where IBM Cloud has its name servers and other services.', pool)),
  neighbour('166.8.0.0/14', (pool) => t('{0} overlaps 166.8.0.0/14, where IBM Cloud has its service endpoints.', pool)),
  neighbour('169.254.0.0/16', (pool) => t('{0} overlaps 169.254.0.0/16, which never leaves a link.', pool)),
  neighbour('224.0.0.0/4', (pool) => t('{0} overlaps 224.0.0.0/4, which is for multicast.', pool)),
];
