import type { NewVpnRoute } from '../../cloud/vpcRequests';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { canonicalRange } from '../../model/range';
import type { StateReason } from '../../model/resource';
import type { VpnRoute } from '../../model/vpnServer';
import type { Maker, RunContext, Specification, StepContext, Waiting } from '../context';
import { orAbsent } from './found';
import { vpnRouteId, vpnServerUser } from './vpnServerUser';
import { becauseOf, endedBecause } from './vpnWords';

export interface VpnServerRouteSpecification extends NewVpnRoute, Specification {
  readonly serverId: string;
}

/** A route, with the server that it is of. */
export interface ServersRoute extends VpnRoute {
  readonly serverId: string;
  /** What keeps the server from its routes, by its health and theirs. */
  readonly hindrances: readonly StateReason[];
}

const kind = 'vpn-server-route';
const limitMs = 10 * 60_000;

/**
 * What clients may send where. Its id in the journal is that of the server and its own. Source:
 * https://cloud.ibm.com/docs/vpc?topic=vpc-vpn-client-to-site-routes
 */
export const vpnServerRouteMaker: Maker<VpnServerRouteSpecification, ServersRoute> = {
  kind,
  make: async (context, specification) => {
    const { serverId, name, destination, action } = specification;
    try {
      return { ...await context.vpc.createVpnRoute(serverId, { name, destination, action }, context.signal), serverId, hindrances: [] };
    } catch (error) {
      throw await taken(context, specification, error) ?? error;
    }
  },
  find: async (context, specification) => (await alike(context, specification)).find(({ name }) => name === specification.name),
  findOther: async (context, specification) => (await alike(context, specification))[0],
  describe: (made) => foundRoute(made),
  wait: (context, { serverId, id, destination }) => ({
    what: t('the route to {0} on the VPN server', destination), everyMs: 5_000, limitMs, read: () => readRoute(context, serverId, id), check: stateOf,
  }),
  recover: async (context, { name }) => {
    const servers = (await context.vpc.listVpnServers({}, context.signal)).filter(({ id }) => context.originOf(id) !== undefined);
    for (const { id } of servers) {
      const route = (await orAbsent(routesOf(context, id)) ?? []).find((other) => other.name === name);
      if (route !== undefined) {
        return foundRoute(route);
      }
    }
    return undefined;
  },
  // A server of ours that stays keeps its routes: whoever is connected would be cut off.
  usedBy: async (context, { id }) => {
    const [serverId = ''] = id.split('/');
    return context.originOf(serverId) === 'made' ? await vpnServerUser(context, { id: serverId }) : undefined;
  },
  // One step makes all of a server's, and is called after none of them.
  inUndo: (_title, name) => t('VPN server route {0}', name),
  // Those of a server of ours go with it, and stay for ever where it cannot read a certificate: it is not waited for them.
  remove: async (context, { id, name }) => {
    const [serverId = '', routeId = ''] = id.split('/');
    await context.discard(() => context.vpc.deleteVpnRoute(serverId, routeId, context.signal));
    if (context.originOf(serverId) !== 'made') {
      await context.until({
        what: t('the VPN server route {0}', name), everyMs: 5_000, limitMs, read: () => orAbsent(readRoute(context, serverId, routeId)),
        check: (there) => there === undefined ? 'ready' : { waitingFor: t('its deletion{0}', hindranceOf(there)) },
      });
    }
  },
};

/** One that is there, for the journal. */
export function foundRoute({ serverId, id, name }: Pick<ServersRoute, 'serverId' | 'id' | 'name'>): ReturnType<typeof vpnServerRouteMaker.describe> {
  return { kind, id: vpnRouteId(serverId, id), name };
}

export async function routesOf({ vpc, signal }: Pick<StepContext, 'vpc' | 'signal'>, serverId: string): Promise<readonly ServersRoute[]> {
  return (await vpc.listVpnRoutes(serverId, signal)).map((route) => ({ ...route, serverId, hindrances: [] }));
}

/** Whether two texts mean the same addresses. */
export function isSameRange(one: string, other: string): boolean {
  return (canonicalRange(one) ?? one) === (canonicalRange(other) ?? other);
}

/** Those that lead to the same addresses and do the same with what is sent there. */
async function alike(context: RunContext, { serverId, destination, action }: VpnServerRouteSpecification): Promise<readonly ServersRoute[]> {
  return (await routesOf(context, serverId)).filter((route) => isSameRange(route.destination, destination) && route.action === action);
}

/** Why a server takes no second route to the same addresses, where one is there that does something else with them. */
async function taken(context: RunContext, { serverId, destination, action }: VpnServerRouteSpecification, error: unknown): Promise<Failure | undefined> {
  if (!(error instanceof Failure) || (error.status !== 400 && error.status !== 409)) {
    return undefined;
  }
  const twin = (await orAbsent(routesOf(context, serverId)))?.find((route) => isSameRange(route.destination, destination));
  return twin === undefined || twin.action === action ? undefined : new Failure({
    code: 'setup.route-taken', what: error.what, why: `${error.why} ${takenInstead(twin, action)}`, next: t('Delete that route, or choose it as it is.'),
    trace: error.trace, cause: error,
  });
}

/** Of one that is there. */
export function takenInWords({ name, destination, action }: VpnRoute): string {
  return t('The VPN server has the route "{0}" to {1}, with the action "{2}".', name, destination, action);
}

/** The same where another action was wanted. */
export function takenInstead({ name, destination, action }: VpnRoute, wanted: string): string {
  return t('The VPN server has the route "{0}" to {1}, with the action "{2}" instead of "{3}".', name, destination, action, wanted);
}

async function readRoute({ vpc, signal }: StepContext, serverId: string, id: string): Promise<ServersRoute> {
  const route = await vpc.getVpnRoute(serverId, id, signal);
  const ofServer = route.lifecycleState === 'stable' ? [] : (await vpc.getVpnServer(serverId, signal)).healthReasons;
  return { ...route, serverId, hindrances: [...route.lifecycleReasons, ...route.healthReasons, ...ofServer] };
}

function stateOf(route: ServersRoute): 'ready' | Waiting {
  const { destination, lifecycleState, hindrances } = route;
  if (['failed', 'suspended', 'deleting'].includes(lifecycleState)) {
    throw endedBecause(t('the route to {0} on the VPN server', destination), lifecycleState, hindrances);
  }
  return lifecycleState === 'stable' ? 'ready' : { waitingUntil: t('it is stable (now: {0}){1}', lifecycleState, hindranceOf(route)) };
}

/** A server that cannot read its certificates does nothing at its routes, and they do not say so. Source: https://cloud.ibm.com/docs/vpc, "Troubleshooting". */
function hindranceOf({ hindrances }: ServersRoute): string {
  return hindrances.length > 0 ? becauseOf(hindrances)
    : ` · ${t('where it stays so, a certificate of the VPN server has expired, is gone, or cannot be read')}`;
}
