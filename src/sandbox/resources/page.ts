import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';

const usual = 100;
const most = 100;

/** A resource as the caller sees it, with its times. */
export type Document = Readonly<Record<string, unknown>> & { readonly updated_at: string };

/** One page in the resource controller's words: `next_url` is a path with an opaque `start`, empty on the last page. */
export function listPage<T extends { readonly id: string }>(
  call: Call, all: readonly T[], render: (row: T) => Document, filters: readonly string[],
): Reply {
  const limit = Number(call.query.get('limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw new Refusal(400, 'RC-InvalidLimit', `The limit must be between 1 and ${most}.`);
  const rows = all.map((row) => ({ id: row.id, document: render(row) })).filter(({ document }) => wanted(call, document, filters));
  const start = call.query.get('start');
  const at = start === null ? 0 : rows.findIndex(({ id }) => id === Buffer.from(start, 'base64url').toString('utf8'));
  if (at < 0) throw new Refusal(400, 'RC-InvalidStart', 'The start token names no page of this list.');
  const resources = rows.slice(at, at + limit);
  return ok({ rows_count: resources.length, next_url: nextUrl(call, rows[at + limit]?.id, limit), resources: resources.map(({ document }) => document) });
}

/** Each filter is a field of the document; the two of time hold the time of the last change between them. */
function wanted(call: Call, document: Document, filters: readonly string[]): boolean {
  const [from, to] = [call.query.get('updated_from'), call.query.get('updated_to')];
  const changed = Date.parse(document.updated_at);
  return filters.every((name) => !call.query.has(name) || call.query.get(name) === document[name])
    && (from === null || changed >= timeOf('updated_from', from)) && (to === null || changed <= timeOf('updated_to', to));
}

function timeOf(name: string, text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Refusal(400, 'RC-InvalidInput', `${name}: "${text}" is not a time.`);
  return time;
}

function nextUrl(call: Call, id: string | undefined, limit: number): string {
  if (id === undefined) return '';
  const query = new URLSearchParams(call.query);
  query.set('limit', String(limit));
  query.set('start', Buffer.from(id).toString('base64url'));
  return `${call.path}?${query.toString()}`;
}
