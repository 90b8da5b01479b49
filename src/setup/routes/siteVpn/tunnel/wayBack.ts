import type { Finding } from '../../../../model/check';
import { t } from '../../../../model/l10n';
import { contains, parseRange } from '../../../../model/range';
import { visible } from '../../../../model/text';
import type { RoutingTable } from '../../../../model/vpnServer';
import { whyUnread } from '../../../tunnel/finding';
import { verdict } from './finding';
import type { Look } from './look';

/** Whether answers find back to the office, from the subnets of the endpoint gateway. Undefined where they do, or where it cannot be seen. */
export async function wayBack(look: Look, signal: AbortSignal): Promise<Finding | undefined> {
  const { endpoint } = look;
  if (endpoint === undefined || look.places.length === 0) {
    return undefined;
  }
  try {
    const tables = await tablesOf(look, endpoint.vpc.id, endpoint.addresses.flatMap(({ subnetId }) => subnetId ?? []), signal);
    return look.connection.choices.mode === 'policy' ? notAccepting(tables) : await notLeading(look, endpoint.vpc.id, tables, signal);
  } catch (error) {
    whyUnread(error, signal);
    return undefined;
  }
}

/** A subnet that no table names is in the default one. */
async function tablesOf(
  { connection: { instance }, tools: { cloud } }: Look, vpcId: string, subnetIds: readonly string[], signal: AbortSignal,
): Promise<readonly RoutingTable[]> {
  const all = await cloud.vpc(instance.region).listRoutingTables(vpcId, signal);
  const [byDefault] = all.filter(({ isDefault }) => isDefault);
  return [...new Set(subnetIds.flatMap((id) => all.find(({ subnets }) => subnets.some((subnet) => subnet.id === id)) ?? byDefault ?? []))];
}

/** In policy mode the cloud writes the routes, into tables that take them: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-faqs */
function notAccepting(tables: readonly RoutingTable[]): Finding | undefined {
  const deaf = tables.filter(({ isDefault, acceptsRoutesFrom }) => !isDefault && !acceptsRoutesFrom.includes('vpn_gateway'));
  return deaf.length === 0 ? undefined : verdict('failed', 'tunnel.routes-not-accepted', {
    summary: t('the routing table {0} takes no routes of VPN gateways', visible(deaf.map(({ name }) => name).join(', '))),
  });
}

async function notLeading(look: Look, vpcId: string, tables: readonly RoutingTable[], signal: AbortSignal): Promise<Finding | undefined> {
  const { connection: { instance, choices }, places, tools: { cloud } } = look;
  const own = new Set(places.flatMap(({ connection }) => connection?.id ?? []));
  for (const table of tables) {
    const routes = await cloud.vpc(instance.region).listTableRoutes(vpcId, table.id, signal);
    const leading = routes.filter(({ nextHop }) => nextHop.kind === 'vpn-connection' && own.has(nextHop.id));
    const back = leading.flatMap(({ destination }) => parseRange(destination) ?? []);
    const missing = choices.office.ranges.filter((text) => {
      const range = parseRange(text);
      return range !== undefined && !back.some((each) => contains(each, range));
    });
    if (missing.length > 0) {
      return verdict('failed', 'tunnel.no-way-back', { summary: t('no route of {0} leads back to {1}', visible(table.name, 80), visible(missing.join(', '))) });
    }
  }
  return undefined;
}
