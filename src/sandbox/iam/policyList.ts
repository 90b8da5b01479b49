import type { Document } from '../http/documents';
import { Refusal } from '../http/reply';
import type { Call } from '../http/router';
import type { PolicyRow } from '../state/policies';
import { valueOf } from './policyRows';

const most = 100;

const closed: Readonly<Record<string, readonly string[]>> = {
  type: ['access', 'authorization'], service_type: ['service', 'platform_service'], state: ['active', 'deleted'], policy_type: ['access', 'authorization'],
};

export function checkValues(call: Call): void {
  for (const [name, values] of Object.entries(closed)) {
    const value = call.query.get(name);
    if (value === null || values.includes(value)) continue;
    throw new Refusal(400, 'invalid_value', `The query parameter \`${name}\` must be one of ${values.join(', ')}.`);
  }
}

/** Whether every filter lets a policy through. */
export function isWanted({ query }: Call, { type, subjects, resources }: PolicyRow): boolean {
  const facts: Readonly<Record<string, string | undefined>> = {
    type, state: 'active', iam_id: valueOf(subjects, 'iam_id'), access_group_id: valueOf(subjects, 'access_group_id'),
    service_type: valueOf(resources, 'serviceType'),
  };
  const tags = resources.flatMap((resource) => resource.tags ?? []);
  const isTagged = (['name', 'value'] as const).every((field) => !query.has(`tag_${field}`) || tags.some((tag) => tag[field] === query.get(`tag_${field}`)));
  return isTagged && Object.entries(facts).every(([name, fact]) => !query.has(name) || query.get(name) === fact);
}

/** One page, and where the next one begins: as an opaque text, and as a link. */
export function pageOf(call: Call, documents: readonly Document[]): unknown {
  const limit = Number(call.query.get('limit') ?? most);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw new Refusal(400, 'invalid_value', `The limit must be between 1 and ${most}.`);
  const start = call.query.get('start');
  const at = start === null ? 0 : documents.findIndex(({ id }) => id === Buffer.from(start, 'base64url').toString('utf8'));
  if (at < 0) throw new Refusal(400, 'invalid_value', 'The start token names no page of this list.');
  const link = (token?: string): string => {
    const query = new URLSearchParams([...call.query].filter(([name]) => name !== 'start'));
    if (token !== undefined) query.set('start', token);
    return `${call.base}${call.path}?${query.toString()}`;
  };
  const following = documents[at + limit]?.['id'];
  const next = typeof following === 'string' ? Buffer.from(following).toString('base64url') : undefined;
  return {
    limit, first: { href: link() }, ...(next === undefined ? {} : { next: { href: link(next), start: next } }), policies: documents.slice(at, at + limit),
  };
}
