import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { messagehubId, plans } from '../catalog/plans';
import { created, noContent, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import type { ServiceInstanceRow } from '../state/records';
import { timestamp, type World } from '../world';
import { generation1, generation2, shared, type Extensions } from './extensions';
import { instanceOf, renderInstance } from './instances';

const prototype = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)), target: v.string(), resource_group: v.string(), resource_plan_id: v.string(),
  tags: v.optional(v.array(v.string())), allow_cleanup: v.optional(v.boolean()), parameters: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** `POST /v2/resource_instances`, for Event Streams alone: it provisions for a while. */
export function createInstance(call: Call, world: World): Reply {
  const body = v.safeParse(prototype, call.body);
  if (!body.success) throw new Refusal(400, 'RC-InvalidInput', `${v.getDotPath(body.issues[0]) ?? 'The body'}: ${body.issues[0].message}`);
  const { name, target, resource_group: group, resource_plan_id: planId, parameters } = body.output;
  const { state } = world;
  const plan = Object.values(plans).find(({ id }) => id === planId);
  if (plan === undefined) throw new Refusal(400, 'RC-ServicePlanNotFound', `The sandbox has no plan "${planId}".`);
  if (!state.regions.has(target)) throw new Refusal(400, 'RC-TargetNotFound', `The plan is not offered in "${target}".`);
  if (!state.account.groups.some(({ id }) => id === group)) throw new Refusal(400, 'RC-ResourceGroupNotFound', `The resource group "${group}" does not exist.`);
  const id = randomUUID();
  const instance: ServiceInstanceRow = {
    id, name, createdAt: timestamp(world), group, region: target, service: messagehubId, plan: plan.id,
    crn: `crn:v1:bluemix:public:messagehub:${target}:a/${state.account.id}:${id}::`, state: 'provisioning', oneTimeCredentials: plan === plans.gen2,
    parameters, extensions: {}, brokers: [], privateNames: [], tokenOnly: false,
  };
  state.instances.set(id, instance);
  world.later(10, { kind: 'ready', region: target, table: 'instances', id });
  world.changed();
  return created(renderInstance(world, instance));
}

/** The deletion of an instance is reclaimed for three days (IBM-CLOUD A.2); the sandbox leaves it in that state. */
export function deleteInstance(call: Call, world: World): Reply {
  const instance = instanceOf(world, call.parameters['id'] ?? '');
  const keys = [...world.state.serviceKeys.values()].filter(({ source }) => source === instance.crn);
  if (keys.length > 0 && call.query.get('recursive') !== 'true') {
    throw new Refusal(400, 'RC-InstanceHasKeys', `The instance "${instance.name}" has ${keys.length} keys: delete them first, or say recursive.`);
  }
  for (const key of keys) world.state.serviceKeys.delete(key.id);
  instance.state = 'pending_reclamation';
  world.changed();
  return noContent;
}

/** What an instance has to say once it is provisioned. */
export function provisioned(instance: ServiceInstanceRow): Extensions {
  const { id, region, plan, parameters } = instance;
  const code = id.replaceAll('-', '').slice(0, 16);
  if (plan === plans.gen2.id) return generation2(region, id, { storageGb: 2000, throughput: 100 });
  if (plan !== plans.enterprise.id) return shared(region, code);
  const access = parameters['service-endpoints'];
  return generation1(region, code, access === 'private' || access === 'public-and-private' ? access : 'public');
}
