/** An IPv4 address as a number. Undefined for any other text. */
export function toNumber(address: string): number | undefined {
  const parts = address.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (parts.length !== 4 || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number / 2 ** shift) & 255).join('.');
}

/** A range of addresses: its first one and how many. */
export interface Range { readonly first: number; readonly size: number }

/** Reads `10.0.0.0/24`; undefined when it is not a range or has bits set behind its prefix. */
export function toRange(cidr: string): Range | undefined {
  const [address = '', bits = ''] = cidr.split('/');
  const first = toNumber(address);
  const length = /^\d{1,2}$/.test(bits) ? Number(bits) : 33;
  if (first === undefined || length > 32) return undefined;
  const size = 2 ** (32 - length);
  return first % size === 0 ? { first, size } : undefined;
}

export function toCidr({ first, size }: Range): string {
  return `${toAddress(first)}/${32 - Math.log2(size)}`;
}

export function contains(outer: Range, inner: Range): boolean {
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

export function overlaps(one: Range, other: Range): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}

/** The first range of `size` addresses inside `outer` that overlaps none of `taken`. */
export function freeRange(outer: Range, size: number, taken: readonly Range[]): Range | undefined {
  for (let first = outer.first; first + size <= outer.first + outer.size; first += size) {
    const candidate = { first, size };
    if (!taken.some((range) => overlaps(candidate, range))) return candidate;
  }
  return undefined;
}
