import { Refusal, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { filtered, paging, type Filters } from './filter';

const usual = 50;
const most = 100;

/**
 * One page of a list in the VPC API's words: `limit` (1 to 100, 50 if not said), `start`, `first`, `next`, `total_count`.
 * `start` is the id of the page's first item, so a page stays right when items before it come or go.
 */
export function page<T extends { readonly id: string }>(
  call: Call, name: string, all: Iterable<T>, render: (row: T) => unknown, filters: Filters = {},
): Reply {
  const limit = limitOf(call);
  const rows = filtered(call, [...all].map((row) => ({ id: row.id, document: render(row) })), filters);
  const start = call.query.get('start');
  const at = start === null ? 0 : rows.findIndex(({ id }) => id === start);
  if (at < 0) {
    throw new Refusal(400, 'invalid_value', 'The `start` parameter names no page of this list.', { type: 'parameter', name: 'start', value: start ?? '' });
  }
  const next = rows[at + limit];
  return ok({
    [name]: rows.slice(at, at + limit).map(({ document }) => document),
    first: { href: link(call, limit) },
    ...(next === undefined ? {} : { next: { href: link(call, limit, next.id) } }),
    limit,
    total_count: rows.length,
  });
}

function limitOf(call: Call): number {
  const text = call.query.get('limit');
  if (text === null) return usual;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new Refusal(400, 'invalid_value', `The \`limit\` parameter must be between 1 and ${most}.`, { type: 'parameter', name: 'limit', value: text });
  }
  return limit;
}

/** The links repeat the caller's filters but not `version` and `generation`, which each call sends itself. */
function link(call: Call, limit: number, start?: string): string {
  const query = new URLSearchParams(call.query);
  for (const name of paging) query.delete(name);
  query.set('limit', String(limit));
  if (start !== undefined) query.set('start', start);
  return `${call.base}${call.path}?${query.toString()}`;
}
