import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { anyObject } from '../http/objects';
import { created, noContent, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { ServiceInstanceRow } from '../state/records';
import { timestamp, type World } from '../world';
import { instanceOf, renderInstance } from './instances';

const prototype = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)), target: v.string(), resource_group: v.string(), resource_plan_id: v.string(),
  tags: v.optional(v.array(v.string())), allow_cleanup: v.optional(v.boolean()), parameters: v.optional(anyObject, {}),
});

/** `POST /v2/resource_instances`, for what the sandbox serves: it provisions for a while. */
export function createInstance(call: Call, world: World): Reply {
  const body = v.safeParse(prototype, call.body);
  if (!body.success) throw new Refusal(400, 'RC-InvalidInput', `${v.getDotPath(body.issues[0]) ?? 'The body'}: ${body.issues[0].message}`);
  const { name, target, resource_group: group, resource_plan_id: planId, parameters } = body.output;
  const { state } = world;
  const ordered = world.services.flatMap((service) => service.plans.map((plan) => ({ service, plan }))).find(({ plan }) => plan.id === planId);
  if (ordered === undefined) throw new Refusal(400, 'RC-ServicePlanNotFound', `The sandbox has no plan "${planId}".`);
  const isOffered = ordered.service.isGlobal === true ? target === 'global' : state.regions.has(target);
  if (!isOffered) throw new Refusal(400, 'RC-TargetNotFound', `The plan is not offered in "${target}".`);
  if (!state.account.groups.some(({ id }) => id === group)) throw new Refusal(400, 'RC-ResourceGroupNotFound', `The resource group "${group}" does not exist.`);
  const { service, plan } = ordered;
  const refusal = service.refusal?.({ plan: plan.name, parameters }, [...state.instances.values()]);
  if (refusal !== undefined) {
    throw new Refusal(400, 'RC-ServiceBrokerErrorResponse', `The broker for '${service.catalog.name}' service returned error, [400, Bad Request] ${refusal}`);
  }
  const id = randomUUID();
  const instance: ServiceInstanceRow = {
    id, name, createdAt: timestamp(world), group, region: target, service: service.catalog.id, plan: planId,
    crn: `crn:v1:bluemix:public:${service.catalog.name}:${target}:a/${state.account.id}:${id}::`, state: 'provisioning',
    oneTimeCredentials: plan.oneTimeCredentials, parameters, extensions: {}, tokenOnly: false,
  };
  state.instances.set(id, instance);
  world.later(service.pace?.active ?? 10, { kind: 'ready', region: target, table: 'instances', id });
  if (service.pace !== undefined) world.later(service.pace.answers, { kind: 'ready', region: target, table: 'secretsManagers', id });
  world.changed();
  return created(renderInstance(world, instance));
}

/** The deletion of an instance is reclaimed for three days; the sandbox leaves it in that state. */
export function deleteInstance(call: Call, world: World): Reply {
  const instance = instanceOf(world, call.parameters['id'] ?? '');
  const keys = [...world.state.serviceKeys.values()].filter(({ source }) => source === instance.crn);
  if (keys.length > 0 && call.query.get('recursive') !== 'true') {
    throw new Refusal(400, 'RC-InstanceHasKeys', `The instance "${instance.name}" has ${keys.length} keys: delete them first, or say recursive.`);
  }
  const resolver = [...world.state.customResolvers.values()].find((one) => one.instance === instance.id && !one.isGoing);
  if (resolver !== undefined) {
    throw new Refusal(400, 'RC-ServiceBrokerErrorResponse', `The instance "${instance.name}" has the custom resolver "${resolver.name}": delete it first.`);
  }
  for (const key of keys) world.state.serviceKeys.delete(key.id);
  instance.state = 'pending_reclamation';
  world.changed();
  return noContent;
}
