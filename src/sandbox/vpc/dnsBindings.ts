import * as v from 'valibot';
import { created, ok, Refusal, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { newId } from '../state/ids';
import type { Row } from '../state/records';
import type { Region } from '../state/region';
import { timestamp } from '../world';
import { byId, freeName, nameField, read } from './body';
import { gatewayReference } from './endpointGatewayViews';
import { page } from './page';
import { existing, named, vpcReference, type Scope } from './scope';

const filters = { sort: ['created_at', 'name'], name: 'any', 'vpc.crn': 'any', 'vpc.name': 'any', 'account.id': 'any' } as const;
const prototype = v.strictObject({ vpc: byId, name: nameField });

/** The bindings of a VPC, as hub or as bound to one. */
export function bindingsOf(region: Region, vpc: { readonly id: string }): readonly Row<'dnsBindings'>[] {
  return [...region.dnsBindings.values()].filter((binding) => binding.vpc === vpc.id || binding.hub === vpc.id);
}

export function listDnsBindings(call: Call, scope: Scope): Reply {
  const vpc = vpcOf(call, scope);
  return page(call, 'dns_resolution_bindings', bindingsOf(scope.region, vpc), (binding) => render(scope, vpc, binding), filters);
}

export function getDnsBinding(call: Call, scope: Scope): Reply {
  const vpc = vpcOf(call, scope);
  return ok(render(scope, vpc, bindingOf(call, scope, vpc)));
}

/** Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpe-dns-sharing-planning-considerations; the codes are the sandbox's own. */
export function createDnsBinding(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const vpc = vpcOf(call, scope);
  const body = read(call, prototype);
  const hub = named(region.vpcs, body.vpc.id, 'VPC', 'vpc.id');
  const field = { type: 'field', name: 'vpc.id', value: hub.id } as const;
  if (hub.isHub !== true) throw new Refusal(400, 'vpc_dns_hub_not_enabled', `The VPC "${hub.name}" is no DNS hub.`, field);
  if (vpc.isHub === true || bindingsOf(region, vpc).length > 0) {
    throw new Refusal(409, 'vpc_dns_resolution_binding_exists', `The VPC "${vpc.name}" is a DNS hub itself, or bound to one already.`, field);
  }
  for (const gateway of gatewaysOf(region, vpc)) checkUnshared(region, [hub.id, ...otherSides(region, hub)], gateway.target);
  const binding: Row<'dnsBindings'> = {
    id: newId(region.name), name: freeName(body.name, bindingsOf(region, vpc)), createdAt: timestamp(world), phase: 'pending', vpc: vpc.id, hub: hub.id,
  };
  region.dnsBindings.set(binding.id, binding);
  world.later(2, { kind: 'ready', region: region.name, table: 'dnsBindings', id: binding.id });
  world.changed();
  return created(render(scope, vpc, binding));
}

export function updateDnsBinding(call: Call, scope: Scope): Reply {
  const vpc = vpcOf(call, scope);
  const binding = bindingOf(call, scope, vpc);
  const { name } = read(call, v.strictObject({ name: nameField }));
  if (name !== undefined && name !== binding.name) binding.name = freeName(name, bindingsOf(scope.region, vpc));
  scope.world.changed();
  return ok(render(scope, vpc, binding));
}

export function deleteDnsBinding(call: Call, scope: Scope): Reply {
  const { region, world } = scope;
  const vpc = vpcOf(call, scope);
  const binding = bindingOf(call, scope, vpc);
  if (region.vpcs.get(binding.vpc)?.resolver?.type === 'delegated') {
    throw new Refusal(409, 'vpc_dns_resolver_delegated', 'The VPC\'s DNS resolver is delegated to the hub: set it to "system" or "manual" first.');
  }
  binding.phase = 'deleting';
  world.later(2, { kind: 'gone', region: region.name, table: 'dnsBindings', id: binding.id });
  world.changed();
  return { status: 202, body: render(scope, vpc, binding) };
}

/** Refuses to share the names of an instance twice among VPCs that share DNS. The documents tell of the conflict, not of its code. */
export function checkShareable({ region }: Scope, vpc: Row<'vpcs'>, target: string, mode: Row<'gateways'>['dnsMode']): void {
  if (vpc.isHub === true && mode !== 'primary') {
    throw new Refusal(400, 'invalid_value', 'The endpoint gateways of a DNS hub have the mode "primary".', {
      type: 'field', name: 'dns_resolution_binding_mode', value: mode,
    });
  }
  if (mode === 'primary') {
    const all = bindingsOf(region, vpc).flatMap(({ hub }) => [hub, ...otherSides(region, { id: hub })]);
    checkUnshared(region, all.filter((id) => id !== vpc.id), target);
  }
}

function checkUnshared(region: Region, vpcs: readonly string[], target: string): void {
  const twin = vpcs.flatMap((id) => gatewaysOf(region, { id })).find((gateway) => gateway.target === target);
  if (twin !== undefined) {
    const message = `The endpoint gateway "${twin.name}" of a VPC that shares DNS with this one leads to the same target.`;
    throw new Refusal(409, 'endpoint_gateway_dns_resolution_conflict', message, { type: 'field', name: 'target.crn', value: target });
  }
}

function otherSides(region: Region, vpc: { readonly id: string }): readonly string[] {
  return bindingsOf(region, vpc).map((binding) => binding.vpc === vpc.id ? binding.hub : binding.vpc);
}

/** Those whose names it shares. */
function gatewaysOf(region: Region, vpc: { readonly id: string }): readonly Row<'gateways'>[] {
  return [...region.gateways.values()].filter((gateway) => gateway.vpc === vpc.id && gateway.dnsMode === 'primary');
}

function vpcOf(call: Call, scope: Scope): Row<'vpcs'> {
  return existing(scope.region.vpcs, call.parameters['vpc_id'], 'VPC');
}

function bindingOf(call: Call, { region }: Scope, vpc: Row<'vpcs'>): Row<'dnsBindings'> {
  return existing(new Map(bindingsOf(region, vpc).map((binding) => [binding.id, binding])), call.parameters['id'], 'DNS resolution binding');
}

/** Each side is shown the other. */
function render(scope: Scope, vpc: Row<'vpcs'>, binding: Row<'dnsBindings'>): unknown {
  const other = binding.vpc === vpc.id ? binding.hub : binding.vpc;
  return {
    id: binding.id, name: binding.name, resource_type: 'vpc_dns_resolution_binding', created_at: binding.createdAt,
    href: `${scope.base}/vpcs/${vpc.id}/dns_resolution_bindings/${binding.id}`, vpc: vpcReference(scope, other),
    lifecycle_state: { pending: 'pending', ready: 'stable', deleting: 'deleting' }[binding.phase],
    endpoint_gateways: gatewaysOf(scope.region, { id: other }).map((gateway) => gatewayReference(scope, gateway)),
    health_state: binding.phase === 'ready' ? 'ok' : 'inapplicable', health_reasons: [],
  };
}
