import { t } from '../../model/l10n';
import type { RoutingTable } from '../../model/vpnServer';
import type { RunContext, StepContext } from '../context';
import { routesOfVpnGateways } from '../makers/acceptedGatewayRoutes';
import { routesOfVpnServers } from '../makers/acceptedRoutes';
import type { AcceptedRoutes } from '../makers/acceptedRoutesOf';
import { exists, missing, type Standing } from '../standing';
import { atOnce, free, type Step } from './step';
import { vpcFact } from './vpc';

export interface RoutingTablesStep {
  readonly why: string;
  /** Ids of the subnets that are reached from the other side of the VPN; undefined until they are known. */
  readonly subnets: (context: StepContext) => readonly string[] | undefined;
  /** Why they can be done without, or undefined. */
  readonly unneeded?: (context: StepContext) => string | undefined;
}

/** What the step of a kind of VPN says. */
interface WaysBack extends AcceptedRoutes {
  readonly title: string;
  /** While the subnets are not known. */
  readonly toDo: string;
  readonly already: string;
  readonly lacking: (names: string) => string;
}

const toClients: WaysBack = {
  ...routesOfVpnServers, title: t('Ways back to VPN clients'),
  toDo: t('makes routing tables accept routes of VPN servers, where they do not'), already: t('the routing tables accept routes of VPN servers already'),
  lacking: (names) => t('accept routes of VPN servers: {0}', names),
};

const toOffice: WaysBack = {
  ...routesOfVpnGateways, title: t('Ways back to the office'),
  toDo: t('makes routing tables accept routes of VPN gateways, where they do not'), already: t('the routing tables accept routes of VPN gateways already'),
  lacking: (names) => t('accept routes of VPN gateways: {0}', names),
};

/**
 * The routing tables of those subnets take the ways back to the clients. A VPC's default table does unless somebody switched it off, one that
 * somebody made does not until it is switched on.
 */
export function routingTablesStep(step: RoutingTablesStep): Step {
  return waysBackStep(step, toClients);
}

/** The same for what VPN gateways write: the ways back to the ranges of the office. */
export function officeWaysBackStep(step: RoutingTablesStep): Step {
  return waysBackStep(step, toOffice);
}

function waysBackStep({ why, subnets, unneeded }: RoutingTablesStep, ways: WaysBack): Step {
  const { title, maker, specification } = ways;
  return {
    id: 'routing-tables', title, why,
    find: async (context) => {
      const unneededWhy = unneeded?.(context);
      return unneededWhy === undefined ? standing(context, ways, await lacking(context, ways, subnets(context))) : { kind: 'not-needed', why: unneededWhy };
    },
    create: async (context: RunContext) => {
      const vpcId = context.facts.need(vpcFact).id;
      for (const { id } of await context.read(() => lacking(context, ways, subnets(context))) ?? []) {
        await context.make(maker, specification(vpcId, id));
      }
    },
    ready: atOnce,
    price: free,
  };
}

function standing(context: StepContext, { maker, toDo, already, lacking: inWords }: WaysBack, tables: readonly RoutingTable[] | undefined): Standing {
  const changed = context.recorded(maker.kind);
  const names = tables?.map(({ name }) => name).join(', ');
  switch (names) {
    case undefined:
      return missing(toDo);
    case '':
      return changed === undefined ? { kind: 'not-needed', why: already } : exists(changed);
    default:
      return { kind: 'missing', detail: inWords(names), extends: maker.addition.without };
  }
}

/** Undefined while it is not known yet which of them count. A VPC that is still to be made has its default one alone. */
async function lacking(
  { facts, vpc, signal }: StepContext, { accepts }: WaysBack, subnets: readonly string[] | undefined,
): Promise<readonly RoutingTable[] | undefined> {
  const network = facts.get(vpcFact);
  const closed = network === undefined ? [] : (await vpc.listRoutingTables(network.id, signal)).filter((table) => !accepts(table));
  return subnets === undefined && closed.length > 0 ? undefined : closed.filter((table) => table.subnets.some(({ id }) => subnets?.includes(id) === true));
}
