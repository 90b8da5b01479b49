import * as v from 'valibot';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { read } from './body';
import { inGroup, inVpc, type Filters } from './filter';
import { renderInstance } from './instanceView';
import { makeInstance, instancePrototype } from './instanceCreation';
import { page } from './page';
import { existing, reference, type Scope } from './scope';

const identity = (field: string): Filters => ({ [`${field}.id`]: 'any', [`${field}.crn`]: 'any', [`${field}.name`]: 'any' });

const filters: Filters = {
  ...inGroup, ...inVpc, name: 'any', 'availability.class': ['spot', 'standard'], 'reservation_affinity.policy': ['automatic', 'disabled', 'manual'],
  ...identity('cluster_network'), ...identity('dedicated_host'), ...identity('placement_group'), ...identity('reservation'),
  'instance_group_membership.instance_group.id': 'any', 'instance_group_membership.instance_group.crn': 'any',
};

export function listInstances(call: Call, scope: Scope): Reply {
  return page(call, 'instances', scope.region.servers.values(), (server) => renderInstance(scope, server), filters);
}

export function getInstance(call: Call, scope: Scope): Reply {
  return ok(renderInstance(scope, existing(scope.region.servers, call.parameters['id'], 'instance')));
}

export function createInstance(call: Call, scope: Scope): Reply {
  const server = makeInstance(scope, read(call, instancePrototype));
  scope.world.changed();
  return created(renderInstance(scope, server));
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
