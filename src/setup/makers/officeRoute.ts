import type { NewTableRoute } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { VpcRoute } from '../../model/vpcRoute';
import type { Maker, Specification } from '../context';
import { ended, orAbsent } from './found';

/** Its next hop is a connection of a VPN gateway in route mode. */
export interface OfficeRouteSpecification extends Specification, NewTableRoute {
  readonly name: string;
  readonly vpcId: string;
  readonly tableId: string;
}

const kind = 'office-route';

/**
 * A route of a routing table into a VPN connection, the way back to an office: in route mode nobody else writes it. The gateway cannot be deleted
 * while it is there. Its id in the journal is that of the VPC, of the table and its own. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-create-vpc-route
 */
export const officeRouteMaker: Maker<OfficeRouteSpecification, VpcRoute> = {
  kind,
  make: ({ vpc, signal }, { vpcId, tableId, name, destination, zone, nextHop }) =>
    vpc.createTableRoute(vpcId, tableId, { name, destination, zone, nextHop }, signal),
  find: async ({ vpc, signal }, { vpcId, tableId, name }) => (await vpc.listTableRoutes(vpcId, tableId, signal)).find((other) => other.name === name),
  describe: ({ id }, { vpcId, tableId, name }) => ({ kind, id: `${vpcId}/${tableId}/${id}`, name }),
  // The name of one of ours is known to no other table: the journal's VPC has it, in one of them.
  recover: async (context, { name }) => {
    const { vpc, signal } = context;
    for (const { id: vpcId } of (await vpc.listVpcs(signal)).filter(({ id }) => context.originOf(id) !== undefined)) {
      for (const { id: tableId } of await vpc.listRoutingTables(vpcId, signal)) {
        const there = (await vpc.listTableRoutes(vpcId, tableId, signal)).find((route) => route.name === name);
        if (there !== undefined) {
          return { kind, id: `${vpcId}/${tableId}/${there.id}`, name };
        }
      }
    }
    return undefined;
  },
  remove: async (context, { id, name }) => {
    const [vpcId = '', tableId = '', routeId = ''] = id.split('/');
    await context.discard(() => context.vpc.deleteTableRoute(vpcId, tableId, routeId, context.signal));
    await context.untilGone(t('the route {0}', name), () => context.vpc.getTableRoute(vpcId, tableId, routeId, context.signal));
  },
  inUndo: (title) => t('a route of: {0}', title),
};

/** What is in the way in a table: a route of somebody else's for the same zone that leads to the same place by another way. */
export function isInTheWay({ destination, zone, nextHop }: VpcRoute, wanted: OfficeRouteSpecification): boolean {
  return destination === wanted.destination && zone === wanted.zone && !isSameHop(nextHop, wanted.nextHop);
}

export function isThere({ destination, zone, nextHop, lifecycleState, name }: VpcRoute, wanted: OfficeRouteSpecification): boolean {
  if (name === wanted.name && lifecycleState === 'failed') {
    throw ended(t('the route {0}', name), lifecycleState, [], t('Undo, then run again.'));
  }
  return destination === wanted.destination && zone === wanted.zone && isSameHop(nextHop, wanted.nextHop);
}

/** The routes of a table; none where it went meanwhile. */
export async function routesIn(read: Promise<readonly VpcRoute[]>): Promise<readonly VpcRoute[]> {
  return await orAbsent(read) ?? [];
}

function isSameHop(one: VpcRoute['nextHop'], other: VpcRoute['nextHop']): boolean {
  return one.kind === 'address' ? other.kind === 'address' && one.address === other.address : other.kind === 'vpn-connection' && one.id === other.id;
}
