import type { Row } from '../state/records';
import { existing, type Scope } from './scope';
import { freePublicAddresses } from './floatingIps';
import { reserve } from './reservedIps';
import { availableAddresses } from './subnets';

/** In each subnet one for now and one for when maintenance moves it: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-vpn-planning. */
const needed = 2;

/** Gives a server an address in each of its subnets, and back those that it has elsewhere. A subnet without room gives none, and its health says so. */
export function reserveAddresses(scope: Scope, server: Row<'vpnServers'>): void {
  const { region } = scope;
  const kept = server.ips.filter((id) => server.subnets.includes(region.reservedIps.get(id)?.subnet ?? ''));
  for (const id of server.ips) if (!kept.includes(id)) region.reservedIps.delete(id);
  const has = new Set(kept.map((id) => region.reservedIps.get(id)?.subnet));
  const empty = server.subnets.filter((id) => !has.has(id)).map((id) => existing(region.subnets, id, 'subnet'));
  const roomy = empty.filter((subnet) => availableAddresses(scope, subnet).available >= needed);
  const target = { kind: 'vpn_server', id: server.id } as const;
  server.publicAddresses.push(...freePublicAddresses(scope, server.subnets.length - server.publicAddresses.length));
  server.ips = [...kept, ...roomy.map((subnet) => reserve(scope, subnet, { autoDelete: true, target }).id)];
}
