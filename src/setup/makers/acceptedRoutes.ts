import { isOutdated } from '../../cloud/errors';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RoutingTable } from '../../model/vpnServer';
import type { Maker, RunContext, Specification } from '../context';
import { orAbsent } from './found';
import { vpnServerUser } from './vpnServerUser';

export interface AcceptedRoutesSpecification extends Specification {
  readonly vpcId: string;
  readonly tableId: string;
}

const kind = 'accepted-routes';
const writer = 'vpn_server';
/** How often a table may be changed by others between our read and our change. */
const most = 5;

/**
 * That a routing table takes the routes of VPN servers, without which answers to their clients find no way back. The table is somebody else's
 * and stays. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-client-to-site-routes-propagating
 */
export const acceptedRoutesMaker = {
  kind,
  // One that accepts them by now was switched on by somebody else: it is refused as made, found, and so left to him.
  make: (context, { vpcId, tableId }) => change(context, vpcId, tableId, (kinds) => {
    if (kinds.includes(writer)) {
      throw switchedOnMeanwhile();
    }
    return [...kinds, writer];
  }),
  find: async ({ vpc, signal }, { vpcId, tableId }) => {
    const table = await vpc.getRoutingTable(vpcId, tableId, signal);
    return accepts(table) ? table : undefined;
  },
  describe: (_made, { name, vpcId, tableId }) => ({ kind, id: `${vpcId}/${tableId}`, name }),
  // The name in the journal is made of both ids. Nothing in a table tells who switched it on: after a lost answer it is taken for ours, and stays
  // all the same where a VPN server of somebody else's is there.
  recover: async ({ vpc, signal }, { name }) => {
    const id = name.slice(`${writer}/`.length);
    const [vpcId, tableId] = id.split('/');
    if (vpcId === undefined || tableId === undefined) {
      return undefined;
    }
    const table = await orAbsent(vpc.getRoutingTable(vpcId, tableId, signal));
    return table !== undefined && accepts(table) ? { kind, id, name } : undefined;
  },
  // Without it the clients of a server that stays get no answers.
  usedBy: async (context, { id }) => {
    const [vpcId = ''] = id.split('/');
    for (const server of await context.vpc.listVpnServers({ vpcId }, context.signal)) {
      const user = context.originOf(server.id) === 'made' ? await vpnServerUser(context, server) : t('whoever made it');
      if (user !== undefined) {
        return t('the VPN server {0}, which is used by {1}', server.name, user);
      }
    }
    return undefined;
  },
  remove: async (context, { id }) => {
    const [vpcId = '', tableId = ''] = id.split('/');
    await context.discard(async () => {
      await change(context, vpcId, tableId, (kinds) => kinds.filter((each) => each !== writer));
    });
  },
  inUndo: (title) => t('that it accepts routes of VPN servers: {0}', title),
  addition: {
    added: t('made to accept routes of VPN servers'), takenOff: t('accepts no routes of VPN servers any more, as before'),
    without: t('without accepting routes of VPN servers, which the run switches on'),
  },
} satisfies Maker<AcceptedRoutesSpecification, RoutingTable>;

export function acceptedRoutes(vpcId: string, tableId: string): AcceptedRoutesSpecification {
  return { name: `${writer}/${vpcId}/${tableId}`, vpcId, tableId };
}

export function accepts({ acceptsRoutesFrom }: RoutingTable): boolean {
  return acceptsRoutesFrom.includes(writer);
}

/** Changes what is there now, whoever changed it a moment before. */
async function change(
  { vpc, signal }: RunContext, vpcId: string, tableId: string, next: (kinds: readonly string[]) => readonly string[],
): Promise<RoutingTable> {
  for (let time = 1; ; time += 1) {
    const read = await vpc.getVersionedRoutingTable(vpcId, tableId, signal);
    const kinds = next(read.value.acceptsRoutesFrom);
    if (kinds.length === read.value.acceptsRoutesFrom.length) {
      return read.value;
    }
    try {
      return await vpc.acceptRoutesFrom(vpcId, read, kinds, signal);
    } catch (error) {
      if (!isOutdated(error) || time === most) {
        throw error;
      }
    }
  }
}

function switchedOnMeanwhile(): Failure {
  return new Failure({
    code: 'setup.switched-on-meanwhile', what: t('Could not change the routing table'),
    why: t('Somebody made it accept routes of VPN servers a moment before.'),
    next: t('Run again: it is used as it is.'),
  });
}
