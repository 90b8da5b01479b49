import { ground, make, reach, region, type Ground } from '../control/story';
import type { Bench } from '../control/support';

export interface StableGateway { readonly id: string; readonly path: string; readonly connections: string; readonly place: Ground }

/** A gateway that is stable, in a VPC of its own where none is given. */
export async function stableGateway(bench: Bench, more: object = {}, place?: Ground): Promise<StableGateway> {
  const there = place ?? await ground(bench);
  const id = await make(bench, '/vpn_gateways', { name: 'office-vpn', mode: 'policy', subnet: { id: there.one }, ...more });
  const path = `/vpn_gateways/${id}`;
  await reach(bench, path, 'lifecycle_state', 'stable');
  return { id, path, connections: `${path}/connections`, place: there };
}

interface Sides { readonly local?: readonly string[]; readonly peer?: readonly string[]; readonly address?: string }

/** The prototype of a connection in policy mode; `more` replaces parts. */
export function connectionPrototype({ local = ['10.249.0.0/24'], peer = ['192.168.1.0/24'], address = '203.0.113.9' }: Sides = {}, more: object = {}): object {
  return { name: 'office', psk: 'Office-Key_2026!', admin_state_up: true, local: { cidrs: local }, peer: { address, cidrs: peer }, ...more };
}

/** The prototype of a connection in route mode. */
export const routeConnection = { name: 'office', psk: 'Office-Key_2026!', admin_state_up: true, peer: { fqdn: 'vpn.example.com' }, routing_protocol: 'none' };

export async function deletedGateway(bench: Bench, path: string): Promise<void> {
  await bench.vpc(region, 'DELETE', path);
  await bench.until(() => bench.vpc(region, 'GET', path), ({ status }) => status === 404);
}
