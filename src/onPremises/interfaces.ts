import type { Office } from './office';
import { largestSegment } from './firewall';
import type { Tunnel } from './tunnels';
import { tunnelsOf } from './tunnels';

/** Beside the segments: headers of IP and TCP. */
const mtu = largestSegment + 40;

/**
 * Route mode: a script that makes the tunnels' interfaces and the routes into them (`up`), or takes them away (`down`). Undefined in policy mode, which needs
 * none. The second tunnel's route is used when the first interface goes. XFRM interfaces for swanctl; VTI for `ipsec.conf`, which knows no XFRM interfaces.
 * Source: https://docs.strongswan.org/docs/latest/features/routeBasedVpn.html
 */
export function interfacesScript(office: Office, kind: 'xfrm' | 'vti'): string | undefined {
  const tunnels = tunnelsOf(office).flatMap(({ via, address }) => via === undefined ? [] : [{ via, address }]);
  if (tunnels.length === 0) {
    return undefined;
  }
  const interfaces = tunnels.map(({ via }) => via.interface);
  return [
    '#!/bin/sh', '# Private Connect: up | down', 'set -eu',
    'down() {', ...interfaces.map((name) => `    ip link delete ${name} 2>/dev/null || true`), '}',
    'up() {', '    down', ...tunnels.flatMap((tunnel, at) => making(office, tunnel, kind, at).map((line) => `    ${line}`)), '}',
    'case "${1:-}" in', '    up) up ;;', '    down) down ;;', '    *) echo "usage: $0 up | down" >&2; exit 2 ;;', 'esac', '',
  ].join('\n');
}

function making(office: Office, { via, address }: Required<Pick<Tunnel, 'via' | 'address'>>, kind: 'xfrm' | 'vti', at: number): readonly string[] {
  const { interface: name, id } = via;
  const local = office.office.address === undefined || office.office.isBehindNat ? '0.0.0.0' : office.office.address;
  return [
    kind === 'xfrm' ? `ip link add ${name} type xfrm dev lo if_id ${id}` : `ip link add ${name} type vti local ${local} remote ${address} key ${id}`,
    `ip link set ${name} mtu ${mtu} up`,
    // VTI decrypts with its mark already; the host's own policies would look for another one.
    ...(kind === 'vti' ? [`sysctl -q -w net.ipv4.conf.${name}.disable_policy=1`] : []),
    `sysctl -q -w net.ipv4.conf.${name}.rp_filter=2`,
    ...office.cloud.ranges.map((range) => `ip route add ${range} dev ${name} metric ${(at + 1) * 100}`),
  ];
}
