import * as v from 'valibot';
import { anyObject } from '../http/objects';
import { created, noContent, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { privateNames } from '../resources/privateNames';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import { timestamp } from '../world';
import { byId, freeName, groupField, groupOf, nameField, read } from './body';
import { checkShareable } from './dnsBindings';
import { bindIps, chooseIps } from './endpointGatewayIps';
import { chooseTarget } from './endpointGatewayTarget';
import { renderGateway } from './endpointGatewayViews';
import { inGroup, inVpc } from './filter';
import { page } from './page';
import { existing, named, type Scope } from './scope';
import { checkGroups } from './securityGroupChoice';

const dnsMode = v.picklist(['disabled', 'primary', 'per_resource_binding']);

const prototype = v.strictObject({
  name: nameField,
  vpc: byId,
  target: v.looseObject({ resource_type: v.string(), crn: v.optional(v.string()) }),
  ips: v.optional(v.array(anyObject), []),
  security_groups: v.optional(v.array(byId)),
  resource_group: groupField,
  dns_resolution_binding_mode: v.optional(dnsMode, 'primary'),
});

export function listEndpointGateways(call: Call, scope: Scope): Reply {
  const filters = { ...inGroup, ...inVpc, name: 'any', lifecycle_state: 'several', dns_resolution_binding_mode: 'several' } as const;
  return page(call, 'endpoint_gateways', scope.region.gateways.values(), (gateway) => renderGateway(scope, gateway), filters);
}

export function getEndpointGateway(call: Call, scope: Scope): Reply {
  return ok(renderGateway(scope, existing(scope.region.gateways, call.parameters['id'], 'endpoint gateway')));
}

export function createEndpointGateway(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const body = read(call, prototype);
  const vpc = named(region.vpcs, body.vpc.id, 'VPC', 'vpc.id');
  const siblings = [...region.gateways.values()].filter((gateway) => gateway.vpc === vpc.id);
  const instance = chooseTarget(scope, body.target, siblings);
  checkShareable(scope, vpc, instance.crn, body.dns_resolution_binding_mode);
  const busy = siblings.find(({ phase }) => phase === 'pending');
  if (busy !== undefined) {
    throw new Refusal(409, 'conflict', `The endpoint gateway "${busy.name}" is being created in this VPC: try again when it is done.`);
  }
  const ips = chooseIps(scope, vpc, body.ips);
  const gateway: Row<'gateways'> = {
    id: newId(region.name), name: freeName(body.name, siblings), createdAt: timestamp(world), group: groupOf(scope, body.resource_group), phase: 'pending',
    vpc: vpc.id, target: instance.crn, ips: [], serviceEndpoints: privateNames(instance.extensions), dnsMode: body.dns_resolution_binding_mode,
    securityGroups: checkGroups(scope, vpc, body.security_groups?.map(({ id }) => id)),
  };
  bindIps(scope, gateway, ips);
  region.gateways.set(gateway.id, gateway);
  world.changed();
  return created(renderGateway(scope, gateway));
}

export function updateEndpointGateway(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const gateway = existing(region.gateways, call.parameters['id'], 'endpoint gateway');
  const body = read(call, v.strictObject({ name: nameField, dns_resolution_binding_mode: v.optional(dnsMode) }));
  const siblings = [...region.gateways.values()].filter(({ vpc }) => vpc === gateway.vpc);
  const mode = body.dns_resolution_binding_mode ?? gateway.dnsMode;
  if (mode !== gateway.dnsMode) checkShareable(scope, existing(region.vpcs, gateway.vpc, 'VPC'), gateway.target, mode);
  if (body.name !== undefined && body.name !== gateway.name) gateway.name = freeName(body.name, siblings);
  gateway.dnsMode = mode;
  world.changed();
  return ok(renderGateway(scope, gateway));
}

export function deleteEndpointGateway(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const gateway = existing(region.gateways, call.parameters['id'], 'endpoint gateway');
  gateway.phase = 'deleting';
  world.later(4, { kind: 'gone', region: region.name, table: 'gateways', id: gateway.id });
  world.changed();
  return noContent;
}
