import type { Row } from '../state/records';
import { ipReference } from './interfaceViews';
import { hasRouteInTheWay } from './routingTableRows';
import { groupReference, reference, subnetReference, vpcReference, type Scope } from './scope';
import { connectionsOf, shownAddresses } from './vpnConnectionRows';
import { connectionReference } from './vpnConnectionViews';

export function vpnGatewayReference(scope: Scope, gateway: Row<'vpnGateways'>) {
  return { ...reference(scope, 'vpnGateways', gateway), resource_type: 'vpn_gateway' };
}

export function renderVpnGateway(scope: Scope, gateway: Row<'vpnGateways'>): unknown {
  return {
    ...vpnGatewayReference(scope, gateway), created_at: gateway.createdAt, resource_group: groupReference(scope, gateway.group),
    vpc: vpcReference(scope, gateway.vpc), subnet: subnetReference(scope, gateway.subnet),
    mode: gateway.mode, ...(gateway.mode === 'policy' ? {} : { advertised_cidrs: [], local_asn: gateway.localAsn }),
    connections: connectionsOf(scope.region, gateway.id).map((connection) => connectionReference(scope, connection)),
    members: members(scope, gateway), ...lifecycle(gateway), ...health(scope, gateway),
  };
}

/** In policy mode both have one public address, which one of them shows. */
function members(scope: Scope, gateway: Row<'vpnGateways'>): object[] {
  const shown = shownAddresses(gateway);
  const isOk = gateway.phase === 'ready' && gateway.failure === undefined;
  return gateway.ips.flatMap((id) => scope.region.reservedIps.get(id) ?? []).map((ip, index) => ({
    public_ip: { address: shown[index] ?? '0.0.0.0' }, private_ip: ipReference(scope, ip),
    role: gateway.mode === 'route' || index === 0 ? 'active' : 'standby',
    health_state: isOk ? 'ok' : 'inapplicable', health_reasons: [], ...lifecycle(gateway),
  }));
}

const states = { pending: 'pending', ready: 'stable', deleting: 'deleting' } as const;

function lifecycle({ phase, failure }: Row<'vpnGateways'>): object {
  return { lifecycle_state: failure === undefined ? states[phase] : 'failed', lifecycle_reasons: failure === undefined ? [] : [failure] };
}

const messages: Readonly<Record<string, string>> = {
  cannot_create_vpc_route: 'Cannot create a VPC route.',
  cannot_reserve_ip_address: 'Cannot reserve an IP address in the subnet.',
  internal_error: 'Internal error.',
};

function health({ region }: Scope, gateway: Row<'vpnGateways'>): object {
  if (gateway.phase !== 'ready' || gateway.failure !== undefined) return { health_state: 'inapplicable', health_reasons: [] };
  const trouble = gateway.trouble ?? (hasRouteInTheWay(region, gateway) ? { state: 'degraded', code: 'cannot_create_vpc_route' } : undefined);
  if (trouble === undefined) return { health_state: 'ok', health_reasons: [] };
  const { state, code } = trouble;
  const reason = { code, message: messages[code] ?? code, more_info: `https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-health#${code}` };
  return { health_state: state, health_reasons: [reason] };
}
