import type { Row } from '../state/records';
import type { Region } from '../state/region';
import { overlaps, toRange } from './addresses';
import type { Scope } from './scope';

interface Health {
  readonly health_state: 'ok' | 'degraded' | 'faulted' | 'inapplicable';
  readonly health_reasons: readonly { readonly code: string; readonly message: string; readonly more_info: string }[];
}

/** How a server is, by the state of the world now: what it cannot read today it may read tomorrow. */
export function healthOf(scope: Scope, server: Row<'vpnServers'>): Health {
  if (server.failure !== undefined || server.phase === 'deleting' || server.phase === 'pending') return { health_state: 'inapplicable', health_reasons: [] };
  const codes = codesOf(scope, server);
  // With one address of two it goes on, with half of what it could do.
  const isHalf = codes.length === 1 && codes[0] === 'cannot_reserve_ip_address' && server.ips.length > 0;
  return {
    health_state: codes.length === 0 ? 'ok' : isHalf ? 'degraded' : 'faulted',
    health_reasons: codes.map((code) => ({ code, message: messages[code], more_info: `https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-server-health#${code}` })),
  };
}

const messages = {
  cannot_access_server_certificate: 'Cannot access the VPN server\'s certificate.',
  cannot_access_client_certificate: 'Cannot access the VPN client\'s certificate.',
  cannot_create_vpc_route: 'Cannot create a VPC route for the client IP pool.',
  cannot_reserve_ip_address: 'Cannot reserve an IP address in a subnet of the VPN server.',
} as const;
type Code = keyof typeof messages;

function codesOf(scope: Scope, server: Row<'vpnServers'>): Code[] {
  const authorities = server.authentication.flatMap((each) => each.method === 'certificate' ? each.authority : []);
  const found: readonly (readonly [Code, boolean])[] = [
    ['cannot_access_server_certificate', !isReadable(scope, server.certificate)],
    ['cannot_access_client_certificate', !authorities.every((crn) => isReadable(scope, crn))],
    ['cannot_create_vpc_route', !hasWayBack(scope.region, server)],
    ['cannot_reserve_ip_address', server.ips.length < server.subnets.length],
  ];
  return found.flatMap(([code, isSo]) => isSo ? code : []);
}

/** Whether VPN servers get at a certificate that is good today. Without a policy it is to them as if it were not there. */
export function isReadable({ world }: Scope, crn: string): boolean {
  return world.certificates.authorized(crn) && (world.certificates.certificate(crn)?.validUntil ?? 0) > world.now();
}

/** Whether it reads all that it signs with, without which neither it nor its routes come any further. */
export function readsItsCertificates(scope: Scope, server: Row<'vpnServers'>): boolean {
  return !codesOf(scope, server).some((code) => code.endsWith('_certificate'));
}

/** An earlier server of the VPC that gives the same addresses has the routes to them already. */
export function hasWayBack(region: Region, server: Row<'vpnServers'>): boolean {
  const pool = toRange(server.pool);
  for (const other of region.vpnServers.values()) {
    if (other.id === server.id) return true;
    const taken = toRange(other.pool);
    if (other.vpc === server.vpc && pool !== undefined && taken !== undefined && overlaps(pool, taken)) return false;
  }
  return true;
}
