import { t } from './l10n';
import { foreignTo } from './poolNeighbours';
import type { PoolNeighbours } from './poolNeighbours';
import { addressText, canonicalRange, closedToInternet, freeBlock, overlaps, parseRange } from './range';

/**
 * The lengths that a VPN server takes for its clients' addresses.
 * Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-vpn-planning
 */
const lengths = { shortest: 9, longest: 22 };

/** Private space in the order in which it is proposed: first what routers at home, Docker, Kubernetes and a VPC's own defaults leave alone. */
const proposed = ['10.208.0.0/12', '10.0.0.0/8', '172.16.0.0/12', '100.64.0.0/10', '192.168.0.0/16'].flatMap((text) => parseRange(text) ?? []);

/**
 * A pool for the clients of a VPN server, such as `10.208.0.0/22`: private, of a size that the service takes, and overlapping none of its neighbours.
 * The same neighbours give the same pool. It has two addresses for each of `clients`, as the service advises.
 * Undefined where no private block of that size is free.
 */
export function poolFor(neighbours: PoolNeighbours, clients = 1): string | undefined {
  const length = lengthFor(clients);
  const taken = foreignTo(neighbours).map(({ range }) => range);
  for (const outer of proposed) {
    const block = freeBlock(outer, 2 ** (32 - length), taken);
    if (block !== undefined) {
      return `${addressText(block.first)}/${length}`;
    }
  }
  return undefined;
}

/** Undefined for a pool that will do; otherwise one sentence that says why not, and with what it would collide. */
export function judgePool(text: string, neighbours: PoolNeighbours): string | undefined {
  const written = text.trim();
  const range = written.includes('/') ? parseRange(written) : undefined;
  const canonical = canonicalRange(written);
  if (range === undefined || canonical === undefined) {
    return t('Write an address, a slash and a length, such as 10.208.0.0/22.');
  }
  return formProblem(written, canonical) ?? foreignTo(neighbours).find((other) => overlaps(other.range, range))?.refusal(written) ?? publicProblem(canonical);
}

/** Whether a text is the range of a pool, begins with its first address and has a size that the service takes, whatever it overlaps. */
export function isPool(text: string): boolean {
  const canonical = canonicalRange(text);
  return canonical !== undefined && formProblem(text, canonical) === undefined;
}

function formProblem(written: string, canonical: string): string | undefined {
  const length = Number(canonical.split('/')[1]);
  if (length > lengths.longest) {
    return t('{0} is too small: a VPN server takes pools from /9 to /22 (1,024 addresses).', written);
  }
  if (length < lengths.shortest) {
    return t('{0} is too large: a VPN server takes pools from /9 to /22.', written);
  }
  return written === canonical ? undefined : t('{0} does not begin with its first address: write {1}.', written, canonical);
}

/** Told last: whoever typed a range of IBM's own services learns more from its name. */
function publicProblem(pool: string): string | undefined {
  return closedToInternet(pool) ? undefined
    : t('{0} is not private: whoever has these addresses on the internet could no longer be reached. Take one in 10.0.0.0/8 or 172.16.0.0/12.', pool);
}

function lengthFor(clients: number): number {
  const needed = 32 - Math.ceil(Math.log2(Math.max(1, clients) * 2));
  return Math.min(lengths.longest, Math.max(lengths.shortest, needed));
}
