import { ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { badRequest, type Scope } from './scope';

const usual = 200;
const most = 1000;

/** A document as it is listed, with what a search looks at. */
export interface Listed {
  readonly document: Readonly<Record<string, unknown>>;
  readonly words: readonly string[];
}

interface Options {
  /** The list's name in the answer. */
  readonly name: string;
  /** The fields that it can be sorted by; none where the operation takes no `sort`. */
  readonly sorts?: readonly string[];
  /** What it can be asked for besides; `rows` are those that were. */
  readonly filters?: readonly string[];
}

/** One page by offset and limit, with the links to the others; `search` finds a part of a word, in capitals or not. */
export function page(call: Call, scope: Scope, rows: readonly Listed[], { name, sorts = [], filters = [] }: Options): Reply {
  const taken = ['offset', 'limit', 'search', ...filters, ...(sorts.length === 0 ? [] : ['sort'])];
  for (const key of call.query.keys()) if (!taken.includes(key)) throw badRequest(`The query parameter "${key}" is not one of this list.`);
  const [offset, limit] = [numberOf(call, 'offset', 0, 0, 1_000_000), numberOf(call, 'limit', usual, 1, most)];
  const search = (call.query.get('search') ?? '').toLowerCase();
  const found = sorted(call.query.get('sort'), sorts, rows.filter(({ words }) => words.some((word) => word.toLowerCase().includes(search))));
  const link = (at: number): { href: string } => {
    const query = new URLSearchParams(call.query);
    query.set('offset', String(at));
    query.set('limit', String(limit));
    return { href: `${scope.base}${call.path}?${query.toString()}` };
  };
  return ok({
    total_count: found.length, limit, offset, first: link(0),
    ...(offset + limit < found.length ? { next: link(offset + limit) } : {}),
    ...(offset > 0 ? { previous: link(Math.max(0, offset - limit)) } : {}),
    last: link(Math.max(0, Math.floor((found.length - 1) / limit) * limit)),
    [name]: found.slice(offset, offset + limit).map(({ document }) => document),
  });
}

/** A parameter that lists values: with commas, or said several times. */
export function listed(call: Call, name: string): readonly string[] {
  return call.query.getAll(name).flatMap((text) => text.split(',')).filter((text) => text !== '');
}

function numberOf(call: Call, name: string, otherwise: number, least: number, largest: number): number {
  const text = call.query.get(name);
  const value = text === null ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < least || value > largest) throw badRequest(`The query parameter "${name}" must be between ${least} and ${largest}.`);
  return value;
}

function sorted(order: string | null, sorts: readonly string[], rows: readonly Listed[]): readonly Listed[] {
  if (order === null) return rows;
  const field = order.replace(/^-/, '');
  if (!sorts.includes(field)) throw badRequest(`The list is sorted by one of ${sorts.join(', ')}.`);
  const key = ({ document }: Listed): string => { const value = document[field]; return typeof value === 'string' ? value : ''; };
  const direction = order.startsWith('-') ? -1 : 1;
  return rows.toSorted((one, other) => key(one) === key(other) ? 0 : direction * (key(one) < key(other) ? -1 : 1));
}
