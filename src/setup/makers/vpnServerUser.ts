import { isForbidden } from '../../cloud/errors';
import { t } from '../../model/l10n';
import type { VpnClient, VpnRoute, VpnServer } from '../../model/vpnServer';
import type { StepContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { baseBehind } from '../names';
import { foreignGroup } from './users';

/** A route's id in the journal. */
export function vpnRouteId(serverId: string, id: string): string {
  return `${serverId}/${id}`;
}

/** Who else stands on a VPN server of ours: by a group or a route of theirs, or connected to it. */
export async function vpnServerUser(context: StepContext, { id }: Pick<RecordedResource, 'id'>): Promise<string | undefined> {
  const { vpc, signal } = context;
  const server = await vpc.getVpnServer(id, signal);
  const base = baseBehind(server.name, []);
  // The group that a server was made with is no stranger's, even where another connection has the server now.
  const others = server.securityGroups.filter(({ name }) => base === undefined || baseBehind(name, []) !== base);
  return foreignGroup(context, others) ?? await foreignRoute(context, server) ?? await foreignClient(context, id);
}

/** Where the journal is lost, the names tell whether one connection made both. */
async function foreignRoute(context: StepContext, server: VpnServer): Promise<string | undefined> {
  const base = baseBehind(server.name, []);
  const isOurs = ({ id, name }: VpnRoute): boolean =>
    context.originOf(vpnRouteId(server.id, id)) === 'made' || (base !== undefined && baseBehind(name, []) === base);
  const route = (await context.vpc.listVpnRoutes(server.id, context.signal)).find((each) => each.lifecycleState !== 'deleting' && !isOurs(each));
  return route === undefined ? undefined : t('the route {0} to {1}', route.name, route.destination);
}

/** One person alone is the one who undoes; of two, one is not. Who may not see the clients gets rid of a server all the same. */
async function foreignClient({ vpc, signal }: StepContext, serverId: string): Promise<string | undefined> {
  try {
    const people = new Set((await vpc.listVpnClients(serverId, signal)).filter(({ status }) => status === 'connected').map(personBehind));
    return people.size < 2 ? undefined : t('the connected clients {0}', [...people].join(', '));
  } catch (error) {
    if (isForbidden(error)) {
      return undefined;
    }
    throw error;
  }
}

function personBehind({ username, commonName, remoteAddress }: VpnClient): string {
  return username ?? commonName ?? remoteAddress;
}
