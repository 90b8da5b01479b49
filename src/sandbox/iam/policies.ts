import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { inOrder } from '../http/documents';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { policyRole, policySubject, restrictedResource, type PolicyRow } from '../state/policies';
import { timestamp, type World } from '../world';
import type { IdentityScope } from './identity';
import { checkValues, isWanted, pageOf } from './policyList';
import { isSame, ownerPolicy, renderPolicy, valueOf } from './policyRows';
import { checkRoles } from './roles';

const some = <Schema extends v.GenericSchema>(schema: Schema) => v.pipe(v.array(schema), v.minLength(1));
const prototype = v.strictObject({
  type: v.picklist(['access', 'authorization']), description: v.optional(v.string()),
  subjects: some(policySubject), roles: some(policyRole), resources: some(restrictedResource),
});

/** `GET /v1/policies`. The account id must be said. */
export function listPolicies(call: Call, { world }: IdentityScope): Reply {
  const { account } = world.state;
  const asked = call.query.get('account_id');
  if (asked === null) throw new Refusal(400, 'missing_required_query_parameter', 'The query parameter `account_id` is required.');
  checkValues(call);
  const rows = asked === account.id ? known(world).filter((row) => isWanted(call, row)) : [];
  return ok(pageOf(call, inOrder(call, rows.map((row) => renderPolicy(row, account)))));
}

export function getPolicy(call: Call, { world }: IdentityScope): Reply {
  return ok(renderPolicy(policyOf(call, world), world.state.account));
}

/** There is one policy for the same subjects, resources and roles. It can be read a moment later, and counts later still. */
export function createPolicy(call: Call, { world }: IdentityScope): Reply {
  const { account, policies } = world.state;
  const body = v.safeParse(prototype, call.body);
  if (!body.success) throw new Refusal(400, 'invalid_body', `${v.getDotPath(body.issues[0]) ?? 'The body'}: ${body.issues[0].message}`);
  const row: PolicyRow = { id: randomUUID(), createdAt: timestamp(world), ...body.output, phase: 'pending' };
  checkScopes(row, account.id);
  checkRoles(row);
  const same = [...policies.values()].find((other) => isSame(other, row));
  if (same !== undefined) throw new Refusal(409, 'policy_conflict_error', `The policy was not created: ${same.id} has the same attributes and roles.`);
  policies.set(row.id, row);
  world.later(1, { kind: 'ready', region: '', table: 'policies', id: row.id });
  world.later(6, { kind: 'effective', region: '', table: 'policies', id: row.id });
  world.changed();
  return created(renderPolicy(row, account));
}

export function deletePolicy(call: Call, { world }: IdentityScope): Reply {
  const { id } = policyOf(call, world);
  if (!world.state.policies.delete(id)) throw new Refusal(403, 'insufficent_permissions', 'The policy of the account\'s owner cannot be deleted.');
  world.changed();
  return noContent;
}

function known({ state }: World): readonly PolicyRow[] {
  return [ownerPolicy(state.account), ...state.policies.values()].filter(({ phase }) => phase !== 'pending');
}

function policyOf(call: Call, world: World): PolicyRow {
  const id = call.parameters['id'] ?? '';
  const row = known(world).find((other) => other.id === id);
  if (row === undefined) throw new Refusal(404, 'policy_not_found', `There is no policy with the id ${id}.`);
  return row;
}

/** An authorization is from a service to a service, and nobody grants anything in another account. */
function checkScopes({ type, subjects, resources }: PolicyRow, accountId: string): void {
  if (type === 'authorization' && (valueOf(subjects, 'serviceName') === undefined || valueOf(resources, 'serviceName') === undefined)) {
    throw new Refusal(400, 'invalid_body', 'An authorization needs the attribute serviceName of its subject and of its resource.');
  }
  const other = [subjects, resources].map((scopes) => valueOf(scopes, 'accountId')).find((account) => account !== undefined && account !== accountId);
  if (other !== undefined) throw new Refusal(403, 'insufficent_permissions', `You may not grant anything in the account "${other}".`);
}
