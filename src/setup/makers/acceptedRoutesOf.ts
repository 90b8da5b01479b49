import { isOutdated } from '../../cloud/errors';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RoutingTable } from '../../model/vpnServer';
import type { Kind, Maker, RunContext, Specification, StepContext } from '../context';
import { orAbsent } from './found';

export interface AcceptedRoutesSpecification extends Specification {
  readonly vpcId: string;
  readonly tableId: string;
}

/** Whose routes a table may take. */
export interface RouteWriter {
  /** As the cloud calls it. */
  readonly writer: 'vpn_server' | 'vpn_gateway';
  /** In the journal. */
  readonly kind: string;
  /** Who in the VPC needs them besides what we made: "the VPN server X, which is used by Y". */
  readonly usedBy: (context: StepContext, vpcId: string) => Promise<string | undefined>;
  readonly inUndo: (title: string) => string;
  readonly addition: NonNullable<Kind['addition']>;
  /** "Somebody made it accept routes of VPN servers a moment before." */
  readonly meanwhile: string;
}

/** How often a table may be changed by others between our read and our change. */
const most = 5;

/**
 * That a routing table takes the routes of a kind of VPN, without which answers through it find no way back. The table is somebody else's and
 * stays. Sources: https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-client-to-site-routes-propagating, https://cloud.ibm.com/docs/vpc?topic=vpc-about-custom-routes
 */
export function acceptedRoutesOf({ writer, kind, usedBy, inUndo, addition, meanwhile }: RouteWriter) {
  const accepts = ({ acceptsRoutesFrom }: RoutingTable) => acceptsRoutesFrom.includes(writer);
  const maker = {
    kind,
    // One that accepts them by now was switched on by somebody else: it is refused as made, found, and so left to him.
    make: (context, { vpcId, tableId }) => change(context, vpcId, tableId, (kinds) => {
      if (kinds.includes(writer)) {
        throw switchedOnMeanwhile(meanwhile);
      }
      return [...kinds, writer];
    }),
    find: async ({ vpc, signal }, { vpcId, tableId }) => {
      const table = await vpc.getRoutingTable(vpcId, tableId, signal);
      return accepts(table) ? table : undefined;
    },
    describe: (_made, { name, vpcId, tableId }) => ({ kind, id: `${vpcId}/${tableId}`, name }),
    // The name in the journal is made of both ids. Nothing in a table tells who switched it on: after a lost answer it is taken for ours, and stays
    // all the same where a VPN of somebody else's needs it.
    recover: async ({ vpc, signal }, { name }) => {
      const id = name.slice(`${writer}/`.length);
      const [vpcId, tableId] = id.split('/');
      if (vpcId === undefined || tableId === undefined) {
        return undefined;
      }
      const table = await orAbsent(vpc.getRoutingTable(vpcId, tableId, signal));
      return table !== undefined && accepts(table) ? { kind, id, name } : undefined;
    },
    usedBy: (context, { id }) => usedBy(context, id.split('/')[0] ?? ''),
    remove: async (context, { id }) => {
      const [vpcId = '', tableId = ''] = id.split('/');
      await context.discard(async () => {
        await change(context, vpcId, tableId, (kinds) => kinds.filter((each) => each !== writer));
      });
    },
    inUndo,
    addition,
  } satisfies Maker<AcceptedRoutesSpecification, RoutingTable>;
  const specification = (vpcId: string, tableId: string): AcceptedRoutesSpecification => ({ name: `${writer}/${vpcId}/${tableId}`, vpcId, tableId });
  return { maker, accepts, specification };
}

export type AcceptedRoutes = ReturnType<typeof acceptedRoutesOf>;

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

function switchedOnMeanwhile(why: string): Failure {
  return new Failure({
    code: 'setup.switched-on-meanwhile', what: t('Could not change the routing table'),
    why, next: t('Run again: it is used as it is.'),
  });
}
