import { t } from '../../../../model/l10n';
import type { Subnet } from '../../../../model/landscape';
import { visible } from '../../../../model/text';
import type { VpnConnection } from '../../../../model/vpnGateway';
import type { StepContext } from '../../../context';
import type { Fact } from '../../../facts';
import { isInTheWay, isThere, officeRouteMaker, routesIn, type OfficeRouteSpecification } from '../../../makers/officeRoute';
import { blocked, missing, type Standing } from '../../../standing';
import { gatewaySubnetsFact } from '../../../steps/gatewaySubnets';
import { atOnce, free, type Step } from '../../../steps/step';
import { vpcFact } from '../../../steps/vpc';
import type { SiteVpnChoices } from '../choices';
import { resolverSubnetsFact } from '../localRanges';

/** The connection of a zone's VPN gateway. */
export interface TunnelOfZone {
  readonly zone: string;
  readonly connection: Fact<VpnConnection>;
}

interface Looked {
  readonly lacking: readonly OfficeRouteSpecification[];
  readonly problem: Standing | undefined;
}

/**
 * Route mode's ways back: a route to each of the office's ranges, for each zone with something that answers, in the routing tables of those subnets.
 * Where no gateway stands in a zone, another one's connection takes its traffic.
 */
export function officeRoutesStep({ office: { ranges } }: SiteVpnChoices, tunnels: readonly TunnelOfZone[]): Step {
  return {
    id: 'office-routes',
    title: t('Routes to the office'),
    why: t('In route mode what answers finds its way back by them alone: they lead {0} into the tunnel.', ranges.join(', ')),
    find: async (context) => {
      const looked = await look(context, ranges, tunnels);
      const made = context.recorded(officeRouteMaker.kind);
      if (looked === undefined || looked.lacking.length > 0) {
        return looked?.problem ?? missing(t('to {0}', ranges.join(', ')));
      }
      return made === undefined ? { kind: 'not-needed', why: t('they are there already') } : { kind: 'exists', resource: made };
    },
    create: async (context) => {
      for (const wanted of (await context.read(() => look(context, ranges, tunnels)))?.lacking ?? []) {
        await context.make(officeRouteMaker, wanted);
      }
    },
    ready: atOnce,
    price: free,
  };
}

/** Undefined until VPC, subnets and connections are known. */
async function look(context: StepContext, ranges: readonly string[], tunnels: readonly TunnelOfZone[]): Promise<Looked | undefined> {
  const { facts, vpc, signal, names } = context;
  const [network, gateway, resolver] = [facts.get(vpcFact), facts.get(gatewaySubnetsFact), facts.get(resolverSubnetsFact)];
  if (network === undefined || gateway === undefined || resolver === undefined || tunnels.some(({ connection }) => facts.get(connection) === undefined)) {
    return undefined;
  }
  const subnets = [...gateway, ...resolver];
  const tables = (await vpc.listRoutingTables(network.id, signal)).filter((table) => table.subnets.some(({ id }) => subnets.some((each) => each.id === id)));
  const lacking: OfficeRouteSpecification[] = [];
  for (const { id: tableId, name: table } of tables) {
    const there = await routesIn(vpc.listTableRoutes(network.id, tableId, signal));
    for (const zone of zonesOf(subnets)) {
      const nextHop = hopIn(context, zone, tunnels);
      const wanted = nextHop === undefined ? [] : ranges.map((destination): OfficeRouteSpecification => (
        { name: names.of(['back', zone, destination, tableId].join('-')), vpcId: network.id, tableId, destination, zone, nextHop }
      ));
      const other = there.find((route) => wanted.some((each) => isInTheWay(route, each)));
      if (other !== undefined) {
        return { lacking: wanted, problem: blocked(
          t('The route "{0}" of the routing table "{1}" leads {2} elsewhere in {3}.', visible(other.name), visible(table), other.destination, zone),
          t('Delete it, or choose other ranges of the office.'),
        ) };
      }
      lacking.push(...wanted.filter((each) => !there.some((route) => isThere(route, each))));
    }
  }
  return { lacking, problem: undefined };
}

function hopIn({ facts }: StepContext, zone: string, tunnels: readonly TunnelOfZone[]): OfficeRouteSpecification['nextHop'] | undefined {
  const of = tunnels.find((each) => each.zone === zone) ?? tunnels[0];
  const connection = of === undefined ? undefined : facts.get(of.connection);
  return connection === undefined ? undefined : { kind: 'vpn-connection', id: connection.id, name: connection.name };
}

function zonesOf(subnets: readonly Subnet[]): readonly string[] {
  return [...new Set(subnets.map(({ zone }) => zone))];
}
