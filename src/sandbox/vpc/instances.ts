import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { freeName, nameField, read } from './body';
import { filtered } from './filter';
import { renderInstance } from './instanceView';
import { makeInstance, instancePrototype } from './instanceCreation';
import { page } from './page';
import { existing, reference, type Scope } from './scope';

export function listInstances(call: Call, scope: Scope): Reply {
  const { region } = scope;
  const rows = filtered(call, region.servers.values(), (server) => ({
    name: server.name, 'vpc.id': server.vpc, 'vpc.name': region.vpcs.get(server.vpc)?.name, 'resource_group.id': server.group,
  }));
  return page(call, 'instances', rows, (server) => renderInstance(scope, server));
}

export function getInstance(call: Call, scope: Scope): Reply {
  return ok(renderInstance(scope, existing(scope.region.servers, call.parameters['id'], 'instance')));
}

export function createInstance(call: Call, scope: Scope): Reply {
  const server = makeInstance(scope, read(call, instancePrototype));
  scope.world.changed();
  return created(renderInstance(scope, server));
}

export function updateInstance(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const server = existing(region.servers, call.parameters['id'], 'instance');
  const { name } = read(call, v.looseObject({ name: nameField }));
  if (name !== undefined && name !== server.name) server.name = freeName(name, region.servers.values(), 'instance_name_exists');
  world.changed();
  return ok(renderInstance(scope, server));
}

const unsteady = new Set<Row<'servers'>['status']>(['pending', 'starting', 'stopping', 'restarting', 'deleting']);

export function deleteInstance(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const server = existing(region.servers, call.parameters['id'], 'instance');
  if (unsteady.has(server.status)) {
    throw new Refusal(409, 'instance_delete_conflict', `The instance "${server.name}" is ${server.status} and cannot be deleted now.`, {
      type: 'field', name: 'id', value: server.id,
    });
  }
  server.status = 'deleting';
  world.later(4, { kind: 'gone', region: region.name, table: 'servers', id: server.id });
  world.changed();
  return noContent;
}

const action = v.strictObject({ type: v.picklist(['start', 'stop', 'reboot']), force: v.optional(v.boolean()) });

export function createInstanceAction(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const server = existing(region.servers, call.parameters['instance_id'], 'instance');
  const { type, force } = read(call, action);
  const needed = type === 'start' ? 'stopped' : 'running';
  if (server.status !== needed) throw new Refusal(409, 'invalid_state', `The instance "${server.name}" is ${server.status}: to ${type} it must be ${needed}.`);
  if (type === 'stop') {
    server.status = 'stopping';
    world.later(3, { kind: 'stopped', region: region.name, table: 'servers', id: server.id });
  } else {
    server.status = type === 'start' ? 'starting' : 'restarting';
  }
  world.changed();
  const id = newId(region.name);
  return created({
    id, href: `${scope.base}/instances/${server.id}/actions/${id}`, type, created_at: new Date(world.now()).toISOString(), status: 'running',
    ...(force === undefined ? {} : { force }),
  });
}

/** How someone gets in for the first time: the keys that the server was made with. */
export function getInstanceInitialization(call: Call, scope: Scope): Reply {
  const server = existing(scope.region.servers, call.parameters['id'], 'instance');
  const keys = server.keys.flatMap((id) => scope.region.keys.get(id) ?? []);
  return ok({ keys: keys.map((key) => ({ ...reference(scope, 'keys', key), fingerprint: key.fingerprint })) });
}
