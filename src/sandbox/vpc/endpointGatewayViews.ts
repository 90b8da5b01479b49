import type { Row } from '../state/records';
import { ipReference } from './interfaceViews';
import { groupReference, existing, reference, vpcReference, type Scope } from './scope';

export function gatewayReference(scope: Scope, gateway: Row<'gateways'>) {
  return { ...reference(scope, 'gateways', gateway), resource_type: 'endpoint_gateway' };
}

/** `stable` and `ok` only when packets flow. */
export function renderGateway(scope: Scope, gateway: Row<'gateways'>): unknown {
  const { region } = scope;
  const failed = gateway.failure !== undefined;
  const ready = gateway.phase === 'ready' && !failed;
  return {
    ...gatewayReference(scope, gateway), created_at: gateway.createdAt,
    vpc: vpcReference(scope, gateway.vpc), resource_group: groupReference(scope, gateway.group),
    target: { crn: gateway.target, resource_type: 'provider_cloud_service' },
    ips: gateway.ips.flatMap((id) => region.reservedIps.get(id) ?? []).map((ip) => ipReference(scope, ip)),
    security_groups: gateway.securityGroups.map((id) => reference(scope, 'securityGroups', existing(region.securityGroups, id, 'security group'))),
    service_endpoints: gateway.serviceEndpoints, dns_resolution_binding_mode: gateway.dnsMode,
    lifecycle_state: failed ? 'failed' : { pending: 'pending', ready: 'stable', deleting: 'deleting' }[gateway.phase],
    lifecycle_reasons: gateway.failure === undefined ? [] : [gateway.failure],
    health_state: ready ? 'ok' : failed ? 'faulted' : 'inapplicable',
  };
}
