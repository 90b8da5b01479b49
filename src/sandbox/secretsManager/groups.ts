import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { created, noContent, ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { SecretGroupRow } from '../state/secretsManagers';
import { timestamp } from '../world';
import { badRequest, conflict, nameField, notFound, read, type Scope } from './scope';

const most = 200;
const prototype = v.strictObject({ name: nameField, description: v.optional(v.string(), '') });
const patch = v.strictObject({ name: v.optional(nameField), description: v.optional(v.string()) });

export function listGroups(_: Call, scope: Scope): Reply {
  const { groups } = scope.held;
  return ok({ secret_groups: groups.map((group) => render(scope, group)), total_count: groups.length });
}

export function getGroup(call: Call, scope: Scope): Reply {
  return ok(render(scope, groupOf(scope, call.parameters['id'] ?? '')));
}

export function createGroup(call: Call, scope: Scope): Reply {
  const { name, description } = read(call, prototype);
  const { groups } = scope.held;
  refuseTaken(groups, name);
  if (groups.length >= most) throw badRequest(`The instance has ${most} secret groups, the most that there can be.`);
  const now = timestamp(scope.world);
  const group: SecretGroupRow = { id: randomUUID(), name, description, createdAt: now, updatedAt: now };
  groups.push(group);
  scope.world.changed();
  return created(render(scope, group));
}

export function updateGroup(call: Call, scope: Scope): Reply {
  const group = groupOf(scope, call.parameters['id'] ?? '');
  const { name = group.name, description = group.description } = read(call, patch);
  refuseTaken(scope.held.groups.filter((other) => other !== group), name);
  Object.assign(group, { name, description, updatedAt: timestamp(scope.world) });
  scope.world.changed();
  return ok(render(scope, group));
}

/** cloud.ibm.com/docs/secrets-manager?topic=secrets-manager-troubleshoot-secret-group */
export function deleteGroup(call: Call, scope: Scope): Reply {
  const { id } = groupOf(scope, call.parameters['id'] ?? '');
  const { held } = scope;
  if (id === 'default') throw badRequest('The default secret group can\'t be deleted.');
  if (held.secrets.some(({ group }) => group === id)) throw conflict('You cannot delete a secret group that contains secrets.');
  held.groups = held.groups.filter((group) => group.id !== id);
  scope.world.changed();
  return noContent;
}

export function groupOf({ held }: Scope, id: string): SecretGroupRow {
  const group = held.groups.find((one) => one.id === id);
  if (group === undefined) throw notFound(`The secret group "${id}" does not exist.`);
  return group;
}

function refuseTaken(groups: readonly SecretGroupRow[], name: string): void {
  if (groups.some((group) => group.name === name)) throw conflict(`A secret group with the name "${name}" already exists.`);
}

function render({ world }: Scope, { id, name, description, createdAt, updatedAt }: SecretGroupRow): unknown {
  return { id, name, description, created_at: createdAt, created_by: world.state.account.iamId, updated_at: updatedAt };
}
