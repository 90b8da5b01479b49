import * as v from 'valibot';
import { objectOf } from '../http/objects';
import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { seededUuid } from '../state/ids';
import type { ServiceInstanceRow } from '../state/records';
import type { World } from '../world';

const request = objectOf(v.strictObject({ request_by: v.optional(v.string()), comment: v.optional(v.string()) }));

/** `GET /v1/reclamations`: the deleted instances that can still be had back. */
export function listReclamations(call: Call, world: World): Reply {
  const { state } = world;
  const wanted = (name: string, value: string): boolean => (call.query.get(name) ?? value) === value;
  const rows = [...state.instances.values()].filter((instance) => instance.state === 'pending_reclamation'
    && wanted('account_id', state.account.id) && wanted('resource_group_id', instance.group) && wanted('resource_instance_id', instance.id));
  return ok({ resources: rows.map((instance) => render(world, instance)) });
}

/** `reclaim` ends an instance with all that it held, before its days are over; `restore` gives it back. */
export function actOnReclamation(call: Call, world: World): Reply {
  const { id = '', action = '' } = call.parameters;
  const { instances, secretsManagers } = world.state;
  const instance = [...instances.values()].find((one) => one.state === 'pending_reclamation' && reclamationOf(one) === id);
  if (instance === undefined) throw new Refusal(404, 'RC-ReclamationNotFound', `The reclamation "${id}" does not exist or you may not see it.`);
  if (!v.is(request, call.body ?? {})) throw new Refusal(400, 'RC-InvalidInput', 'The body is not valid.');
  if (action !== 'reclaim' && action !== 'restore') throw new Refusal(400, 'RC-InvalidReclamationAction', `There is no action "${action}".`);
  const reclamation = render(world, instance);
  instance.state = action === 'reclaim' ? 'removed' : 'active';
  if (action === 'reclaim') secretsManagers.delete(instance.id);
  world.changed();
  return ok({ ...reclamation, state: action === 'reclaim' ? 'RECLAIMING' : 'RESTORING' });
}

function reclamationOf({ id }: ServiceInstanceRow): string {
  return seededUuid('reclamation', id);
}

function render({ state }: World, instance: ServiceInstanceRow): Record<string, unknown> {
  return {
    id: reclamationOf(instance), entity_id: instance.id, entity_type_id: 'resource_instance', entity_crn: instance.crn, resource_instance_id: instance.id,
    resource_group_id: instance.group, account_id: state.account.id, policy_id: 'reclamation', state: 'SCHEDULED', target_time: instance.createdAt,
    custom_properties: {}, created_at: instance.createdAt, created_by: state.account.iamId, updated_at: instance.createdAt, updated_by: state.account.iamId,
  };
}
