import { t } from '../../model/l10n';
import type { RoutingTable } from '../../model/vpnServer';
import type { RunContext, StepContext } from '../context';
import { accepts, acceptedRoutes, acceptedRoutesMaker } from '../makers/acceptedRoutes';
import { exists, missing, type Standing } from '../standing';
import { atOnce, free, type Step } from './step';
import { vpcFact } from './vpc';

export interface RoutingTablesStep {
  readonly why: string;
  /** Ids of the subnets that clients reach with their own addresses; undefined until they are known. */
  readonly subnets: (context: StepContext) => readonly string[] | undefined;
  /** Why they can be done without, or undefined. */
  readonly unneeded?: (context: StepContext) => string | undefined;
}

/**
 * The routing tables of those subnets take the ways back to the clients. A VPC's default table does unless somebody switched it off, one that
 * somebody made does not until it is switched on.
 */
export function routingTablesStep({ why, subnets, unneeded }: RoutingTablesStep): Step {
  return {
    id: 'routing-tables',
    title: t('Ways back to VPN clients'),
    why,
    find: async (context) => {
      const unneededWhy = unneeded?.(context);
      return unneededWhy === undefined ? standing(context, await lacking(context, subnets(context))) : { kind: 'not-needed', why: unneededWhy };
    },
    create: async (context: RunContext) => {
      const vpcId = context.facts.need(vpcFact).id;
      for (const { id } of await context.read(() => lacking(context, subnets(context))) ?? []) {
        await context.make(acceptedRoutesMaker, acceptedRoutes(vpcId, id));
      }
    },
    ready: atOnce,
    price: free,
  };
}

function standing(context: StepContext, tables: readonly RoutingTable[] | undefined): Standing {
  const changed = context.recorded(acceptedRoutesMaker.kind);
  const names = tables?.map(({ name }) => name).join(', ');
  switch (names) {
    case undefined:
      return missing(t('makes routing tables accept routes of VPN servers, where they do not'));
    case '':
      return changed === undefined ? { kind: 'not-needed', why: t('the routing tables accept routes of VPN servers already') } : exists(changed);
    default:
      return { kind: 'missing', detail: t('accept routes of VPN servers: {0}', names), extends: acceptedRoutesMaker.addition.without };
  }
}

/** Undefined while it is not known yet which of them count. A VPC that is still to be made has its default one alone. */
async function lacking({ facts, vpc, signal }: StepContext, subnets: readonly string[] | undefined): Promise<readonly RoutingTable[] | undefined> {
  const network = facts.get(vpcFact);
  const closed = network === undefined ? [] : (await vpc.listRoutingTables(network.id, signal)).filter((table) => !accepts(table));
  return subnets === undefined && closed.length > 0 ? undefined : closed.filter((table) => table.subnets.some(({ id }) => subnets?.includes(id) === true));
}
