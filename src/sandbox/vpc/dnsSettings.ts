import * as v from 'valibot';
import { customServers } from '../dnsServices/places';
import { objectOf } from '../http/objects';
import { Refusal } from '../http/reply';
import type { Row } from '../state/records';
import { toNumber } from './addresses';
import { byId, byName } from './body';
import { bindingsOf } from './dnsBindings';
import { vpcReference, type Scope } from './scope';

const server = objectOf(v.strictObject({
  address: v.pipe(v.string(), v.check((text) => toNumber(text) !== undefined, 'an IPv4 address')), zone_affinity: v.optional(byName),
}));
const servers = v.pipe(v.array(server), v.minLength(1), v.maxLength(3));
const manual = objectOf(v.strictObject({ type: v.literal('manual'), manual_servers: servers }));
const system = objectOf(v.strictObject({ type: v.literal('system') }));
const delegated = objectOf(v.strictObject({ type: v.literal('delegated'), vpc: byId }));

/** A new VPC is bound to no hub yet, so that its resolver cannot be delegated. */
export const dnsPrototype = objectOf(v.strictObject({ enable_hub: v.optional(v.boolean()), resolver: v.optional(v.union([manual, system])) }));
export const dnsPatch = objectOf(v.strictObject({ enable_hub: v.optional(v.boolean()), resolver: v.optional(v.union([manual, system, delegated])) }));

/** Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpe-dns-sharing-planning-considerations; the codes are the sandbox's own. */
export function setDns(scope: Scope, vpc: Row<'vpcs'>, dns: v.InferOutput<typeof dnsPatch> | undefined): void {
  const { enable_hub: isHub = vpc.isHub === true, resolver } = dns ?? {};
  const field = { type: 'field', name: 'dns.enable_hub' } as const;
  const bound = bindingsOf(scope.region, vpc)[0];
  if (bound !== undefined && isHub !== (vpc.isHub === true)) {
    throw new Refusal(409, 'vpc_dns_hub_in_use', `The VPC "${vpc.name}" has the DNS resolution binding "${bound.name}".`, field);
  }
  const silent = [...scope.region.gateways.values()].find((gateway) => gateway.vpc === vpc.id && gateway.dnsMode !== 'primary');
  if (isHub && silent !== undefined) {
    throw new Refusal(409, 'vpc_dns_hub_gateway_mode', `The endpoint gateway "${silent.name}" of a DNS hub must have the mode "primary".`, field);
  }
  vpc.resolver = resolver === undefined ? vpc.resolver : resolverOf(scope, vpc, resolver);
  vpc.isHub = isHub;
}

type Wish = NonNullable<v.InferOutput<typeof dnsPatch>['resolver']>;

function resolverOf(scope: Scope, vpc: Row<'vpcs'>, wish: Wish): Row<'vpcs'>['resolver'] {
  if (wish.type === 'system') return undefined;
  const { region } = scope;
  if (wish.type === 'manual') return { type: 'manual', servers: wish.manual_servers.map(({ address }) => address) };
  const hub = region.vpcs.get(wish.vpc.id);
  const isBound = bindingsOf(region, vpc).some((binding) => binding.vpc === vpc.id && binding.hub === hub?.id);
  if (hub === undefined || appliedTo(scope, hub)?.type !== 'custom' || !isBound) {
    const message = 'A resolver is delegated to the DNS hub that the VPC is bound to, which must have a custom resolver.';
    throw new Refusal(400, 'vpc_dns_resolver_vpc_invalid', message, { type: 'field', name: 'dns.resolver.vpc', value: wish.vpc.id });
  }
  return { type: 'delegated', servers: [], vpc: hub.id };
}

export function renderDns(scope: Scope, vpc: Row<'vpcs'>): unknown {
  return { enable_hub: vpc.isHub === true, resolution_binding_count: bindingsOf(scope.region, vpc).length, resolver: renderResolver(scope, vpc) };
}

/** What it was told, else its own custom resolver where that is enabled; the cloud's own resolvers where there is neither. */
function appliedTo(scope: Scope, vpc: Row<'vpcs'>): Row<'vpcs'>['resolver'] {
  const servers = vpc.resolver === undefined ? customServers(scope.world.state, vpc.id) : undefined;
  return servers === undefined ? vpc.resolver : { type: 'custom', servers: [...servers] };
}

function renderResolver(scope: Scope, vpc: Row<'vpcs'>): unknown {
  const resolver = appliedTo(scope, vpc);
  const hub = scope.region.vpcs.get(resolver?.vpc ?? '');
  const addresses = (list: readonly string[]): { address: string }[] => list.map((address) => ({ address }));
  switch (resolver?.type) {
    case 'manual': return { type: 'manual', servers: addresses(resolver.servers), manual_servers: addresses(resolver.servers) };
    case 'custom': return { type: 'system', configuration: 'custom_resolver', servers: addresses(resolver.servers) };
    case 'delegated': return {
      type: 'delegated', vpc: vpcReference(scope, resolver.vpc ?? ''),
      servers: addresses(hub === undefined ? [] : appliedTo(scope, hub)?.servers ?? []),
    };
    default: return { type: 'system', configuration: 'default', servers: addresses(['161.26.0.10', '161.26.0.11']) };
  }
}
