/** A range of IPv4 addresses as numbers; its first address and its last. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Every address there is: a default route, or anybody. */
export const everywhere = '0.0.0.0/0';

/**
 * An IPv4 address as a number, or undefined for any other text. A leading zero is refused: some programs read what follows
 * it as octal, so that 010.0.0.1 is 8.0.0.1 to them (RFC 6943, 3.1.1).
 */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The range that a CIDR stands for, whichever of its addresses it is written with; one address is a range of one. */
export function parseRange(text: string): Range | undefined {
  const network = networkIn(text);
  return network === undefined ? undefined : { first: network.first, last: network.first + sizeOf(network.length) - 1 };
}

/** The same as text, beginning with its first address: `203.0.113.7/24` is `203.0.113.0/24`, `203.0.113.7` is `203.0.113.7/32`. */
export function canonicalRange(text: string): string | undefined {
  const network = networkIn(text);
  return network === undefined ? undefined : `${addressText(network.first)}/${network.length}`;
}

/** The same of an address with a mask, as systems write them: `10.0.0.0` with `255.255.0.0` is `10.0.0.0/16`. Undefined where the mask has gaps. */
export function rangeOfMask(address: string, mask: string): string | undefined {
  const bits = parseAddress(mask)?.toString(2).padStart(32, '0') ?? '';
  return /^(?=.)1*0*$/.test(bits) ? canonicalRange(`${address}/${bits.replace(/0/g, '').length}`) : undefined;
}

/** True when `address` lies in `range`, which is a CIDR or one address. False where either is not IPv4. */
export function inRange(address: string, range: string): boolean {
  const wanted = parseAddress(address);
  const outer = parseRange(range);
  return wanted !== undefined && outer !== undefined && contains(outer, { first: wanted, last: wanted });
}

/** True for a range, or an address, from where nobody comes over the internet. */
export function closedToInternet(range: string): boolean {
  const inner = parseRange(range);
  return inner !== undefined && closed.some((outer) => contains(outer, inner));
}

/** RFC 1918, and what providers use between them and their customers (RFC 6598). */
const closed = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].flatMap((range) => parseRange(range) ?? []);

export function contains(outer: Range, inner: Range): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(one: Range, other: Range): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** The first block of `size` addresses, a power of two, that lies in `outer`, begins at a multiple of its size, and overlaps none of `taken`. */
export function freeBlock(outer: Range, size: number, taken: readonly Range[]): Range | undefined {
  let first = aligned(outer.first, size);
  while (first + size - 1 <= outer.last) {
    const block = { first, last: first + size - 1 };
    const inTheWay = taken.find((other) => overlaps(other, block));
    if (inTheWay === undefined) {
      return block;
    }
    first = aligned(inTheWay.last + 1, size);
  }
  return undefined;
}

/** The same for texts: whether a CIDR has such a block left beside those that are taken. */
export function hasFreeBlock(cidr: string, taken: readonly string[], size: number): boolean {
  const outer = parseRange(cidr);
  return outer !== undefined && freeBlock(outer, size, taken.flatMap((other) => parseRange(other) ?? [])) !== undefined;
}

function aligned(address: number, size: number): number {
  return Math.ceil(address / size) * size;
}

function networkIn(text: string): { readonly first: number; readonly length: number } | undefined {
  const [address = '', written, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  const length = lengthIn(written);
  if (parsed === undefined || length === undefined || rest.length > 0) {
    return undefined;
  }
  return { first: Math.floor(parsed / sizeOf(length)) * sizeOf(length), length };
}

function lengthIn(text: string | undefined): number | undefined {
  if (text === undefined) {
    return 32;
  }
  return /^(?:0|[1-9]\d?)$/.test(text) && Number(text) <= 32 ? Number(text) : undefined;
}

function sizeOf(length: number): number {
  return 2 ** (32 - length);
}
