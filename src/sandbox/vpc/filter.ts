import { Refusal } from '../http/reply';
import type { Call } from '../http/router';

/** The parameters that every list takes. */
export const paging: ReadonlySet<string> = new Set(['version', 'generation', 'start', 'limit']);

/**
 * What a list can be asked for besides its pages. A name is the path of a field of its documents; `any` takes one value, `several` a list
 * of them, and a list of words is the closed set of what it takes. `sort` takes words too, each the name of a field.
 */
export type Filters = Readonly<Record<string, 'any' | 'several' | readonly string[]>>;

export const inGroup = { 'resource_group.id': 'any' } as const;
export const inVpc = { 'vpc.id': 'any', 'vpc.crn': 'any', 'vpc.name': 'any' } as const;
export const withTarget = { 'target.id': 'any', 'target.crn': 'any', 'target.name': 'any', 'target.resource_type': 'any' } as const;
export const yesOrNo = ['true', 'false'] as const;

interface Shown { readonly id: string; readonly document: unknown }

/** The documents that a caller asks for, in the order asked for. What a list does not take is refused: ignored, it would give the whole list. */
export function filtered(call: Call, rows: readonly Shown[], filters: Filters): Shown[] {
  for (const name of call.query.keys()) if (!paging.has(name)) check(call, name, filters[name]);
  const found = rows.filter(({ document }) => Object.keys(filters).every((name) => name === 'sort' || passes(call, name, filters[name], document)));
  const order = call.query.get('sort');
  return order === null ? found : sorted(found, order);
}

function check(call: Call, name: string, takes: Filters[string] | undefined): void {
  const value = call.query.get(name) ?? '';
  const target = { type: 'parameter', name, value } as const;
  if (takes === undefined) throw new Refusal(400, 'bad_field', `The \`${name}\` parameter is not one of this list.`, target);
  if (typeof takes === 'string') return;
  const word = name === 'sort' ? value.replace(/^-/, '') : value;
  if (!takes.includes(word)) throw new Refusal(400, 'invalid_value', `The \`${name}\` parameter must be one of ${takes.join(', ')}.`, target);
}

function passes(call: Call, name: string, takes: Filters[string] | undefined, document: unknown): boolean {
  const asked = call.query.getAll(name).flatMap((text) => takes === 'several' ? text.split(',') : text);
  return asked.length === 0 || valuesAt(document, name.split('.')).some((value) => asked.includes(value));
}

function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => valuesAt(inner, path));
  const [first, ...rest] = path;
  if (first === undefined) return ['string', 'number', 'boolean'].includes(typeof value) ? [String(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter(([name]) => name === first).flatMap(([, inner]) => valuesAt(inner, rest));
}

/** A hyphen turns the order round. Numbers in an address are compared as numbers. */
function sorted(rows: readonly Shown[], order: string): Shown[] {
  const field = order.replace(/^-/, '');
  const key = ({ document }: Shown): string =>
    (valuesAt(document, [field])[0] ?? '').replace(/\d+/g, (digits) => field === 'address' ? digits.padStart(3, '0') : digits);
  const direction = order.startsWith('-') ? -1 : 1;
  return rows.toSorted((one, other) => key(one) === key(other) ? 0 : direction * (key(one) < key(other) ? -1 : 1));
}
