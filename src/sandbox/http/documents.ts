import type { Call } from './router';

/** A resource as the caller sees it. */
export type Document = Readonly<Record<string, unknown>>;

/** By the field that `sort` names; a hyphen before it turns the order round. */
export function inOrder({ query }: Call, documents: readonly Document[]): readonly Document[] {
  const [, down, field = ''] = /^(-?)(.*)$/.exec(query.get('sort') ?? '') ?? [];
  if (field === '') return documents;
  const sorted = documents.toSorted((one, other) => String(one[field]).localeCompare(String(other[field])));
  return down === '-' ? sorted.reverse() : sorted;
}
