import type { CustomResolverRow, ForwardingRuleRow } from '../state/customResolvers';
import { crnOf } from '../vpc/scope';
import { isHealthy, placesOf, type ResolverPlace } from './places';
import type { Scope } from './scope';

export function renderResolver(scope: Scope, resolver: CustomResolverRow): Readonly<Record<string, unknown>> {
  const { id, name, description, enabled, createdAt, modifiedAt, profile } = resolver;
  return {
    id, name, description, enabled, profile, health: healthOf(resolver), created_on: createdAt, modified_on: modifiedAt,
    locations: placesOf(scope.world.state, resolver).map((place) => renderLocation(scope, place)),
  };
}

/** How much of it answers: cloud.ibm.com/docs/dns-svcs?topic=dns-svcs-custom-resolver */
function healthOf({ locations }: CustomResolverRow): 'CRITICAL' | 'DEGRADED' | 'HEALTHY' {
  const healthy = locations.filter(isHealthy).length;
  return healthy === 0 ? 'CRITICAL' : healthy < locations.length ? 'DEGRADED' : 'HEALTHY';
}

export function renderLocation({ world }: Scope, { location, region, subnet, address }: ResolverPlace): unknown {
  return {
    id: location.id, subnet_crn: crnOf({ world, region }, 'subnet', subnet), enabled: location.enabled, healthy: isHealthy(location),
    dns_server_ip: address ?? '',
  };
}

export function renderRule({ id, type, match, forwardTo, description, createdAt, modifiedAt }: ForwardingRuleRow): Readonly<Record<string, unknown>> {
  return { id, type, match, forward_to: forwardTo, description, created_on: createdAt, modified_on: modifiedAt };
}
