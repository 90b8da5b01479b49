import { parseCrn } from '../../model/crn';
import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { ServiceInstanceRow } from '../state/records';
import type { World } from '../world';
import { listPage, type Document } from './page';

/** `GET /v2/resource_instances`, filtered by what the contract names and the sandbox keeps. */
export function listInstances(call: Call, world: World): Reply {
  const states = ['active', 'inactive', 'failed', 'pending_reclamation', 'provisioning', 'pre_provisioning', 'removed'];
  const state = call.query.get('state');
  if (state !== null && !states.includes(state)) throw new Refusal(400, 'RC-InvalidState', `The state must be one of ${states.join(', ')}.`);
  // What is removed is shown to those alone who ask for it.
  const rows = [...world.state.instances.values()].filter((instance) => state !== null || instance.state !== 'removed');
  return listPage(call, rows, (instance) => renderInstance(world, instance), [
    'guid', 'name', 'resource_group_id', 'resource_id', 'resource_plan_id', 'type', 'sub_type', 'state',
  ]);
}

export function getInstance(call: Call, world: World): Reply {
  return ok(renderInstance(world, instanceOf(world, call.parameters['id'] ?? '')));
}

/** An instance by its guid or its CRN. */
export function instanceOf({ state }: World, id: string): ServiceInstanceRow {
  const instance = state.instances.get(id) ?? [...state.instances.values()].find(({ crn }) => crn === id);
  if (instance === undefined) throw new Refusal(404, 'RC-ServiceInstanceNotFound', `The instance "${id}" does not exist or you may not see it.`);
  return instance;
}

export function renderInstance({ state }: World, instance: ServiceInstanceRow): Document {
  const provisioning = instance.state === 'provisioning';
  const url = (rest: string): string => `/v2/resource_instances/${encodeURIComponent(instance.crn)}${rest}`;
  return {
    id: instance.crn, guid: instance.id, url: url(''), created_at: instance.createdAt, updated_at: instance.createdAt,
    created_by: state.account.iamId, updated_by: state.account.iamId, name: instance.name, region_id: instance.region,
    account_id: state.account.id, resource_plan_id: instance.plan, resource_group_id: instance.group,
    resource_group_crn: `crn:v1:bluemix:public:resource-controller::a/${state.account.id}::resource-group:${instance.group}`,
    target_crn: `crn:v1:bluemix:public:globalcatalog::::deployment:${instance.plan}%3A${instance.region}`,
    onetime_credentials: instance.oneTimeCredentials, parameters: instance.parameters, allow_cleanup: false,
    crn: instance.crn, state: instance.state, type: 'service_instance', resource_id: instance.service,
    dashboard_url: `https://cloud.ibm.com/services/${parseCrn(instance.crn)?.service ?? ''}/${encodeURIComponent(instance.crn)}`,
    last_operation: {
      type: 'create', state: provisioning ? 'in progress' : 'succeeded', async: true, cancelable: false, poll: provisioning,
      description: provisioning ? 'The instance is being provisioned.' : 'Completed create instance operation',
    },
    resource_aliases_url: url('/resource_aliases'), resource_bindings_url: url('/resource_bindings'), resource_keys_url: url('/resource_keys'),
    plan_history: [{ resource_plan_id: instance.plan, start_date: instance.createdAt, requestor_id: state.account.iamId }],
    migrated: false, extensions: instance.extensions, controlled_by: '', locked: false,
  };
}
