import * as v from 'valibot';
import { anyObject, objectOf } from '../http/objects';
import { ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { byId, byName, freeName, nameField, read } from './body';
import { checkProfile } from './instanceCreation';
import { renderInstance } from './instanceView';
import { merged } from './merge';
import { existing, named, type Scope } from './scope';

const part = <Fields extends v.ObjectEntries>(fields: Fields) => v.optional(objectOf(v.strictObject(fields)));
const flag = v.optional(v.boolean());

const byHref = v.pipe(v.strictObject({ href: v.string() }), v.transform(({ href }) => ({ name: href.split('/').at(-1) ?? '' })));

const patch = v.strictObject({
  name: nameField,
  profile: v.optional(v.union([byName, byHref])),
  placement_target: v.optional(byId),
  availability: part({ class: v.optional(v.picklist(['spot', 'standard'])) }),
  availability_policy: part({ host_failure: v.optional(v.picklist(['restart', 'stop'])), preemption: v.optional(v.picklist(['delete', 'stop'])) }),
  metadata_service: part({ enabled: flag, protocol: v.optional(v.picklist(['http', 'https'])), response_hop_limit: v.optional(v.number()) }),
  reservation_affinity: part({
    policy: v.optional(v.picklist(['automatic', 'disabled', 'manual'])),
    pool: v.optional(v.pipe(v.array(anyObject), v.maxLength(0, 'the account has no reservation'))),
  }),
  vcpu: v.optional(v.strictObject({ percentage: v.number() })),
  confidential_compute_mode: v.optional(v.picklist(['disabled', 'sgx', 'tdx'])), enable_secure_boot: flag,
  total_volume_bandwidth: v.optional(v.number()), volume_bandwidth_qos_mode: v.optional(v.picklist(['pooled', 'weighted'])),
});

/** `PATCH /instances/{id}`: the profile changes while the server is stopped; there are no dedicated hosts to place it on. */
export function updateInstance(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const server = existing(region.servers, call.parameters['id'], 'instance');
  const { name, profile, placement_target: placement, ...settings } = read(call, patch);
  if (placement !== undefined) named(new Map(), placement.id, 'dedicated host', 'placement_target.id');
  if (profile !== undefined) {
    const type = checkProfile(scope, server.image, profile.name);
    if (server.status !== 'stopped')
      throw new Refusal(409, 'invalid_state', `The instance "${server.name}" is ${server.status}: to change its profile it must be stopped.`);
    server.profile = type;
  }
  if (name !== undefined && name !== server.name) server.name = freeName(name, region.servers.values(), 'instance_name_exists');
  server.settings = merged(server.settings ?? {}, settings);
  world.changed();
  return ok(renderInstance(scope, server));
}
