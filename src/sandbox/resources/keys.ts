import { randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { anyObject } from '../http/objects';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { serviceOf } from '../services/service';
import type { ServiceInstanceRow, ServiceKeyRow } from '../state/records';
import { timestamp, type World } from '../world';
import { instanceOf } from './instances';
import { listPage, type Document } from './page';

const prototype = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)), source: v.string(), role: v.optional(v.string(), 'Manager'),
  parameters: v.optional(anyObject, {}),
});

export function listInstanceKeys(call: Call, world: World): Reply {
  const { crn } = instanceOf(world, call.parameters['id'] ?? '');
  return list(call, world, ({ source }) => source === crn);
}

export function listKeys(call: Call, world: World): Reply {
  return list(call, world, () => true);
}

export function getKey(call: Call, world: World): Reply {
  return ok(render(world, keyOf(call, world), false));
}

/** A key's secret is in this answer; where the instance has one-time credentials, in no other. */
export function createKey(call: Call, world: World): Reply {
  const body = v.safeParse(prototype, call.body);
  if (!body.success) throw new Refusal(400, 'RC-InvalidInput', `${v.getDotPath(body.issues[0]) ?? 'The body'}: ${body.issues[0].message}`);
  const { name, source, role, parameters } = body.output;
  const instance = instanceOf(world, source);
  if (instance.state !== 'active') {
    throw new Refusal(422, 'RC-IBMC-InstanceNotActive', `The instance "${instance.name}" is ${instance.state}: keys can be made when it is active.`);
  }
  const id = randomUUID();
  const key: ServiceKeyRow = {
    id, name, createdAt: timestamp(world), crn: instance.crn.replace(/::$/, `:resource-key:${id}`), source: instance.crn, role: roleOf(role),
    apiKey: randomBytes(33).toString('base64url'), serviceId: `ServiceId-${randomUUID()}`, parameters,
  };
  world.state.serviceKeys.set(id, key);
  world.changed();
  return created(render(world, key, true));
}

export function deleteKey(call: Call, world: World): Reply {
  world.state.serviceKeys.delete(keyOf(call, world).id);
  world.changed();
  return noContent;
}

function list(call: Call, world: World, wanted: (key: ServiceKeyRow) => boolean): Reply {
  return listPage(call, [...world.state.serviceKeys.values()].filter(wanted), (key) => render(world, key, false), [
    'guid', 'name', 'resource_group_id', 'resource_id',
  ]);
}

function roleOf(text: string): ServiceKeyRow['role'] {
  const word = text.split(':').at(-1) ?? '';
  const role = (['Manager', 'Writer', 'Reader'] as const).find((known) => known === word);
  if (role === undefined) throw new Refusal(400, 'RC-InvalidRole', `The service has no role "${text}".`);
  return role;
}

function keyOf(call: Call, { state }: World): ServiceKeyRow {
  const id = call.parameters['id'] ?? '';
  const key = state.serviceKeys.get(id) ?? [...state.serviceKeys.values()].find(({ crn }) => crn === id);
  if (key === undefined) throw new Refusal(404, 'RC-ServiceKeyNotFound', `The key "${id}" does not exist or you may not see it.`);
  return key;
}

function render(world: World, key: ServiceKeyRow, first: boolean): Document {
  const { state } = world;
  const instance = instanceOf(world, key.source);
  return {
    id: key.crn, guid: key.id, url: `/v2/resource_keys/${encodeURIComponent(key.crn)}`, crn: key.crn, name: key.name, state: 'active',
    created_at: key.createdAt, updated_at: key.createdAt, created_by: state.account.iamId, updated_by: state.account.iamId, source_crn: key.source,
    account_id: state.account.id, resource_group_id: instance.group, resource_id: instance.service, iam_compatible: true, migrated: false,
    onetime_credentials: instance.oneTimeCredentials, resource_instance_url: `/v2/resource_instances/${encodeURIComponent(key.source)}`,
    credentials: credentials(world, instance, key, first),
  };
}

function credentials({ services }: World, instance: ServiceInstanceRow, key: ServiceKeyRow, first: boolean): unknown {
  if (instance.oneTimeCredentials && !first) return { REDACTED: 'REDACTED_EXPLICIT' };
  return serviceOf(services, instance)?.credential(instance, key) ?? {};
}
