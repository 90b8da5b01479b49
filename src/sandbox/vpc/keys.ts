import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { freeName, groupField, groupOf, nameField, read } from './body';
import { inGroup } from './filter';
import { page } from './page';
import { parsePublicKey } from './publicKey';
import { existing, groupReference, reference, type Scope } from './scope';

const prototype = v.strictObject({
  public_key: v.string(), name: nameField, resource_group: groupField, type: v.optional(v.picklist(['ed25519', 'rsa']), 'rsa'),
});

export function listKeys(call: Call, scope: Scope): Reply {
  return page(call, 'keys', scope.region.keys.values(), (key) => render(scope, key), inGroup);
}

export function getKey(call: Call, scope: Scope): Reply {
  return ok(render(scope, existing(scope.region.keys, call.parameters['id'], 'key')));
}

/** One key's content may be in a region once, under whatever name; an ed25519 key must say its type. */
export function createKey(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const { type, length, fingerprint } = parsePublicKey(body.public_key);
  if (type !== body.type) {
    throw new Refusal(400, 'key_invalid_type', `The public key is of type "${type}", not "${body.type}".`, { type: 'field', name: 'type', value: body.type });
  }
  const twin = [...region.keys.values()].find((key) => key.fingerprint === fingerprint);
  if (twin !== undefined) {
    throw new Refusal(400, 'key_content_exists', `The public key exists already, with the name "${twin.name}".`, { type: 'field', name: 'public_key' });
  }
  const key: Row<'keys'> = {
    id: newId(region.name), name: freeName(body.name, region.keys.values(), 'key_name_exists'), createdAt: timestamp(world),
    group: groupOf(scope, body.resource_group), type, length, fingerprint, publicKey: body.public_key.trim(),
  };
  region.keys.set(key.id, key);
  world.changed();
  return created(render(scope, key));
}

export function updateKey(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const key = existing(region.keys, call.parameters['id'], 'key');
  const { name } = read(call, v.strictObject({ name: nameField }));
  if (name !== undefined && name !== key.name) key.name = freeName(name, region.keys.values(), 'key_name_exists');
  world.changed();
  return ok(render(scope, key));
}

export function deleteKey(call: Call, scope: Scope): Reply {
  const key = existing(scope.region.keys, call.parameters['id'], 'key');
  scope.region.keys.delete(key.id);
  scope.world.changed();
  return noContent;
}

function render(scope: Scope, key: Row<'keys'>): unknown {
  return {
    ...reference(scope, 'keys', key), created_at: key.createdAt, type: key.type, length: key.length, fingerprint: key.fingerprint,
    public_key: key.publicKey, resource_group: groupReference(scope, key.group),
  };
}
