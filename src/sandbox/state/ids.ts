import { createHash, randomUUID } from 'node:crypto';

// What stands before the dash in a VPC resource's id: the region's number. Only a few are published; the rest are made up.
const numbers: Readonly<Record<string, string>> = {
  'us-south': 'r006', 'eu-de': 'r010', 'eu-gb': 'r018', 'us-east': 'r014', 'jp-tok': 'r022', 'au-syd': 'r026', 'jp-osa': 'r034',
  'ca-tor': 'r038', 'br-sao': 'r042', 'eu-es': 'r050', 'ca-mon': 'r058', 'in-che': 'r062', 'in-mum': 'r066',
};

/** A new id of a VPC resource in a region. */
export function newId(region: string): string {
  return `${numbers[region] ?? 'r000'}-${randomUUID()}`;
}

/** The same id every time for the same words: seeded resources can be named in tests. */
export function seededId(region: string, ...words: string[]): string {
  return `${numbers[region] ?? 'r000'}-${seededUuid(region, ...words)}`;
}

export function seededUuid(...words: string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
