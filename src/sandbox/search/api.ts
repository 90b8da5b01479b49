import * as v from 'valibot';
import { objectOf } from '../http/objects';
import { ok, Refusal, type Reply } from '../http/reply';
import { find, route, type Call, type Route } from '../http/router';
import type { Api } from '../http/api';
import type { Tokens } from '../iam/tokens';
import type { World } from '../world';
import type { State } from '../state/state';
import { searchItems, type SearchItem } from './items';

const usual = 10;
const most = 1000;
const request = objectOf(v.strictObject({
  query: v.optional(v.string(), '*'), fields: v.optional(v.array(v.string())), search_cursor: v.optional(v.string()),
}));

const routes: readonly Route<World>[] = [route('POST', '/v3/resources/search', search)];

/** Global Search. */
export function globalSearchApi(world: World, tokens: Tokens): Api {
  return {
    name: 'globalSearch',
    basePath: '/global-search',
    async handle(call: Call): Promise<Reply> {
      tokens.check(call.headers['authorization']);
      const { handle, parameters } = find(routes, call.method, call.path);
      return handle({ ...call, parameters }, world);
    },
    refuse: ({ status, code, message }, requestId) => ({ status, body: { errors: [{ code, message }], trace: requestId, status_code: status } }),
  };
}

/** Ten hits a call unless asked for more; a cursor comes with every page, the last one too. */
function search(call: Call, { state }: World): Reply {
  const body = v.safeParse(request, call.body === undefined ? {} : call.body);
  if (!body.success) throw new Refusal(400, 'invalid_body', body.issues[0].message);
  const { query, fields, search_cursor: cursor } = body.output;
  const limit = Number(call.query.get('limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw new Refusal(400, 'invalid_limit', `The limit must be between 1 and ${most}.`);
  const offset = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Number.isInteger(offset)) throw new Refusal(400, 'invalid_cursor', 'The search cursor is not valid.');
  const terms = query.split(/\s+AND\s+/i).map(toTerm);
  const items = searchItems(state).filter((item) => inReach(call, state, item) && terms.every((term) => term(item))).slice(offset, offset + limit);
  return ok({
    search_cursor: Buffer.from(String(offset + items.length)).toString('base64url'), limit, items: items.map((item) => shown(item, fields)),
  });
}

/** What is gone, what is to be reclaimed and what belongs to a project is found by those who ask for it; another account's is not theirs to find. */
function inReach(call: Call, { account }: State, item: SearchItem): boolean {
  for (const name of ['impersonate_user', 'can_tag']) {
    if (call.query.has(name)) throw new Refusal(403, 'forbidden', `The parameter \`${name}\` is for services of the cloud alone.`);
  }
  const is = (name: string, fact: boolean): boolean => {
    const asked = call.query.get(name) ?? 'false';
    if (!['true', 'false', 'any'].includes(asked)) throw new Refusal(400, 'invalid_parameter', `The parameter \`${name}\` must be true, false or any.`);
    return asked === 'any' || asked === String(fact);
  };
  return (call.query.get('account_id') ?? account.id) === account.id && is('is_deleted', item.doc['state'] === 'removed')
    && is('is_reclaimed', item.doc['state'] === 'pending_reclamation') && (call.query.get('is_project_resource') !== 'true');
}

/** One `field:value` of the query; a value may have stars and quotes, a field may be a path into the item. */
function toTerm(text: string): (item: SearchItem) => boolean {
  const bare = text.trim().replace(/^\(+|\)+$/g, '');
  const [, field = '', value = bare] = /^([\w.]+):(.*)$/.exec(bare) ?? [];
  const words = value.replace(/^"|"$/g, '').replaceAll('\\', '');
  const pattern = new RegExp(`^${words.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'i');
  return (item) => (field === '' ? [item.crn, item.name] : valuesAt(item, field.split('.'))).some((found) => pattern.test(found));
}

function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => valuesAt(inner, path));
  if (path.length === 0) return typeof value === 'string' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const [first = '', ...rest] = path;
  return Object.entries(value).filter(([name]) => name === first).flatMap(([, inner]) => valuesAt(inner, rest));
}

function shown(item: SearchItem, fields: readonly string[] | undefined): unknown {
  if (fields === undefined || fields.includes('*')) return item;
  const wanted = new Set(['crn', ...fields.map((field) => field.split('.')[0] ?? '')]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name)));
}
