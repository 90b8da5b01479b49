import * as v from 'valibot';
import { objectOf } from '../http/objects';
import { ok, Refusal, type Reply } from '../http/reply';
import { find, route, type Call, type Route } from '../http/router';
import type { Api } from '../http/api';
import type { Tokens } from '../iam/tokens';
import type { World } from '../world';

const request = objectOf(v.strictObject({
  tag_name: v.optional(v.string()), tag_names: v.optional(v.array(v.string()), []),
  resources: v.optional(v.array(v.object({ resource_id: v.string() })), []), query: v.optional(v.object({ query_string: v.string() })),
}));

const routes: readonly Route<World>[] = [
  route('GET', '/v3/tags', listTags),
  route('POST', '/v3/tags/attach', (call, world) => change(call, world, (tags, names) => [...new Set([...tags, ...names])])),
  route('POST', '/v3/tags/detach', (call, world) => change(call, world, (tags, names) => tags.filter((tag) => !names.includes(tag)))),
];

/** Global Tagging: clients such as Terraform ask it around nearly every resource. */
export function globalTaggingApi(world: World, tokens: Tokens): Api {
  return {
    name: 'globalTagging',
    basePath: '/global-tagging',
    async handle(call: Call): Promise<Reply> {
      tokens.check(call.headers['authorization']);
      const { handle, parameters } = find(routes, call.method, call.path);
      return handle({ ...call, parameters }, world);
    },
    refuse: ({ status, code, message }, requestId) => ({ status, body: { errors: [{ code, message }], trace: requestId } }),
  };
}

/** All tags hang on something here, and nothing is of the classic infrastructure (`ims`). */
function listTags(call: Call, { state }: World): Reply {
  const attachedTo = call.query.get('attached_to');
  const account = call.query.get('account_id') ?? state.account.id;
  if (account !== state.account.id) throw new Refusal(403, 'forbidden', `You may not read the tags of the account "${account}".`);
  const kind = oneOf(call, 'tag_type', ['user', 'service', 'access']);
  const providers = (call.query.get('providers') ?? 'ghost').split(',');
  oneOf(call, 'attached_only', ['false', 'true']);
  const found = attachedTo === null
    ? [...state.tags.entries()].filter(([key]) => key.startsWith(`${kind} `)).flatMap(([, tags]) => tags)
    : state.tags.get(`${kind} ${attachedTo}`) ?? [];
  const names = providers.includes('ghost') ? [...new Set(found)] : [];
  const offset = Number(call.query.get('offset') ?? 0);
  const limit = Number(call.query.get('limit') ?? 100);
  return ok({ total_count: names.length, offset, limit, items: names.slice(offset, offset + limit).map((name) => ({ name })) });
}

/** A parameter's value, the first of them where none is given. */
function oneOf(call: Call, name: string, values: readonly [string, ...string[]]): string {
  const value = call.query.get(name) ?? values[0];
  if (!values.includes(value)) throw new Refusal(400, 'invalid_parameter', `The parameter \`${name}\` must be one of ${values.join(', ')}.`);
  return value;
}

function change(call: Call, world: World, how: (tags: readonly string[], names: readonly string[]) => string[]): Reply {
  const body = v.safeParse(request, call.body);
  if (!body.success) throw new Refusal(400, 'bad_request', body.issues[0].message);
  const { tag_name: one, tag_names: many, resources } = body.output;
  const names = one === undefined ? many : [one, ...many];
  const kind = call.query.get('tag_type') ?? 'user';
  for (const { resource_id: crn } of resources) world.state.tags.set(`${kind} ${crn}`, how(world.state.tags.get(`${kind} ${crn}`) ?? [], names));
  world.changed();
  return ok({ results: resources.map(({ resource_id: id }) => ({ resource_id: id, is_error: false })) });
}
