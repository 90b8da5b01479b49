import { t } from '../../model/l10n';
import type { VpnGateway } from '../../model/vpnGateway';
import type { StepContext } from '../context';

/**
 * A route that somebody wrote to one of a gateway's connections: as long as it is there the cloud deletes neither. Ours is gone by then. Route mode
 * alone has such routes. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-create-vpc-route
 */
export async function leadingRoute(
  { vpc, signal }: StepContext, { mode, vpc: { id: vpcId } }: VpnGateway, isOf: (connectionId: string) => boolean,
): Promise<string | undefined> {
  for (const table of mode === 'route' ? await vpc.listRoutingTables(vpcId, signal) : []) {
    const route = (await vpc.listTableRoutes(vpcId, table.id, signal))
      .find(({ nextHop, lifecycleState }) => nextHop.kind === 'vpn-connection' && isOf(nextHop.id) && lifecycleState !== 'deleting');
    if (route !== undefined) {
      return t('the route {0} to {1} in the routing table {2}', route.name, route.destination, table.name);
    }
  }
  return undefined;
}
