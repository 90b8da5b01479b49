import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';

const usual = 100;
const most = 100;

/** One page in the resource controller's words: `next_url` is a path with an opaque `start`, empty on the last page. */
export function listPage<T extends { readonly id: string }>(call: Call, rows: readonly T[], render: (row: T) => unknown): Reply {
  const limit = Number(call.query.get('limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw new Refusal(400, 'RC-InvalidLimit', `The limit must be between 1 and ${most}.`);
  const start = call.query.get('start');
  const at = start === null ? 0 : rows.findIndex(({ id }) => id === Buffer.from(start, 'base64url').toString('utf8'));
  if (at < 0) throw new Refusal(400, 'RC-InvalidStart', 'The start token names no page of this list.');
  const resources = rows.slice(at, at + limit);
  return ok({ rows_count: resources.length, next_url: nextUrl(call, rows[at + limit]?.id, limit), resources: resources.map(render) });
}

function nextUrl(call: Call, id: string | undefined, limit: number): string {
  if (id === undefined) return '';
  const query = new URLSearchParams(call.query);
  query.set('limit', String(limit));
  query.set('start', Buffer.from(id).toString('base64url'));
  return `${call.path}?${query.toString()}`;
}
